import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope } from '@pitlane/platform';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { WaitlistOffersService } from '../waitlist/waitlist-offers.service.js';
import { storesWithHoldsOrWaitlistWork } from './watch.queries.js';

/**
 * Gives back what was held and not decided on in time (APT-6), and offers what became free to those who wait for it (APT-12).
 * Replicas do no harm: each hold and each entry is locked and looked at again.
 */
@Injectable()
export class HoldsWatch {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly holds: SlotHoldsService,
    private readonly offers: WaitlistOffersService,
    private readonly log: Log,
  ) {}

  @Every(5_000)
  async run(): Promise<void> {
    try {
      const now = this.clock.now();
      const due = () => this.db.read((tx) => storesWithHoldsOrWaitlistWork(tx, now));
      await this.system.inStoresWith(due, async () => {
        await this.holds.expireDue(now);
        await this.offers.lapseDue(now);
        await this.offers.endOver(now);
        await this.offers.offerFreed(now);
      });
    } catch (error) {
      this.log.error('the watch over holds and the waitlist failed', error);
    }
  }
}
