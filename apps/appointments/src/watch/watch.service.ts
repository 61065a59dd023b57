import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope } from '@pitlane/platform';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { PreparationService } from '../preparation/preparation.service.js';
import { storesToWatch } from './watch.queries.js';

/** What time alone brings about: the checks ahead of a visit (APT-9) and no-shows (APT-11). Replicas do no harm: each item is locked and looked at again. */
@Injectable()
export class Watch {
  constructor(
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly appointments: AppointmentsService,
    private readonly preparation: PreparationService,
    private readonly log: Log,
  ) {}

  @Every(5_000)
  async run(): Promise<void> {
    try {
      const now = this.clock.now();
      const due = () => this.db.read((tx) => storesToWatch(tx, now));
      await this.system.inStoresWith(due, async () => {
        await this.preparation.checkAhead(now);
        await this.appointments.markNoShows(now);
      });
    } catch (error) {
      this.log.error('the watch over appointments failed', error);
    }
  }
}
