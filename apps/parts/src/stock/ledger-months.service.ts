import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Database, Every, SystemScope } from '@pitlane/platform';

const AHEAD_DAYS = 92;
const DAY_MS = 86_400_000;

/** Opens the ledger's months before they come. A movement of a month that nobody opened is not lost: it lies beside the months. */
@Injectable()
export class LedgerMonths implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.openMonths();
  }

  @Every(DAY_MS)
  async openMonths(): Promise<void> {
    const upto = new Date(this.clock.now().getTime() + AHEAD_DAYS * DAY_MS);
    await this.system.inAllStores(() =>
      this.db.transaction((tx) => tx.query('SELECT open_movement_months($1::date)', [upto])),
    );
  }
}
