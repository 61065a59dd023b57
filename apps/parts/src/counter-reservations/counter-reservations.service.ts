import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { actingStore, Clock, Database, SystemScope, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { PartNotListed } from '../catalogue/part.errors.js';
import { type CounterFacts, Reservation } from '../reservations/reservation.entity.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { expiredReservationIds } from './counter-reservations.queries.js';

export interface Wanted extends Pick<CounterFacts, 'reason' | 'keptUntil'> {
  lines: readonly { partNumber: string; quantityThousandths: number }[];
}

/** Stock kept for somebody at the counter, until a time (PRT-5). */
@Injectable()
export class CounterReservationsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly system: SystemScope,
    private readonly clock: Clock,
  ) {}

  /** Keeps what there is of each line. @throws PartNotListed | KeptUntilOutOfRange */
  reserve({ lines, ...facts }: Wanted, at: Date): Promise<Reservation> {
    return this.db.transaction(async (tx) => {
      const requests = lines.map((line) => ({ ...line, lineId: uuidv7() }));
      const reservation = Reservation.openAtCounter(
        { ...facts, id: uuidv7(), storeId: actingStore(tx.scope), lines: requests },
        at,
      );
      const partNumbers = lines.map(({ partNumber }) => partNumber);
      await this.stock.move(tx, partNumbers, at, async (parts) => {
        refuseUnlisted(partNumbers, parts);
        await this.reservations.fill(tx, reservation, parts, at);
      });
      return tx.save(reservation, reservation.announce());
    });
  }

  /** @throws NotFound | NotMadeAtCounter | ReservationNotOpen */
  release(id: string, reason: string, at: Date): Promise<Reservation> {
    return this.db.transaction(async (tx) => {
      const reservation = await tx.lock(Reservation, id);
      await this.end(tx, reservation, { cause: 'released', reason, at });
      return reservation;
    });
  }

  @Interval(30_000)
  async expireInEachStore(): Promise<void> {
    await this.system.inEachStore((store) => this.expire(store.id, this.clock.now()));
  }

  /** Ends those past their time, each in a transaction of its own. */
  async expire(storeId: string, at: Date): Promise<void> {
    for (const id of await this.db.read((tx) => expiredReservationIds(tx, storeId, at))) {
      await this.db.transaction(async (tx) => {
        const reservation = await tx.lock(Reservation, id);
        if (!reservation.isExpired(at)) return;
        await this.end(tx, reservation, { cause: 'expired', reason: 'past its time', at });
      });
    }
  }

  private async end(
    tx: Tx,
    reservation: Reservation,
    { cause, ...note }: { cause: 'released' | 'expired'; reason: string; at: Date },
  ): Promise<void> {
    const keeping = reservation.keepingLines;
    await tx.save(reservation, reservation.endAtCounter(cause, note));
    await this.reservations.free(tx, keeping, { documentId: reservation.id, ...note });
  }
}

function refuseUnlisted(partNumbers: readonly string[], parts: LockedParts): void {
  const unknown = partNumbers.filter((partNumber) => !parts.has(partNumber));
  if (unknown.length > 0) throw new PartNotListed(unknown);
}
