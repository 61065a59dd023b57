import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, ListOf, OneOf, Thousandths, Uuid } from '../fields.js';
import { RESERVATION_PURPOSES, type ReservationPurpose } from '../terms.js';

export class SoftlyReservedLine {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) requestedThousandths!: number;
}

/**
 * A booking far ahead claims its parts softly (PRT-5): they count as needed, and nothing is taken from the shelf for it yet. When it
 * becomes hard, `parts.reservation.reserved` or `parts.reservation.short` says what is kept.
 */
@Event('parts.reservation.softly-reserved', 1)
export class PartsSoftlyReserved extends IntegrationEvent {
  @Uuid() reservationId!: string;
  @OneOf(RESERVATION_PURPOSES) purpose!: ReservationPurpose;
  /** Id of the appointment. */
  @Uuid() purposeId!: string;
  @Instant() startsAt!: string;
  /** By the terms that the store has now; a clerk may make it hard before. */
  @Instant() becomesHardAt!: string;
  @ListOf(() => SoftlyReservedLine, { min: 1 }) lines!: SoftlyReservedLine[];
}
