import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Fen, Instant, Integer, OneOf, Text, Uuid } from '../fields.js';

/** `rejected` the old unit cannot be made new again, `not-brought` its term was over without it. */
export const CORE_FORFEITS = ['rejected', 'not-brought'] as const;
export type CoreForfeit = (typeof CORE_FORFEITS)[number];

/** A part is sold as an exchange part from now on, against the customer's old unit, or no longer (PRT-10). */
@Event('parts.part.core-charge-set', 1)
export class CoreChargeSet extends IntegrationEvent {
  @Uuid() partId!: string;
  @Code() partNumber!: string;
  /** Owed for each piece until its old unit comes; null when none is owed. */
  @Fen({ nullable: true, min: 1 }) coreChargeFen!: number | null;
  /** Days that the customer has to bring it. */
  @Integer({ nullable: true, min: 1 }) coreTermDays!: number | null;
}

/** A piece of an exchange part was issued: the customer owes the old unit, or its charge (PRT-10). */
@Event('parts.core.due', 1)
export class CoreDue extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Uuid() issueId!: string;
  @Uuid() repairOrderId!: string;
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  @Uuid({ optional: true }) vehicleId?: string;
  @Code() partNumber!: string;
  /** Whose part was issued: the old unit is worth its charge there. */
  @Text(80) supplier!: string;
  @Uuid() lotId!: string;
  @Fen({ min: 1 }) chargeFen!: number;
  /** Last day on which it is taken. */
  @Day() dueBy!: string;
  @Instant() dueSince!: string;
}

/** The customer brought the old unit, and it is good: no charge is owed (PRT-10). */
@Event('parts.core.received', 1)
export class CoreReceived extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  /** No longer owed. */
  @Fen({ min: 1 }) chargeFen!: number;
  @Instant() receivedAt!: string;
}

/** The charge stands (PRT-10). */
@Event('parts.core.forfeited', 1)
export class CoreForfeited extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  @OneOf(CORE_FORFEITS) cause!: CoreForfeit;
  /** Why it was rejected. */
  @Text(500, { optional: true }) reason?: string;
  /** Owed for good. */
  @Fen({ min: 1 }) chargeFen!: number;
  @Instant() forfeitedAt!: string;
}

/** The new piece came back unused: neither the old unit nor its charge is owed, and whoever brought it has it back (PRT-10). */
@Event('parts.core.withdrawn', 1)
export class CoreWithdrawn extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() lineId!: string;
  /** No longer owed. */
  @Fen({ min: 1 }) chargeFen!: number;
  @Instant() withdrawnAt!: string;
}

/** An old unit went to the supplier of its new one, who owes a credit for it (PRT-10). */
@Event('parts.core.returned', 1)
export class CoreReturned extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Code() partNumber!: string;
  @Text(80) supplier!: string;
  /** Its charge. */
  @Fen({ min: 1 }) expectedCreditFen!: number;
  /** Number of the parcel, or of what the supplier signed when he fetched it. */
  @Text(60) dispatchNote!: string;
  @Instant() returnedAt!: string;
}

/** The supplier's credit for an old unit came (PRT-10). */
@Event('parts.core.credited', 1)
export class CoreCredited extends IntegrationEvent {
  @Uuid() coreId!: string;
  @Text(80) supplier!: string;
  @Fen({ min: 1 }) expectedCreditFen!: number;
  @Fen() creditedFen!: number;
  /** Number on the supplier's credit note. */
  @Text(60) creditNote!: string;
  /** Why it is not what was expected. */
  @Text(500, { optional: true }) differenceReason?: string;
  @Instant() creditedAt!: string;
}
