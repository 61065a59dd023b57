import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, ListOf, Text, Thousandths, Uuid } from '../fields.js';

export class SuspectedLot {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
}

/** A repair order that got something of a suspected delivery and did not give it back. */
export class AffectedRepairOrder {
  @Uuid() repairOrderId!: string;
  /** The car, where it is known. */
  @Uuid({ optional: true }) vehicleId?: string;
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  /** Issued less returned. */
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

/** Counterfeit or recalled: what is left of a delivery lies in quarantine, and these cars got the rest (PRT-8). */
@Event('parts.delivery.suspected', 1)
export class DeliverySuspected extends IntegrationEvent {
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Text(500) reason!: string;
  @ListOf(() => SuspectedLot, { min: 1, max: 500 }) lots!: SuspectedLot[];
  @ListOf(() => AffectedRepairOrder, { max: 5_000 }) repairOrders!: AffectedRepairOrder[];
  @Instant() suspectedAt!: string;
}

/** The suspicion was unfounded: what lay in quarantine for it is free again (PRT-8). */
@Event('parts.delivery.suspicion-lifted', 1)
export class SuspicionLifted extends IntegrationEvent {
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Text(500) reason!: string;
  @Instant() liftedAt!: string;
}
