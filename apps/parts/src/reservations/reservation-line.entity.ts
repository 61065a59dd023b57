import type { ClosedLine, ReservedLine, SoftlyReservedLine } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { LineClosed, MoreThanApproved } from './reservation.errors.js';
import { Reservation } from './reservation.entity.js';

export interface LineRequest {
  /** For a repair order: the id of its part line. */
  lineId: string;
  partNumber: string;
  quantityThousandths: number;
}

/** When more of a part can be there, by part number, as far as that is known (PRT-5). */
export type Arrivals = ReadonlyMap<string, Date>;

export const NO_ARRIVALS: Arrivals = new Map();

/** One part of a reservation. For a repair order: what is approved, kept, drawn and still to pick (PRT-5, P5). */
@Entity()
export class ReservationLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Reservation, (reservation) => reservation.lines) reservation!: Relation<Reservation>;
  @Column('uuid') reservationId!: string;
  /** 0, 1, 2 … in the order of the request. */
  @Column('int') position!: number;
  @Column('text') partNumber!: string;
  /** Approved quantity, for a repair order. */
  @Column('bigint', { transformer: safeInteger }) requestedThousandths!: number;
  /** Kept in the bin or on the reserved shelf. */
  @Column('bigint', { transformer: safeInteger }) reservedThousandths!: number;
  /** Issued less returned. */
  @Column('bigint', { transformer: safeInteger }) issuedThousandths!: number;
  /** Lay free when it was asked for (PRT-13); null for a line from before that was kept. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) filledAtOnceThousandths!: number | null;
  /** Wanted for a visit far ahead: counts as needed, and takes nothing yet (PRT-5). */
  @Column('boolean') isSoft!: boolean;
  /** Nothing more is issued on it. */
  @Column('boolean') closed!: boolean;
  /** Asked for by a technician and not issued yet (WKS-9). */
  @Column('bigint', { transformer: safeInteger }) toPickThousandths!: number;
  @Column('uuid', { nullable: true }) jobId!: string | null;
  @Column('text', { nullable: true }) technicianId!: string | null;
  @Column('timestamptz', { nullable: true }) pickRequestedAt!: Date | null;

  static of(storeId: string, position: number, request: LineRequest): ReservationLine {
    return Object.assign(new ReservationLine(), {
      id: request.lineId,
      storeId,
      position,
      partNumber: request.partNumber,
      requestedThousandths: request.quantityThousandths,
      reservedThousandths: 0,
      issuedThousandths: 0,
      filledAtOnceThousandths: 0,
      isSoft: false,
      closed: false,
      toPickThousandths: 0,
      jobId: null,
      technicianId: null,
      pickRequestedAt: null,
    });
  }

  /** May still be issued. */
  get openThousandths(): number {
    return this.closed ? 0 : this.requestedThousandths - this.issuedThousandths;
  }

  /** Should be kept for it and is not. */
  get missingThousandths(): number {
    return this.closed || this.isSoft ? 0 : this.openThousandths - this.reservedThousandths;
  }

  keep(quantityThousandths: number): void {
    this.reservedThousandths += quantityThousandths;
  }

  handOver(quantityThousandths: number): void {
    this.reservedThousandths -= quantityThousandths;
  }

  /** It was free when the line asked for it. */
  noteFilledAtOnce(quantityThousandths: number): void {
    if (this.filledAtOnceThousandths !== null) this.filledAtOnceThousandths += quantityThousandths;
  }

  /** Takes over what another line kept: what lay there when that one asked for it, did so for this one. */
  takeOver(from: ReservationLine, quantityThousandths: number): void {
    from.handOver(quantityThousandths);
    this.keep(quantityThousandths);
    if (from.filledAtOnceThousandths === null) this.filledAtOnceThousandths = null;
    else this.noteFilledAtOnce(Math.min(quantityThousandths, from.filledAtOnceThousandths));
  }

  /** What it kept is free again. */
  letGo(): void {
    this.reservedThousandths = 0;
  }

  /** What was drawn already comes back by a return only: it stays approved. */
  approve(quantityThousandths: number): void {
    this.requestedThousandths = Math.max(quantityThousandths, this.issuedThousandths);
    this.toPickThousandths = Math.min(this.toPickThousandths, this.openThousandths);
  }

  /** A technician asks for it; asking again replaces what was asked before. */
  requestPick(pick: { jobId: string; technicianId: string; quantityThousandths: number; at: Date }): void {
    this.toPickThousandths = Math.min(pick.quantityThousandths, this.openThousandths);
    this.jobId = pick.jobId;
    this.technicianId = pick.technicianId;
    this.pickRequestedAt = pick.at;
  }

  /** @throws LineClosed | MoreThanApproved */
  checkIssue(quantityThousandths: number): void {
    if (this.closed) throw new LineClosed(this.id);
    if (quantityThousandths > this.openThousandths) throw new MoreThanApproved(this.id, this.openThousandths);
  }

  /** Takes what is issued from what it keeps. */
  draw(quantityThousandths: number): void {
    this.reservedThousandths -= quantityThousandths;
    this.issuedThousandths += quantityThousandths;
    this.toPickThousandths = Math.max(0, this.toPickThousandths - quantityThousandths);
  }

  putBack(quantityThousandths: number): void {
    this.issuedThousandths -= quantityThousandths;
  }

  close(): void {
    this.closed = true;
    this.isSoft = false;
    this.reservedThousandths = 0;
    this.toPickThousandths = 0;
  }

  /** @param arrivals when more of a part can be there, by part number */
  toReservedLine(arrivals: Arrivals = NO_ARRIVALS): ReservedLine {
    const arrival = this.missingThousandths > 0 ? arrivals.get(this.partNumber) : undefined;
    return {
      ...(arrival && { earliestArrivalAt: arrival.toISOString() }),
      lineId: this.id,
      partNumber: this.partNumber,
      requestedThousandths: this.openThousandths,
      reservedThousandths: this.reservedThousandths,
    };
  }

  toSoftLine(): SoftlyReservedLine {
    return { lineId: this.id, partNumber: this.partNumber, requestedThousandths: this.requestedThousandths };
  }

  toClosedLine(): ClosedLine {
    return { lineId: this.id, partNumber: this.partNumber, netIssuedThousandths: this.issuedThousandths };
  }
}
