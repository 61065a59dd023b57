import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, ListOf, OneOf, Text, Thousandths, Uuid } from '../fields.js';
import { ORDER_URGENCIES, type OrderUrgency } from '../terms.js';

/** A part that is to be bought, or is on order. */
export class OrderedPart {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Agreed price of one stocking unit. */
  @Fen() unitPriceFen!: number;
  /** The line of a reservation that waits for it; of a repair order its part line (PRT-14). */
  @Uuid({ optional: true }) reservationLineId?: string;
}

/** Those who may have agreed to buy this (PRT-7). */
@Event('parts.requisition.approved', 1)
export class RequisitionApproved extends IntegrationEvent {
  @Uuid() requisitionId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  /** Sum over the lines, each rounded half up. */
  @Fen() valueFen!: number;
  @ListOf(() => OrderedPart, { min: 1 }) lines!: OrderedPart[];
  @Instant() approvedAt!: string;
}

/** This will not be bought: it was refused, or taken back though it was approved, before an order was placed of it (PRT-7). */
@Event('parts.requisition.rejected', 1)
export class RequisitionRejected extends IntegrationEvent {
  @Uuid() requisitionId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @Text(500) reason!: string;
  @Instant() rejectedAt!: string;
}
