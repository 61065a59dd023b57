import { Code, Flag, Instant, Integer, ListOf, OneOf, Text, TextList, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { Reservation } from './reservation.entity.js';
import { KEPT_FOR, type KeptFor, RESERVATION_STATUSES, type ReservationStatus } from './reservation-facts.js';
import type { ReservationLine } from './reservation-line.entity.js';

export class StageReservation {
  /** Place on the reserved shelf: `R-12`. */
  @Text(40) shelf!: string;
}

export class OverrideReservation {
  @TextList({ min: 1 }) lineIds!: string[];
  @Text(500) reason!: string;
}

export class ReservationsQuery extends PageQuery {
  @OneOf(RESERVATION_STATUSES, { optional: true }) status?: ReservationStatus;
  @OneOf(KEPT_FOR, { optional: true }) purpose?: KeptFor;
  /** Id of the appointment or the repair order; at the counter that of the reservation. */
  @Uuid({ optional: true }) purposeId?: string;
}

/** Where to take a quantity from: an entry of the pick list. */
export class KeptLotView {
  @Uuid() lotId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  /** Where the part is stored; null when the catalogue does not say. */
  @Text(20, { nullable: true }) bin!: string | null;
  @Thousandths() inBinThousandths!: number;
  @Thousandths() onShelfThousandths!: number;
}

/** What a line keeps of a lot. */
export interface KeptLot extends KeptLotView {
  readonly lineId: string;
}

const lotsOf = (lineId: string, kept: readonly KeptLot[]): KeptLotView[] =>
  kept.filter((lot) => lot.lineId === lineId).map(({ lineId: _line, ...lot }) => lot);

export class ReservationLineView {
  /** For a repair order: the id of its part line. */
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  /** Approved quantity, for a repair order. */
  @Thousandths() requestedThousandths!: number;
  /** Kept in the bin or on the reserved shelf. */
  @Thousandths() reservedThousandths!: number;
  /** Issued less returned. */
  @Thousandths() issuedThousandths!: number;
  /** Should be kept and is not there; 0 while the reservation is soft. */
  @Thousandths() missingThousandths!: number;
  /** Nothing more is issued on it. */
  @Flag() closed!: boolean;

  static of(line: ReservationLine): ReservationLineView {
    const { id: lineId, partNumber, requestedThousandths, reservedThousandths, issuedThousandths } = line;
    const { missingThousandths, closed } = line;
    return Object.assign(new ReservationLineView(), {
      ...{
        lineId,
        partNumber,
        requestedThousandths,
        reservedThousandths,
        issuedThousandths,
        missingThousandths,
        closed,
      },
    });
  }
}

export class ReservationView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(KEPT_FOR) purpose!: KeptFor;
  /** Id of the appointment or the repair order; at the counter that of the reservation. */
  @Uuid() purposeId!: string;
  @OneOf(RESERVATION_STATUSES) status!: ReservationStatus;
  /** Of the visit, for an appointment. */
  @Instant({ nullable: true }) startsAt!: string | null;
  @Text(40, { nullable: true }) shelf!: string | null;
  @Instant({ nullable: true }) stagedAt!: string | null;
  @Text(500, { nullable: true }) releasedReason!: string | null;
  /** At the counter: who wants it for what. */
  @Text(500, { nullable: true }) reason!: string | null;
  /** At the counter: it ends by itself then. */
  @Instant({ nullable: true }) keptUntil!: string | null;
  @ListOf(() => ReservationLineView) lines!: ReservationLineView[];

  static of(reservation: Reservation): ReservationView {
    const { id, version, purpose, purposeId, status, shelf, stagedAt, releasedReason } = reservation;
    const { reason, keptUntil } = reservation;
    const lines = [...reservation.lines].sort((a, b) => a.position - b.position);
    return Object.assign(new ReservationView(), {
      ...{ id, version, purpose, purposeId, status, shelf, releasedReason, reason },
      startsAt: reservation.startsAt?.toISOString() ?? null,
      stagedAt: stagedAt?.toISOString() ?? null,
      keptUntil: keptUntil?.toISOString() ?? null,
      lines: lines.map((line) => ReservationLineView.of(line)),
    });
  }
}

export class PickListLineView extends ReservationLineView {
  @ListOf(() => KeptLotView) lots!: KeptLotView[];
}

/** A reservation with its pick list: which lots lie where (PRT-5). */
export class PickListView extends ReservationView {
  @ListOf(() => PickListLineView) override lines!: PickListLineView[];

  static withLots(reservation: Reservation, kept: readonly KeptLot[]): PickListView {
    const view = ReservationView.of(reservation);
    const lines = view.lines.map((line) => ({ ...line, lots: lotsOf(line.lineId, kept) }));
    return Object.assign(new PickListView(), view, { lines });
  }
}

/** Parts that a technician waits for (WKS-9). */
export class PickView {
  @Uuid() repairOrderId!: string;
  @Uuid() reservationId!: string;
  @Uuid({ nullable: true }) jobId!: string | null;
  @Code({ nullable: true }) technicianId!: string | null;
  @Instant({ nullable: true }) requestedAt!: string | null;
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @ListOf(() => KeptLotView) lots!: KeptLotView[];

  static of({ line, repairOrderId, kept }: OpenPick): PickView {
    const { id: lineId, reservationId, jobId, technicianId, partNumber, toPickThousandths } = line;
    return Object.assign(new PickView(), {
      ...{ repairOrderId, reservationId, jobId, technicianId, lineId, partNumber },
      requestedAt: line.pickRequestedAt?.toISOString() ?? null,
      quantityThousandths: toPickThousandths,
      lots: lotsOf(lineId, kept),
    });
  }
}

export interface OpenPick {
  readonly line: ReservationLine;
  readonly repairOrderId: string;
  readonly kept: readonly KeptLot[];
}
