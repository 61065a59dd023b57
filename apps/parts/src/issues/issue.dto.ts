import { Code, Fen, Instant, Integer, ListOf, type PartsReturned, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import type { Issue } from './issue.entity.js';

export class LineQuantity {
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

export class IssueParts {
  @Uuid() repairOrderId!: string;
  /** Staff id of the technician who takes them. */
  @Code() receivedBy!: string;
  @ListOf(() => LineQuantity, { min: 1, max: 100 }) lines!: LineQuantity[];
}

export class ReturnParts {
  @ListOf(() => LineQuantity, { min: 1, max: 100 }) lines!: LineQuantity[];
  @Text(500) reason!: string;
}

export class IssuesQuery extends PageQuery {
  @Uuid({ optional: true }) repairOrderId?: string;
}

export class IssuedLotView {
  @Uuid() lotId!: string;
  @Uuid() deliveryId!: string;
  @Text(60) deliveryNote!: string;
  @Text(80) supplier!: string;
  @Thousandths() quantityThousandths!: number;
  @Fen() unitCostFen!: number;
}

export class IssuedLineView {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** Sum over the lots, each rounded half up. */
  @Fen() costFen!: number;
  @ListOf(() => IssuedLotView) lots!: IssuedLotView[];
}

export class IssueLineView extends IssuedLineView {
  @Thousandths() returnedThousandths!: number;
}

export class IssueView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Uuid() repairOrderId!: string;
  @Code() receivedBy!: string;
  @Code() issuedBy!: string;
  @Instant() issuedAt!: string;
  @ListOf(() => IssueLineView) lines!: IssueLineView[];

  static of(issue: Issue): IssueView {
    const { id, version, repairOrderId, receivedBy, issuedBy, issuedAt } = issue;
    return Object.assign(new IssueView(), {
      ...{ id, version, repairOrderId, receivedBy, issuedBy },
      issuedAt: issuedAt.toISOString(),
      lines: issue.lines.map((line) => ({ ...line.toIssuedLine(), returnedThousandths: line.returnedThousandths })),
    });
  }
}

export class ReturnView {
  @Uuid() returnId!: string;
  @Uuid() issueId!: string;
  @Uuid() repairOrderId!: string;
  @Text(500) reason!: string;
  @Instant() returnedAt!: string;
  @ListOf(() => IssuedLineView) lines!: IssuedLineView[];

  static of({ returnId, issueId, repairOrderId, reason, returnedAt, lines }: PartsReturned): ReturnView {
    return Object.assign(new ReturnView(), { returnId, issueId, repairOrderId, reason, returnedAt, lines });
  }
}
