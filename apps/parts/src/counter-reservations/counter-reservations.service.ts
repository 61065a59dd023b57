import { Injectable } from '@nestjs/common';
import { actingStore, Coalescer, Database, type Member, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { PartNotListed } from '../catalogue/part.errors.js';
import { DemandBook } from '../demand/demand-book.service.js';
import { Reservation } from '../reservations/reservation.entity.js';
import type { CounterFacts } from '../reservations/reservation-facts.js';
import { ReservationsService } from '../reservations/reservations.service.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { counterEnd } from './counter-end.js';
import { insertReservations } from './counter-reservations.queries.js';

export interface Wanted {
  lines: readonly { partNumber: string; quantityThousandths: number }[];
  reason: string;
  keptUntil?: Date;
}

export interface CounterRequest {
  readonly facts: CounterFacts;
  readonly at: Date;
}

const LIMITS = { mostTogether: 64, mostWaiting: 1_000 };

/** Stock kept for somebody at the counter, until a time (PRT-5). */
@Injectable()
export class CounterReservationsService {
  private readonly reserving: Coalescer<CounterRequest, Reservation>;

  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly reservations: ReservationsService,
    private readonly demand: DemandBook,
  ) {
    this.reserving = new Coalescer(db, (tx, members) => this.keepInTurn(tx, members), LIMITS);
  }

  /** Keeps what there is of each line. @throws PartNotListed | KeptUntilOutOfRange | Overloaded */
  async reserve({ lines, reason, keptUntil }: Wanted, at: Date): Promise<Reservation> {
    const facts = {
      ...{ id: uuidv7(), storeId: actingStore(), reason, keptUntil: counterEnd(keptUntil, at) },
      lines: lines.map((line) => ({ ...line, lineId: uuidv7() })),
    };
    return this.reserving.do({ facts, at });
  }

  /** First come, first served; nothing is kept for anybody while one asks for a part that is not listed. */
  async keepInTurn(tx: Tx, members: readonly Member<CounterRequest>[]): Promise<(Reservation | PartNotListed)[]> {
    const fillings = members.map(({ item: { facts, at }, scope, traceparent }) => {
      const reservation = Reservation.openAtCounter(facts);
      return { reservation, actorId: scope.actor.id, at, scope, traceparent };
    });
    const partNumbers = fillings.flatMap(({ reservation }) => reservation.lines.map(({ partNumber }) => partNumber));
    const at = new Date(Math.max(...fillings.map((filling) => filling.at.getTime())));
    return this.stock.move(tx, partNumbers, at, async (parts) => {
      const outcomes = fillings.map(({ reservation }) => refusalOf(reservation, parts) ?? reservation);
      if (outcomes.some((outcome) => outcome instanceof PartNotListed)) return outcomes;
      const kept = await this.reservations.fillInTurn(tx, fillings, parts);
      const sayings = fillings.map(({ reservation, scope, traceparent }) => {
        reservation.noteFilledAtOnce(kept);
        const events = [reservation.announce()];
        return { aggregate: reservation, events, scope, traceparent };
      });
      await Promise.all([
        tx.sayNew(sayings),
        insertReservations(
          tx,
          fillings.map(({ reservation }) => reservation),
        ),
      ]);
      return outcomes;
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

  /** Ends one that is past its time; any other stays as it is. @throws NotFound */
  async expire(id: string, at: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const reservation = await tx.lock(Reservation, id);
      if (!reservation.isExpired(at)) return;
      await this.end(tx, reservation, { cause: 'expired', reason: 'past its time', at });
    });
  }

  private async end(
    tx: Tx,
    reservation: Reservation,
    { cause, ...note }: { cause: 'released' | 'expired'; reason: string; at: Date },
  ): Promise<void> {
    const keeping = reservation.keepingLines;
    await this.demand.noteUnfilled(tx, reservation.missingLines, note.at);
    await tx.save(reservation, reservation.endAtCounter(cause, note));
    await this.reservations.free(tx, keeping, { documentId: reservation.id, ...note });
  }
}

function refusalOf({ lines }: Reservation, parts: LockedParts): PartNotListed | undefined {
  const unknown = lines.map(({ partNumber }) => partNumber).filter((partNumber) => !parts.has(partNumber));
  return unknown.length > 0 ? new PartNotListed(unknown) : undefined;
}
