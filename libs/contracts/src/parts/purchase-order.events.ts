import { Event, IntegrationEvent } from '../event.js';
import { Code, Day, Instant, ListOf, OneOf, Text, Uuid } from '../fields.js';
import { ORDER_URGENCIES, type OrderUrgency } from '../terms.js';
import { OrderedPart } from './requisition.events.js';

/** An order went to its supplier (PRT-7). */
@Event('parts.purchase-order.sent', 1)
export class PurchaseOrderSent extends IntegrationEvent {
  @Uuid() purchaseOrderId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  /** By the supplier's lead time for this urgency. */
  @Day() expectedOn!: string;
  @ListOf(() => OrderedPart, { min: 1, max: 1_000 }) lines!: OrderedPart[];
  @Instant() sentAt!: string;
}

/** The supplier says when it comes; said again when the supplier names another day (PRT-7). */
@Event('parts.purchase-order.confirmed', 1)
export class PurchaseOrderConfirmed extends IntegrationEvent {
  @Uuid() purchaseOrderId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @Day() expectedOn!: string;
  /** What has not come yet. */
  @ListOf(() => OrderedPart, { min: 1, max: 1_000 }) lines!: OrderedPart[];
  @Instant() confirmedAt!: string;
}

/** The day on which it was expected is over and something is missing. Said once for each day that was missed (PRT-7). */
@Event('parts.purchase-order.late', 1)
export class PurchaseOrderLate extends IntegrationEvent {
  @Uuid() purchaseOrderId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  /** The day that was missed. */
  @Day() expectedOn!: string;
  /** What has not come yet. */
  @ListOf(() => OrderedPart, { min: 1, max: 1_000 }) lines!: OrderedPart[];
  @Instant() occurredAt!: string;
}

export const PURCHASE_ORDER_ENDS = ['complete', 'closed', 'cancelled'] as const;
export type PurchaseOrderEnd = (typeof PURCHASE_ORDER_ENDS)[number];

/** Nothing more comes on an order: `complete` all of it came, `closed` the rest is given up, `cancelled` nothing came (PRT-7). */
@Event('parts.purchase-order.ended', 1)
export class PurchaseOrderEnded extends IntegrationEvent {
  @Uuid() purchaseOrderId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(PURCHASE_ORDER_ENDS) outcome!: PurchaseOrderEnd;
  /** Why, unless it is complete. */
  @Text(500, { optional: true }) reason?: string;
  @Instant() endedAt!: string;
}
