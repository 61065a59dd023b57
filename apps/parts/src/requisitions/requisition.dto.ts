import { Code, Fen, Instant, Integer, ListOf, OneOf, ORDER_URGENCIES, type OrderUrgency, Text, Thousandths, Uuid } from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import {
  type Requisition,
  REQUISITION_SOURCES,
  REQUISITION_STATUSES,
  type RequisitionSource,
  type RequisitionStatus,
} from './requisition.entity.js';
import type { RequisitionLine } from './requisition-line.entity.js';

export class RequestedPart {
  @Code() partNumber!: string;
  /** Raised to the least that the supplier sells, and to whole packs. */
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** The line of a reservation that waits for it; of a repair order its part line (PRT-14). */
  @Uuid({ optional: true }) reservationLineId?: string;
}

export class RequestParts {
  @Uuid() supplierId!: string;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  @ListOf(() => RequestedPart, { min: 1, max: 50 }) lines!: RequestedPart[];
}

export class RejectRequisition {
  @Text(500) reason!: string;
}

export class RequisitionsQuery extends PageQuery {
  @OneOf(REQUISITION_STATUSES, { optional: true }) status?: RequisitionStatus;
  @OneOf(ORDER_URGENCIES, { optional: true }) urgency?: OrderUrgency;
}

export class RequisitionLineView {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** Price of one stocking unit on the day of the request. */
  @Fen() unitPriceFen!: number;
  @Fen() valueFen!: number;
  @Uuid({ nullable: true }) reservationLineId!: string | null;

  static of(line: RequisitionLine): RequisitionLineView {
    const { id: lineId, partNumber, quantityThousandths, unitPriceFen, valueFen, reservationLineId } = line;
    const facts = { lineId, partNumber, quantityThousandths, unitPriceFen, valueFen, reservationLineId };
    return Object.assign(new RequisitionLineView(), facts);
  }
}

export class RequisitionView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() supplierId!: string;
  @Code() supplierCode!: string;
  @OneOf(REQUISITION_SOURCES) source!: RequisitionSource;
  @OneOf(ORDER_URGENCIES) urgency!: OrderUrgency;
  @OneOf(REQUISITION_STATUSES) status!: RequisitionStatus;
  @Fen() valueFen!: number;
  /** Staff id; `system` for a suggestion. */
  @Code() requestedBy!: string;
  @Instant() requestedAt!: string;
  @Code({ nullable: true }) approvedBy!: string | null;
  @Instant({ nullable: true }) approvedAt!: string | null;
  @Code({ nullable: true }) secondApprovedBy!: string | null;
  @Instant({ nullable: true }) secondApprovedAt!: string | null;
  @Code({ nullable: true }) rejectedBy!: string | null;
  @Instant({ nullable: true }) rejectedAt!: string | null;
  @Text(500, { nullable: true }) rejectedReason!: string | null;
  @ListOf(() => RequisitionLineView, { max: 50 }) lines!: RequisitionLineView[];

  static of(requisition: Requisition): RequisitionView {
    const { id, version, supplierId, supplierCode, source, urgency, status, valueFen, requestedBy } = requisition;
    const { approvedBy, secondApprovedBy, rejectedBy, rejectedReason } = requisition;
    return Object.assign(new RequisitionView(), {
      ...{ id, version, supplierId, supplierCode, source, urgency, status, valueFen, requestedBy },
      ...{ approvedBy, secondApprovedBy, rejectedBy, rejectedReason },
      requestedAt: requisition.requestedAt.toISOString(),
      approvedAt: requisition.approvedAt?.toISOString() ?? null,
      secondApprovedAt: requisition.secondApprovedAt?.toISOString() ?? null,
      rejectedAt: requisition.rejectedAt?.toISOString() ?? null,
      lines: requisition.linesInOrder.map((line) => RequisitionLineView.of(line)),
    });
  }
}
