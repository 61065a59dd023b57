import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, ListOf, OneOf, Text, Thousandths, Uuid } from '../fields.js';
import { RESERVATION_PURPOSES, type ReservationPurpose } from '../terms.js';

export class ReservedLine {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() requestedThousandths!: number;
  @Thousandths() reservedThousandths!: number;
  /** When more can be there, if that is known; only for a short line. */
  @Instant({ optional: true }) earliestArrivalAt?: string;
}

/** Stock is kept for a booking or an order, in full (PRT-5). */
@Event('parts.reservation.reserved', 1)
export class PartsReserved extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(RESERVATION_PURPOSES) purpose!: ReservationPurpose;
  /** Id of the appointment or the repair order. */
  @Uuid() purposeId!: string;
  @ListOf(() => ReservedLine) lines!: ReservedLine[];
}

/** Some of it is missing; what there was is kept (PRT-5). */
@Event('parts.reservation.short', 1)
export class PartsShort extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(RESERVATION_PURPOSES) purpose!: ReservationPurpose;
  @Uuid() purposeId!: string;
  @ListOf(() => ReservedLine, { min: 1 }) lines!: ReservedLine[];
}

/** Everything lies on the reserved shelf (PRT-5). */
@Event('parts.reservation.staged', 1)
export class PartsStaged extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(RESERVATION_PURPOSES) purpose!: ReservationPurpose;
  @Uuid() purposeId!: string;
  @Text(40) shelf!: string;
  @Instant() stagedAt!: string;
}

/** What was kept is available again: cancelled, not shown up, expired or taken over by an order. */
@Event('parts.reservation.released', 1)
export class ReservationReleased extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(RESERVATION_PURPOSES) purpose!: ReservationPurpose;
  @Uuid() purposeId!: string;
  @Text(200) reason!: string;
}

export class ClosedLine {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  /** Issued less returned: what the car got. */
  @Thousandths() netIssuedThousandths!: number;
}

/** Nothing more will be issued on these lines. */
@Event('parts.reservation.lines-closed', 1)
export class ReservationLinesClosed extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @Uuid() repairOrderId!: string;
  @ListOf(() => ClosedLine, { min: 1 }) lines!: ClosedLine[];
}

/**
 * What a reservation made at the counter keeps now (PRT-5). Said when it is made, and again whenever that changes: filled by a
 * delivery, staged, taken away by a manager.
 */
@Event('parts.reservation.counter-kept', 1)
export class CounterReservationKept extends IntegrationEvent {
  @Uuid() reservationId!: string;
  /** It ends by itself then. */
  @Instant() keptUntil!: string;
  /** Place on the reserved shelf, once everything lies there. */
  @Text(40, { optional: true }) shelf?: string;
  @ListOf(() => ReservedLine, { min: 1 }) lines!: ReservedLine[];
}

export const COUNTER_ENDS = ['released', 'expired'] as const;
export type CounterEnd = (typeof COUNTER_ENDS)[number];

/** A reservation made at the counter keeps nothing any more: given up, or past its time. */
@Event('parts.reservation.counter-ended', 1)
export class CounterReservationEnded extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(COUNTER_ENDS) cause!: CounterEnd;
  @Instant() endedAt!: string;
}

/**
 * The repair order is completed, here as in the workshop: nothing is issued to it or taken back any more. What the car got, by
 * line that got something.
 */
@Event('parts.reservation.completed', 1)
export class ReservationCompleted extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @Uuid() repairOrderId!: string;
  @ListOf(() => ClosedLine) lines!: ClosedLine[];
}
