import { Injectable } from '@nestjs/common';
import type { AppointmentBooked } from '@pitlane/contracts';
import { actingStore, Database, type Tx } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { earliestArrivals } from '../purchase-orders/arrivals.queries.js';
import { StoreTerms } from '../policies/store-terms.service.js';
import { reserveFifo, reserveOfLot } from '../stock/reserving.queries.js';
import { type MoveNote, releaseKept, stageKept } from '../stock/stock.queries.js';
import { type LockedParts, Stock } from '../stock/stock.service.js';
import { Reservation } from './reservation.entity.js';
import { ReservationNotOpen } from './reservation.errors.js';
import { type Arrivals, NO_ARRIVALS, type ReservationLine } from './reservation-line.entity.js';
import { type PeggedLot, reservationIdsOf, shortReservationIds } from './reservations.queries.js';

type Booking = Pick<AppointmentBooked, 'appointmentId' | 'parts' | 'startsAt'>;

const idsOf = (lines: readonly ReservationLine[]): string[] => lines.map(({ id }) => id);
const partNumbersOf = (lines: readonly { partNumber: string }[]): string[] => lines.map(({ partNumber }) => partNumber);

/** A reservation whose lines are to be filled, and in whose name. */
export interface Filling {
  readonly reservation: Reservation;
  readonly actorId: string;
  readonly at: Date;
}

/** Keeps and frees stock. Reservations are locked before parts. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly db: Database,
    private readonly stock: Stock,
    private readonly terms: StoreTerms,
  ) {}

  /**
   * Keeps what there is for a booking, or wants it softly when the visit is far ahead by the terms of the store. One that ended before
   * it was known stays ended.
   */
  async reserveForAppointment(tx: Tx, booking: Booking, at: Date): Promise<void> {
    const { appointmentId: purposeId, parts, startsAt } = booking;
    if (await this.lockOf(tx, 'appointment', purposeId)) return;
    const lines = parts.map((part) => ({ ...part, lineId: uuidv7() }));
    const facts = { id: uuidv7(), storeId: actingStore(tx.scope), startsAt: new Date(startsAt), lines };
    const reservation = Reservation.open({ ...facts, purpose: 'appointment', purposeId });
    const { softBeyondDays } = await this.terms.of(tx);
    const softly = reservation.soften(softBeyondDays, at);
    if (softly) await this.stock.move(tx, partNumbersOf(lines), at, () => tx.save(reservation, softly));
    else await this.take(tx, reservation, at);
  }

  /** Takes what there is for a reservation that is made now, or becomes hard. */
  async take(tx: Tx, reservation: Reservation, at: Date): Promise<void> {
    await this.stock.move(tx, partNumbersOf(reservation.lines), at, async (parts) => {
      await this.fill(tx, reservation, parts, at);
      await tx.save(reservation, await this.announced(tx, reservation, at));
    });
  }

  /** Makes a soft reservation hard: takes what there is for it. @throws ReservationNotSoft */
  async harden(tx: Tx, reservation: Reservation, at: Date): Promise<void> {
    reservation.harden();
    await this.take(tx, reservation, at);
  }

  /** Frees what a booking keeps; before the booking is known, remembers that it ended. */
  async releaseForAppointment(tx: Tx, appointmentId: string, reason: string, at: Date): Promise<void> {
    const reservation = await this.lockOf(tx, 'appointment', appointmentId);
    if (!reservation) return this.buryAppointment(tx, appointmentId, reason);
    await this.release(tx, reservation, reason, at);
  }

  /** Frees all that a reservation keeps, unless it ended before. */
  async release(tx: Tx, reservation: Reservation, reason: string, at: Date): Promise<void> {
    const { keepingLines, softLines } = reservation;
    const released = reservation.release(reason);
    if (!released) return;
    await tx.save(reservation, released);
    await this.free(tx, [...keepingLines, ...softLines], { documentId: reservation.id, at, reason });
  }

  /** Blocks the reservation of a booking that is not known yet and ended already. */
  async buryAppointment(tx: Tx, appointmentId: string, reason: string): Promise<void> {
    const storeId = actingStore(tx.scope);
    const facts = { id: uuidv7(), storeId, purpose: 'appointment', purposeId: appointmentId } as const;
    await tx.save(Reservation.tombstone(facts, reason));
  }

  lockOf(tx: Tx, purpose: Reservation['purpose'], purposeId: string): Promise<Reservation | null> {
    return tx.lockOne(Reservation, { storeId: actingStore(tx.scope), purpose, purposeId });
  }

  /** Moves all that a reservation keeps to the reserved shelf. @throws NotFound | ReservationNotOpen | PartsStillShort */
  stage(id: string, shelf: string, at: Date): Promise<Reservation> {
    return this.db.transaction(async (tx) => {
      const reservation = await tx.lock(Reservation, id);
      const staged = reservation.stage(shelf, at);
      const { lines } = reservation;
      await this.stock.move(tx, partNumbersOf(lines), at, () => stageKept(tx, idsOf(lines), { documentId: id, at }));
      return tx.save(reservation, staged);
    });
  }

  /**
   * Frees the stock of some lines for somebody else; the ledger keeps the reason and who decided (PRT-5).
   * @throws NotFound | ReservationNotOpen | LineNotReserved
   */
  override(id: string, lineIds: readonly string[], { reason, at }: { reason: string; at: Date }): Promise<Reservation> {
    return this.db.transaction(async (tx) => {
      const reservation = await tx.lock(Reservation, id);
      const robbed = partNumbersOf(reservation.lines.filter((line) => lineIds.includes(line.id)));
      await this.stock.move(tx, robbed, at, () => this.takeAway(tx, reservation, lineIds, { reason, at }));
      return reservation;
    });
  }

  /** The same within a transaction that has locked the parts. @throws ReservationNotOpen | LineNotReserved */
  async takeAway(
    tx: Tx,
    reservation: Reservation,
    lineIds: readonly string[],
    { reason, at }: { reason: string; at: Date },
  ): Promise<void> {
    if (!reservation.isOpen) throw new ReservationNotOpen(reservation.id, reservation.status);
    await tx.save(reservation, reservation.override(lineIds, await this.arrivalsFor(tx, reservation.lines, at)));
    await releaseKept(tx, { lineIds, kind: 'overridden' }, { documentId: reservation.id, at, reason });
  }

  /** What a reservation keeps now; of what it misses, when it can be there at the earliest (PRT-5). */
  async announced(tx: Tx, reservation: Reservation, at: Date): Promise<ReturnType<Reservation['announce']>> {
    return reservation.announce(await this.arrivalsFor(tx, reservation.missingLines, at));
  }

  /** The calendar day on which an open order should bring more of the part of a line, by part number (PRT-5). */
  async arrivalDays(tx: Tx, lines: readonly ReservationLine[], at: Date): Promise<Map<string, string>> {
    const waiting = { storeId: actingStore(tx.scope), partNumbers: partNumbersOf(lines), lineIds: idsOf(lines) };
    return earliestArrivals(tx, waiting, this.stock.today(tx, at));
  }

  private async arrivalsFor(tx: Tx, lines: readonly ReservationLine[], at: Date): Promise<Arrivals> {
    if (lines.length === 0) return NO_ARRIVALS;
    const days = await this.arrivalDays(tx, lines, at);
    return new Map([...days].map(([partNumber, day]) => [partNumber, this.stock.endOf(tx, day)]));
  }

  /** Keeps what the lines ask for of these parts, as far as there is free stock. */
  async fill(tx: Tx, reservation: Reservation, parts: LockedParts, at: Date): Promise<void> {
    const kept = await this.fillInTurn(tx, [{ reservation, actorId: tx.scope.actor.id, at }], parts);
    reservation.noteFilledAtOnce(kept);
  }

  /** Keeps what the lines of several miss, first come, first served. @returns what was kept more, by line that got something */
  async fillInTurn(tx: Tx, fillings: readonly Filling[], parts: LockedParts): Promise<Map<string, number>> {
    const wanting = fillings.flatMap(({ reservation, ...note }) => {
      const neededOn = this.visitDay(tx, reservation);
      return reservation.missingLines.flatMap((line) => {
        const partId = parts.get(line.partNumber)?.id;
        const quantity = { lineId: line.id, quantityThousandths: line.missingThousandths };
        const demand = { ...quantity, neededOn, documentId: reservation.id, ...note };
        return partId === undefined ? [] : [{ reservation, line, demand: { ...demand, partId } }];
      });
    });
    if (wanting.length === 0) return new Map();
    await this.stock.setUnfitAside(tx, parts, new Date(Math.max(...fillings.map(({ at }) => at.getTime()))));
    const kept = await reserveFifo(
      tx,
      wanting.map(({ demand }) => demand),
    );
    for (const { reservation, line } of wanting) reservation.keep(line, kept.get(line.id) ?? 0);
    return kept;
  }

  /** Frees what lines kept, for those who wait for it. The reservation that kept it is saved by then. */
  async free(tx: Tx, lines: readonly ReservationLine[], note: MoveNote): Promise<void> {
    if (lines.length === 0) return;
    const partNumbers = partNumbersOf(lines);
    await this.lockShort(tx, partNumbers);
    await this.stock.move(tx, partNumbers, note.at, async (parts) => {
      await releaseKept(tx, { lineIds: idsOf(lines), kind: 'released' }, note);
      await this.fillShort(tx, parts, note.at);
    });
  }

  /** Locks the reservations of some lines and those that wait for these parts, in one order: none waits in a circle. */
  async lockWith(tx: Tx, partNumbers: readonly string[], lineIds: readonly string[]): Promise<Reservation[]> {
    const ids = [...(await reservationIdsOf(tx, lineIds)), ...(await shortReservationIds(tx, partNumbers))];
    return tx.lockEach(Reservation, ids);
  }

  /** Locks the reservations that wait for these parts: called before the parts are locked, so that nobody waits in a circle. */
  async lockShort(tx: Tx, partNumbers: readonly string[]): Promise<Reservation[]> {
    return tx.lockEach(Reservation, await shortReservationIds(tx, partNumbers));
  }

  /**
   * Gives what arrived first to the lines that it came for (PRT-14), then to those who wait, in the order in which they came (PRT-5).
   * These are locked before the parts; for whom it came is asked again, as an order may have taken a booking over meanwhile.
   */
  async fillArrived(tx: Tx, pegged: readonly PeggedLot[], parts: LockedParts, at: Date): Promise<void> {
    if (pegged.length > 0) {
      await this.stock.setUnfitAside(tx, parts, at);
      const lineIds = pegged.map(({ lineId }) => lineId);
      for (const reservation of await this.lockWith(tx, [], lineIds)) {
        const kept = await this.keepPegged(tx, reservation, pegged, at);
        if (kept > 0) await tx.save(reservation, await this.announced(tx, reservation, at));
      }
    }
    await this.fillShort(tx, parts, at);
  }

  /** What came for a line is that line's first, then for others of its reservation that wait for the same part. @returns what is kept more */
  private async keepPegged(tx: Tx, reservation: Reservation, pegged: readonly PeggedLot[], at: Date): Promise<number> {
    const neededOn = this.visitDay(tx, reservation);
    let kept = 0;
    for (const { lotId, lineId, quantityThousandths } of pegged) {
      let left = quantityThousandths;
      for (const line of waitingWith(reservation, lineId)) {
        const wanted = { lotId, lineId: line.id, neededOn, mostThousandths: Math.min(left, line.missingThousandths) };
        const quantity = left === 0 ? 0 : await reserveOfLot(tx, wanted, { documentId: reservation.id, at });
        reservation.keep(line, quantity);
        left -= quantity;
        kept += quantity;
      }
    }
    return kept;
  }

  /** The day on which what is kept must still be good: for a visit its own. */
  private visitDay(tx: Tx, { startsAt }: Reservation): string | null {
    return startsAt && this.stock.today(tx, startsAt);
  }

  /** Gives free stock to those who wait for it, in the order in which they came, and says what is kept now. */
  async fillShort(tx: Tx, parts: LockedParts, at: Date): Promise<void> {
    const short = await this.lockShort(tx, [...parts.keys()]);
    const fillings = short.map((reservation) => ({ reservation, actorId: tx.scope.actor.id, at }));
    const kept = await this.fillInTurn(tx, fillings, parts);
    for (const reservation of short.filter(({ lines }) => lines.some(({ id }) => kept.has(id)))) {
      await tx.save(reservation, await this.announced(tx, reservation, at));
    }
  }
}

function waitingWith({ lines, missingLines }: Reservation, lineId: string): ReservationLine[] {
  const named = lines.find(({ id, closed }) => id === lineId && !closed);
  const alike = missingLines.filter(({ partNumber }) => partNumber === named?.partNumber);
  return alike.sort((a, b) => Number(b === named) - Number(a === named));
}
