import { Injectable } from '@nestjs/common';
import { Clock, Database, Every, Log, SystemScope, oneByOne } from '@pitlane/platform';
import { StoreTerms } from '../policies/store-terms.service.js';
import { Reservation } from './reservation.entity.js';
import { softReservationIds, storesWithSoft } from './reservations.queries.js';
import { ReservationsService } from './reservations.service.js';

const DAY_MS = 86_400_000;

/** Makes soft reservations hard, in time for their visits (PRT-5). */
@Injectable()
export class SoftReservations {
  constructor(
    private readonly db: Database,
    private readonly reservations: ReservationsService,
    private readonly terms: StoreTerms,
    private readonly system: SystemScope,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Takes what there is for it now, before its time. @throws NotFound | ReservationNotSoft */
  harden(id: string, at: Date): Promise<Reservation> {
    return this.db.transaction(async (tx) => {
      const reservation = await tx.lock(Reservation, id);
      await this.reservations.harden(tx, reservation, at);
      return reservation;
    });
  }

  @Every(60_000)
  async hardenInEachStore(): Promise<void> {
    const waiting = () => this.db.read(storesWithSoft);
    await this.system.inStoresWith(waiting, (store) => this.hardenDue(store.id, this.clock.now()));
  }

  /** Each whose visit is near enough by the terms of now, in a transaction of its own; the nearest visit takes first. */
  async hardenDue(storeId: string, at: Date): Promise<void> {
    const due = await this.db.read(async (tx) => {
      const { softBeyondDays } = await this.terms.of(tx);
      const until = softBeyondDays === null ? null : new Date(at.getTime() + softBeyondDays * DAY_MS);
      return softReservationIds(tx, storeId, until);
    });
    await oneByOne(due, this.log, (id) =>
      this.db.transaction(async (tx) => {
        const reservation = await tx.lock(Reservation, id);
        if (reservation.status === 'soft') await this.reservations.harden(tx, reservation, at);
      }),
    );
  }
}
