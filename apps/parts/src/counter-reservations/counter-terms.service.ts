import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, oneByOne, SystemScope } from '@pitlane/platform';
import { expiredReservationIds } from './counter-reservations.queries.js';
import { CounterReservationsService } from './counter-reservations.service.js';

/** Ends what was kept at the counter until a time, when that has come (PRT-5). */
@Injectable()
export class CounterTerms {
  constructor(
    private readonly db: Database,
    private readonly reservations: CounterReservationsService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  @Every(30_000)
  async endInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.end(store.id, this.clock.now()));
  }

  /** Each in a transaction of its own. */
  async end(storeId: string, at: Date): Promise<void> {
    const due = await this.db.read((tx) => expiredReservationIds(tx, storeId, at));
    await oneByOne(due, this.log, (id) => this.reservations.expire(id, at));
  }
}
