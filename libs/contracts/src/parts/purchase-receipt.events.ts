import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Flag, Instant, ListOf, Thousandths, Uuid } from '../fields.js';

/** What came of an order, and was not rejected. */
export class OrderReceiptLine {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Price of one stocking unit as ordered. */
  @Fen() unitPriceFen!: number;
  /** Cost of one stocking unit as delivered. */
  @Fen() unitCostFen!: number;
}

/** Something of an order came, in part, in full or, within the tolerance, more than that (PRT-7). */
@Event('parts.purchase-order.received', 1)
export class PurchaseOrderReceived extends IntegrationEvent {
  @Uuid() purchaseOrderId!: string;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @Uuid() deliveryId!: string;
  @ListOf(() => OrderReceiptLine, { min: 1, max: 1_000 }) lines!: OrderReceiptLine[];
  /** Nothing is missing any more. */
  @Flag() complete!: boolean;
  @Instant() receivedAt!: string;
}
