import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope } from '@pitlane/platform';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { storesWithHoldsOver } from './watch.queries.js';

/** Gives back what was held and not decided on in time (APT-6). Replicas do no harm: each hold is locked and looked at again. */
@Injectable()
export class HoldsWatch {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly holds: SlotHoldsService,
    private readonly log: Log,
  ) {}

  @Every(5_000)
  async run(): Promise<void> {
    try {
      const now = this.clock.now();
      const due = () => this.db.read((tx) => storesWithHoldsOver(tx, now));
      await this.system.inStoresWith(due, () => this.holds.expireDue(now));
    } catch (error) {
      this.log.error('the watch over holds failed', error);
    }
  }
}
