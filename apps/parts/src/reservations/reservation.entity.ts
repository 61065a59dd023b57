import {
  type CounterEnd, CounterReservationEnded, CounterReservationKept, PartsReserved, PartsShort,
  PartsSoftlyReserved, PartsStaged, ReservationCompleted, ReservationLinesClosed, ReservationReleased, type ReservedLine,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import {
  LineNotAuthorized,
  LineNotReserved,
  NotMadeAtCounter,
  PartsStillShort,
  RepairOrderIsCompleted,
  ReservationIsSoft,
  ReservationNotOpen,
  ReservationNotSoft,
} from './reservation.errors.js';
import type { CounterFacts, KeptFor, ReservationFacts, ReservationStatus } from './reservation-facts.js';
import { type Arrivals, type LineRequest, NO_ARRIVALS, ReservationLine } from './reservation-line.entity.js';

const DAY_MS = 86_400_000;

/** Stock kept for a booking or an order, by line (PRT-5). That of a repair order says what may be issued to it, too. */
@Entity()
export class Reservation extends Aggregate {
  @Disclosed() @Column('text') purpose!: KeptFor;
  /** Id of the appointment or the repair order; at the counter its own. */
  @Column('uuid') purposeId!: string;
  @Disclosed() @Column('text') status!: ReservationStatus;
  /** Of the visit, for an appointment. */
  @Column('timestamptz', { nullable: true }) startsAt!: Date | null;
  @Column('text', { nullable: true }) shelf!: string | null;
  @Column('timestamptz', { nullable: true }) stagedAt!: Date | null;
  @Column('text', { nullable: true }) releasedReason!: string | null;
  /** At the counter: who wants it for what. */
  @Column('text', { nullable: true }) reason!: string | null;
  /** At the counter: it ends by itself then. */
  @Column('timestamptz', { nullable: true }) keptUntil!: Date | null;
  @OneToMany(() => ReservationLine, (line) => line.reservation, { cascade: true, eager: true })
  lines!: ReservationLine[];

  /** Keeps nothing yet. */
  static open({ id, storeId, purpose, purposeId, startsAt, lines }: ReservationFacts): Reservation {
    const reservation = new Reservation();
    reservation.begin(id, storeId);
    Object.assign(reservation, { purpose, purposeId, shelf: null, stagedAt: null, releasedReason: null });
    Object.assign(reservation, { reason: null, keptUntil: null, startsAt: startsAt ?? null });
    reservation.lines = lines.map((line, position) => ReservationLine.of(storeId, position, line));
    reservation.settle();
    return reservation;
  }

  /** For somebody at the counter. Keeps nothing yet. */
  static openAtCounter({ reason, keptUntil, ...facts }: CounterFacts): Reservation {
    const reservation = Reservation.open({ ...facts, purpose: 'counter', purposeId: facts.id });
    return Object.assign(reservation, { reason, keptUntil });
  }

  /** The booking ended before it was known: it blocks the reservation that would come late. */
  static tombstone(facts: Omit<ReservationFacts, 'lines'>, reason: string): Reservation {
    const reservation = Reservation.open({ ...facts, lines: [] });
    reservation.status = 'released';
    reservation.releasedReason = reason;
    return reservation;
  }

  get isOpen(): boolean {
    return this.status !== 'released' && this.status !== 'completed';
  }

  get keepingLines(): ReservationLine[] {
    return this.lines.filter(({ reservedThousandths }) => reservedThousandths > 0);
  }

  get missingLines(): ReservationLine[] {
    return this.lines.filter((line) => line.missingThousandths > 0).sort((a, b) => a.position - b.position);
  }

  get softLines(): ReservationLine[] {
    return this.lines.filter(({ isSoft }) => isSoft);
  }

  /** A visit beyond so many days wants its parts softly; null: none does. @returns nothing for one that is nearer */
  soften(beyondDays: number | null, at: Date): PartsSoftlyReserved | undefined {
    const { id: reservationId, purpose, purposeId, startsAt } = this;
    if (purpose === 'counter' || beyondDays === null || startsAt === null || this.lines.length === 0) return undefined;
    const becomesHardAt = new Date(startsAt.getTime() - beyondDays * DAY_MS);
    if (becomesHardAt <= at) return undefined;
    this.status = 'soft';
    for (const line of this.lines) line.isSoft = true;
    const times = { startsAt: startsAt.toISOString(), becomesHardAt: becomesHardAt.toISOString() };
    const lines = this.lines.map((line) => line.toSoftLine());
    return PartsSoftlyReserved.of({ reservationId, purpose, purposeId, ...times, lines });
  }

  /** From now on it takes stock like any other. @throws ReservationNotSoft */
  harden(): void {
    if (this.status !== 'soft') throw new ReservationNotSoft(this.id, this.status);
    for (const line of this.lines) line.isSoft = false;
    this.status = 'short';
  }

  /** @throws LineNotAuthorized | RepairOrderIsCompleted */
  openOrderLine(lineId: string): ReservationLine {
    if (this.status === 'completed') throw new RepairOrderIsCompleted(this.purposeId);
    const line = this.lines.find(({ id }) => id === lineId);
    if (!line) throw new LineNotAuthorized(lineId);
    return line;
  }

  /** Notes what a line keeps in the bin now: the reservation is no longer all on the shelf. */
  keep(line: ReservationLine, quantityThousandths: number): void {
    if (quantityThousandths === 0) return;
    line.keep(quantityThousandths);
    if (this.status === 'staged') this.status = 'reserved';
  }

  /** Notes what the lines, just asked for, could be given at once: by line, in thousandths (PRT-13). */
  noteFilledAtOnce(kept: ReadonlyMap<string, number>): void {
    for (const line of this.lines) line.noteFilledAtOnce(kept.get(line.id) ?? 0);
  }

  /** What it took over lies where its booking was staged; when that was staged whole and nothing is missing, it is staged, too. */
  takeShelf(booking: Reservation): void {
    this.shelf = booking.shelf;
    this.stagedAt = booking.stagedAt;
    if (booking.status === 'staged' && this.missingLines.length === 0) this.status = 'staged';
  }

  /**
   * Makes the lines those of a newer version of the repair order: all that the customer signed for. A closed line stays closed.
   * @returns lines that keep more than they may, and those that are no longer approved
   */
  approve(requests: readonly LineRequest[]): { overfull: ReservationLine[]; dropped: ReservationLine[] } {
    for (const request of requests) {
      const known = this.lines.find(({ id }) => id === request.lineId);
      if (known) known.approve(request.quantityThousandths);
      else this.lines.push(ReservationLine.of(this.storeId, this.lines.length, request));
    }
    const approved = new Set(requests.map(({ lineId }) => lineId));
    const dropped = this.lines.filter(({ id, closed }) => !closed && !approved.has(id));
    const overfull = this.lines.filter((line) => line.reservedThousandths > line.openThousandths);
    return { overfull, dropped };
  }

  /** The status that follows from the lines. */
  settle(): void {
    if (!this.isOpen || this.status === 'soft') return;
    if (this.missingLines.length > 0) this.status = 'short';
    else if (this.lines.length > 0 && this.lines.every(({ openThousandths }) => openThousandths === 0))
      this.status = 'drawn';
    else if (this.status !== 'staged') this.status = 'reserved';
  }

  /** After lines were filled: settles the status and says what is kept now. */
  announce(arrivals: Arrivals = NO_ARRIVALS): PartsReserved | PartsShort | CounterReservationKept {
    this.settle();
    const { id: reservationId, purpose, purposeId } = this;
    const lines = this.lines.filter(({ closed }) => !closed).map((line) => line.toReservedLine(arrivals));
    if (purpose === 'counter') return this.keptAtCounter(lines);
    const facts = { reservationId, purpose, purposeId, lines };
    return this.status === 'short' ? PartsShort.of(facts) : PartsReserved.of(facts);
  }

  private keptAtCounter(lines: ReservedLine[]): CounterReservationKept {
    const keptUntil = this.keptUntil?.toISOString() ?? '';
    const shelf = this.status === 'staged' && this.shelf !== null && { shelf: this.shelf };
    return CounterReservationKept.of({ reservationId: this.id, keptUntil, ...shelf, lines });
  }

  /** @throws ReservationNotOpen | ReservationIsSoft | PartsStillShort */
  stage(shelf: string, at: Date): PartsStaged | CounterReservationKept {
    if (!this.isOpen || this.status === 'drawn') throw new ReservationNotOpen(this.id, this.status);
    if (this.status === 'soft') throw new ReservationIsSoft(this.id);
    const short = this.missingLines.map(({ partNumber }) => partNumber);
    if (short.length > 0) throw new PartsStillShort(this.id, short);

    this.status = 'staged';
    this.shelf = shelf;
    this.stagedAt = at;
    const { id: reservationId, purpose, purposeId } = this;
    if (purpose === 'counter') return this.keptAtCounter(this.lines.map((line) => line.toReservedLine()));
    return PartsStaged.of({ reservationId, purpose, purposeId, shelf, stagedAt: at.toISOString() });
  }

  /** The booking or the order ended, or an order took a booking's stock over: nothing more is issued. Once. */
  release(reason: string): ReservationReleased | undefined {
    const { id: reservationId, purpose, purposeId } = this;
    if (!this.isOpen || purpose === 'counter') return undefined;
    this.letGo(reason);
    return ReservationReleased.of({ reservationId, purpose, purposeId, reason: reason.slice(0, 200) });
  }

  /** What was kept at the counter is free again. @throws NotMadeAtCounter | ReservationNotOpen */
  endAtCounter(cause: CounterEnd, { reason, at }: { reason: string; at: Date }): CounterReservationEnded {
    if (this.purpose !== 'counter') throw new NotMadeAtCounter(this.id, this.purpose);
    if (!this.isOpen) throw new ReservationNotOpen(this.id, this.status);
    this.letGo(reason);
    return CounterReservationEnded.of({ reservationId: this.id, cause, endedAt: at.toISOString() });
  }

  isExpired(at: Date): boolean {
    return this.isOpen && this.keptUntil !== null && this.keptUntil <= at;
  }

  private letGo(reason: string): void {
    for (const line of this.lines) line.close();
    this.status = 'released';
    this.releasedReason = reason;
  }

  /** A manager takes the stock of some lines away; they are short from then on (PRT-5). @throws LineNotReserved */
  override(
    lineIds: readonly string[],
    arrivals: Arrivals = NO_ARRIVALS,
  ): PartsShort | PartsReserved | CounterReservationKept {
    const robbed = this.lines.filter(({ id, reservedThousandths }) => lineIds.includes(id) && reservedThousandths > 0);
    if (robbed.length < new Set(lineIds).size) {
      const kept = new Set(robbed.map(({ id }) => id));
      throw new LineNotReserved(
        this.id,
        lineIds.filter((id) => !kept.has(id)),
      );
    }
    for (const line of robbed) line.letGo();
    return this.announce(arrivals);
  }

  /** Closes lines; says so, also of those that were closed before. */
  closeLines(lines: readonly ReservationLine[]): ReservationLinesClosed | undefined {
    if (lines.length === 0) return undefined;
    for (const line of lines) line.close();
    this.settle();
    return ReservationLinesClosed.of({
      reservationId: this.id,
      repairOrderId: this.purposeId,
      lines: lines.map((line) => line.toClosedLine()),
    });
  }

  /** The repair order is completed: what was not drawn will not be, and what was drawn stays. */
  complete(): [ReservationLinesClosed | undefined, ReservationCompleted] {
    const closed = this.closeLines(this.lines.filter(({ openThousandths }) => openThousandths > 0));
    for (const line of this.lines) line.close();
    this.status = 'completed';
    const drawn = this.lines.filter(({ issuedThousandths }) => issuedThousandths > 0);
    const lines = drawn.map((line) => line.toClosedLine());
    return [closed, ReservationCompleted.of({ reservationId: this.id, repairOrderId: this.purposeId, lines })];
  }
}
