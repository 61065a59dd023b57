import { Code, Day, Fen, Flag, Instant, ListOf, Nested, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { INSPECTION_RESULTS, type InspectionResult } from '../stock/lot.entity.js';

/** Line of the settlement that bills a part line of a repair order. */
export class SettledLineView {
  @Uuid() settlementId!: string;
  @Text(40) number!: string;
  @Thousandths() quantityThousandths!: number;
  /** Tax included. */
  @Fen() amountFen!: number;
  @Instant() issuedAt!: string;
}

/** Whose work it was, as far as this service was told. */
export class LineOfOrderView {
  @Uuid() repairOrderId!: string;
  @Text(40, { nullable: true }) repairOrderNumber!: string | null;
  @Uuid({ nullable: true }) vehicleId!: string | null;
  @Text(17, { nullable: true }) vin!: string | null;
  @Text(8, { nullable: true }) plate!: string | null;
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  /** Null until the settlement is issued. */
  @Nested(() => SettledLineView, { nullable: true }) settled!: SettledLineView | null;
}

/** Where an issued quantity went, less what came back. */
export class IssueOfLotView extends LineOfOrderView {
  @Uuid() issueId!: string;
  @Code() receivedBy!: string;
  @Instant() issuedAt!: string;
  @Thousandths() quantityThousandths!: number;
  @Thousandths() returnedThousandths!: number;
}

/** How stock of a lot was set aside, or left it otherwise than by an issue. */
export const OTHER_KINDS = [
  'expired',
  'quarantined',
  'cleared',
  'scrapped',
  'counted',
  'sent-back',
  'moved-out',
] as const;
export type OtherKind = (typeof OTHER_KINDS)[number];

export class OtherMovementView {
  @OneOf(OTHER_KINDS) kind!: OtherKind;
  @Thousandths() quantityThousandths!: number;
  /** What was counted away and is found again, or had moved out and was taken back. */
  @Flag() cameBack!: boolean;
  @Uuid() documentId!: string;
  /** Sister store that it left for, with the outgoing transfer as its document: that store traces it on (PRT-11). */
  @Code({ nullable: true }) toStoreId!: string | null;
  @Text(500, { nullable: true }) reason!: string | null;
  @Instant() occurredAt!: string;
}

export class LotOfDeliveryView {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Day({ nullable: true }) expiresOn!: string | null;
  @Text(120, { nullable: true }) certificate!: string | null;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @Fen() unitCostFen!: number;
  @Thousandths() receivedThousandths!: number;
  /** Sister store that gave it, and traces it further back (PRT-11). */
  @Code({ nullable: true }) fromStoreId!: string | null;
  @ListOf(() => IssueOfLotView, { max: 100_000 }) issues!: IssueOfLotView[];
  @ListOf(() => OtherMovementView, { max: 100_000 }) otherMovements!: OtherMovementView[];
}

/** Forward: from a lot of a delivery to every repair order line that got of it (PRT-3). */
export class LotTraceView extends LotOfDeliveryView {
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Instant() receivedAt!: string;
}

/** Forward: from a delivery to every car and settlement line that got of it (PRT-3). */
export class DeliveryTraceView {
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Instant() receivedAt!: string;
  @ListOf(() => LotOfDeliveryView) lots!: LotOfDeliveryView[];
}

/** What a line got of one lot by one issue, less what came back. */
export class LotOfLineView {
  @Uuid() issueId!: string;
  @Instant() issuedAt!: string;
  @Uuid() lotId!: string;
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Fen() unitCostFen!: number;
  @Thousandths() quantityThousandths!: number;
  @Thousandths() returnedThousandths!: number;
}

/** Backward: from a repair order line, and the settlement line that bills it, to the deliveries that its parts came with (PRT-3). */
export class LineTraceView extends LineOfOrderView {
  @Code() partNumber!: string;
  @ListOf(() => LotOfLineView) lots!: LotOfLineView[];
}

/** Backward: from a settlement to the deliveries that the parts on its lines came with (PRT-3). */
export class SettlementTraceView {
  @Uuid() settlementId!: string;
  @ListOf(() => LineTraceView) lines!: LineTraceView[];
}
