import { Code, Day, Fen, Instant, ListOf, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { INSPECTION_RESULTS, type InspectionResult } from './lot.entity.js';

/** Where an issued quantity went, less what came back. */
export class IssueOfLotView {
  @Uuid() issueId!: string;
  @Uuid() repairOrderId!: string;
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  @Code() receivedBy!: string;
  @Instant() issuedAt!: string;
  @Thousandths() quantityThousandths!: number;
  @Thousandths() returnedThousandths!: number;
}

/** Forward: from a lot of a delivery to every repair order line that got of it (PRT-3). */
export class LotTraceView {
  @Uuid() lotId!: string;
  @Code() partNumber!: string;
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Instant() receivedAt!: string;
  @Day({ nullable: true }) expiresOn!: string | null;
  @Text(120, { nullable: true }) certificate!: string | null;
  @OneOf(INSPECTION_RESULTS) result!: InspectionResult;
  @Fen() unitCostFen!: number;
  @Thousandths() receivedThousandths!: number;
  @ListOf(() => IssueOfLotView) issues!: IssueOfLotView[];
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

/** Backward: from a repair order line to the deliveries that its parts came with (PRT-3). */
export class LineTraceView {
  @Uuid() lineId!: string;
  @Uuid() repairOrderId!: string;
  @Code() partNumber!: string;
  @ListOf(() => LotOfLineView) lots!: LotOfLineView[];
}
