import {
  Code,
  Day,
  Fen,
  Instant,
  Integer,
  ListOf,
  LOT_RESULTS,
  type LotResult,
  OneOf,
  Text,
  Thousandths,
  Uuid,
} from '@pitlane/contracts';
import { INSPECTION_RESULTS, type InspectionResult, type Lot } from '../stock/lot.entity.js';
import type { Delivery } from './delivery.entity.js';

export class ReceiveLine {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Cost of one stocking unit. */
  @Fen() unitCostFen!: number;
  /** Without one a lot of an aftermarket part is rejected (PRT-2). */
  @Text(120, { optional: true }) certificate?: string;
  /** Default for a part that ages: its shelf life from receipt. */
  @Day({ optional: true }) expiresOn?: string;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  /** Why it is not accepted. */
  @Text(200, { optional: true }) reason?: string;
  /** The order that it came on; default: that of the delivery. */
  @Uuid({ optional: true }) purchaseOrderId?: string;
}

export class ReceiveDelivery {
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  /** The order that it came on, unless a line says otherwise; without one nobody ordered it (PRT-7). */
  @Uuid({ optional: true }) purchaseOrderId?: string;
  /** Default: now. */
  @Instant({ optional: true }) receivedAt?: string;
  @ListOf(() => ReceiveLine, { min: 1, max: 500 }) lines!: ReceiveLine[];
}

/** What becomes of a lot in quarantine. */
export class DecideLot {
  @OneOf(LOT_RESULTS) result!: LotResult;
  @Text(200) reason!: string;
}

export class PutAwayLot {
  @Uuid() lotId!: string;
  /** Place in the store: `A-03-2`. */
  @Text(20) bin!: string;
}

export class PutAway {
  @ListOf(() => PutAwayLot, { min: 1, max: 500 }) lots!: PutAwayLot[];
}

export class DeliveredLotView {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @Fen() unitCostFen!: number;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @Text(200, { nullable: true }) reason!: string | null;
  @Text(120, { nullable: true }) certificate!: string | null;
  @Day({ nullable: true }) expiresOn!: string | null;
  /** Where it was put; null while it lies where it was received. */
  @Text(20, { nullable: true }) bin!: string | null;
  @Code({ nullable: true }) putAwayBy!: string | null;
  @Instant({ nullable: true }) putAwayAt!: string | null;
  /** Why it is under suspicion, by this store or the one that gave it (PRT-8); null while it is not. */
  @Text(500, { nullable: true }) suspectedReason!: string | null;

  static of(lot: Lot): DeliveredLotView {
    const { id: lotId, partNumber, receivedThousandths, unitCostFen, result, reason, certificate, expiresOn } = lot;
    const { bin, putAwayBy, putAwayAt, suspectedReason } = lot;
    return Object.assign(new DeliveredLotView(), {
      ...{ lotId, partNumber, unitCostFen, result, reason, certificate, expiresOn, bin, putAwayBy, suspectedReason },
      putAwayAt: putAwayAt?.toISOString() ?? null,
      quantityThousandths: receivedThousandths,
    });
  }
}

export class DeliveryView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Code() receivedBy!: string;
  @Instant() receivedAt!: string;
  /** Counterfeit or recalled, while this store suspects so (PRT-8). */
  @Text(500, { nullable: true }) suspectedReason!: string | null;
  @Instant({ nullable: true }) suspectedAt!: string | null;
  @ListOf(() => DeliveredLotView, { max: 500 }) lots!: DeliveredLotView[];

  static of({ delivery, lots }: { delivery: Delivery; lots: readonly Lot[] }): DeliveryView {
    const { id, version, deliveryNote, supplier, receivedBy, receivedAt, suspectedReason, suspectedAt } = delivery;
    return Object.assign(new DeliveryView(), {
      ...{ id, version, deliveryNote, supplier, receivedBy, suspectedReason },
      receivedAt: receivedAt.toISOString(),
      suspectedAt: suspectedAt?.toISOString() ?? null,
      lots: lots.map((lot) => DeliveredLotView.of(lot)),
    });
  }
}
