import {
  Code, Day, Fen, Instant, Integer, ListOf, MOST_FEN, OneOf, ORDER_URGENCIES, type OrderUrgency, Text, Thousandths, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import type { PurchaseOrder } from './purchase-order.entity.js';
import type { PurchaseOrderLine } from './purchase-order-line.entity.js';
import { PURCHASE_ORDER_STATUSES, type PurchaseOrderStatus } from './purchase-order-status.js';
import type { PurchaseReceipt } from './purchase-receipt.entity.js';
import { PURCHASE_ORDER_STEPS, type PurchaseOrderStep, type StepName } from './purchase-order-step.entity.js';

export class RequisitionToOrder {
  @Uuid() requisitionId!: string;
}

export class PlacePurchaseOrder {
  /** Approved, of one supplier and one urgency. */
  @ListOf(() => RequisitionToOrder, { min: 1, max: 20 }) requisitions!: RequisitionToOrder[];
}

export class ConfirmPurchaseOrder {
  /** The day that the supplier names. */
  @Day() expectedOn!: string;
}

export class ShipPurchaseOrder {
  @Text(64) trackingNumber!: string;
}

export class EndPurchaseOrder {
  @Text(500) reason!: string;
}

export class PurchaseOrdersQuery extends PageQuery {
  @OneOf(PURCHASE_ORDER_STATUSES, { optional: true }) status?: PurchaseOrderStatus;
  @Uuid({ optional: true }) supplierId?: string;
  /** Those whose day is over while something is still to come. */
  @OneOf(['true'], { optional: true }) late?: 'true';
}

export class PurchaseOrderLineView {
  @Uuid() lineId!: string;
  @Uuid() requisitionId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** What came and was not rejected. */
  @Thousandths() receivedThousandths!: number;
  /** Of that, what waits in quarantine for a decision. */
  @Thousandths() undecidedThousandths!: number;
  @Thousandths() missingThousandths!: number;
  @Fen() unitPriceFen!: number;
  @Uuid({ nullable: true }) reservationLineId!: string | null;

  static of(line: PurchaseOrderLine): PurchaseOrderLineView {
    const { id: lineId, requisitionId, partNumber, quantityThousandths, receivedThousandths } = line;
    const { undecidedThousandths, missingThousandths, unitPriceFen, reservationLineId } = line;
    return Object.assign(new PurchaseOrderLineView(), {
      ...{ lineId, requisitionId, partNumber, quantityThousandths, receivedThousandths },
      ...{ undecidedThousandths, missingThousandths, unitPriceFen, reservationLineId },
    });
  }
}

/** What of a lot came for a line of an order. */
export class PurchaseReceiptView {
  @Uuid() lotId!: string;
  @Uuid() lineId!: string;
  @Thousandths() quantityThousandths!: number;
  /** Price of one stocking unit as ordered. */
  @Fen() unitPriceFen!: number;
  /** Cost of one stocking unit as delivered. */
  @Fen() unitCostFen!: number;
  /** What the quantity cost more than ordered; negative when it cost less. */
  @Fen({ min: -MOST_FEN }) priceVarianceFen!: number;
  @Day() expectedOn!: string;
  @Day() receivedOn!: string;

  static of({ purchaseOrderLineId: lineId, ...receipt }: PurchaseReceipt): PurchaseReceiptView {
    const { lotId, quantityThousandths, unitPriceFen, unitCostFen, priceVarianceFen, expectedOn, receivedOn } = receipt;
    const facts = { lotId, lineId, quantityThousandths, unitPriceFen, unitCostFen, priceVarianceFen };
    return Object.assign(new PurchaseReceiptView(), { ...facts, expectedOn, receivedOn });
  }
}

export class PurchaseOrderStepView {
  @OneOf(PURCHASE_ORDER_STEPS) step!: StepName;
  /** Staff id. */
  @Code() takenBy!: string;
  @Instant() takenAt!: string;
  /** The day that the supplier confirmed, the tracking number, the delivery note, or why. */
  @Text(500, { nullable: true }) note!: string | null;

  static of({ step, takenBy, takenAt, note }: PurchaseOrderStep): PurchaseOrderStepView {
    return Object.assign(new PurchaseOrderStepView(), { step, takenBy, takenAt: takenAt.toISOString(), note });
  }
}

export class PurchaseOrderView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  /** `part-received` some of it came, `received` all of it came and some waits for a decision. */
  @OneOf(PURCHASE_ORDER_STATUSES) status!: PurchaseOrderStatus;
  /** The confirmed day, before that by lead time; null until it is sent. */
  @Day({ nullable: true }) expectedOn!: string | null;
  @Text(64, { nullable: true }) trackingNumber!: string | null;
  @ListOf(() => PurchaseOrderLineView, { max: 1_000 }) lines!: PurchaseOrderLineView[];
  @ListOf(() => PurchaseOrderStepView) steps!: PurchaseOrderStepView[];

  static of(order: PurchaseOrder): PurchaseOrderView {
    const { id, version, supplierId, supplierCode, urgency, status, expectedOn, trackingNumber } = order;
    const steps = [...order.steps].sort((a, b) => a.position - b.position);
    return Object.assign(new PurchaseOrderView(), {
      ...{ id, version, supplierId, supplierCode, urgency, status, expectedOn, trackingNumber },
      lines: order.linesInOrder.map((line) => PurchaseOrderLineView.of(line)),
      steps: steps.map((step) => PurchaseOrderStepView.of(step)),
    });
  }
}
