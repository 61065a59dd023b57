import { Code, Day, Fen, Instant, Integer, OneOf, Text, Thousandths, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { type Borrowing, BORROWING_STATUSES, type BorrowingStatus } from './borrowing.entity.js';

/** A lot costs at most ¥1 billion. */
const MOST_UNIT_COST_FEN = 100_000_000;

export class BorrowPart {
  /** Another dealer, a supplier, a sister store. */
  @Text(80) lender!: string;
  @Code() partNumber!: string;
  /** At most a thousand units. */
  @Thousandths({ min: 1, max: 1_000_000 }) quantityThousandths!: number;
  /** Agreed with the lender, for one stocking unit. */
  @Fen({ max: MOST_UNIT_COST_FEN }) unitCostFen!: number;
  /** Part line of the repair order that waits for it: it is kept for that. */
  @Uuid({ optional: true }) lineId?: string;
  @Day() dueOn!: string;
  /** Without one a lot of an aftermarket part is rejected (PRT-2). */
  @Text(120, { optional: true }) certificate?: string;
  /** Default for a part that ages: its shelf life from now. */
  @Day({ optional: true }) expiresOn?: string;
}

export class GiveBackBorrowed {
  /** Why what goes back costs something else than was agreed. */
  @Text(500, { optional: true }) explanation?: string;
}

export class BuyBorrowed {
  @Text(60) invoiceNumber!: string;
  /** Before tax. */
  @Fen() invoiceFen!: number;
  /** Why the invoice is not what was agreed. */
  @Text(500, { optional: true }) explanation?: string;
}

export class BorrowingsQuery extends PageQuery {
  @OneOf(BORROWING_STATUSES, { optional: true }) status?: BorrowingStatus;
  /** Due back by that day. */
  @Day({ optional: true }) dueBy?: string;
}

export class BorrowingView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(BORROWING_STATUSES) status!: BorrowingStatus;
  @Text(80) lender!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  @Fen() unitCostFen!: number;
  /** What was borrowed, at the agreed cost. */
  @Fen() borrowedFen!: number;
  @Uuid() lotId!: string;
  @Uuid({ nullable: true }) lineId!: string | null;
  @Day() dueOn!: string;
  @Code() borrowedBy!: string;
  @Instant() borrowedAt!: string;
  @Code({ nullable: true }) settledBy!: string | null;
  @Instant({ nullable: true }) settledAt!: string | null;
  /** Cost of what went back, or the amount of the invoice. */
  @Fen({ nullable: true }) settledFen!: number | null;
  @Text(60, { nullable: true }) invoiceNumber!: string | null;
  @Text(500, { nullable: true }) explanation!: string | null;

  static of(borrowing: Borrowing): BorrowingView {
    const { id, version, status, lender, partNumber, quantityThousandths, unitCostFen, borrowedFen } = borrowing;
    const { lotId, lineId, dueOn, borrowedBy, settledBy, settledFen, invoiceNumber, explanation } = borrowing;
    return Object.assign(new BorrowingView(), {
      ...{ id, version, status, lender, partNumber, quantityThousandths, unitCostFen, borrowedFen },
      ...{ lotId, lineId, dueOn, borrowedBy, settledBy, settledFen, invoiceNumber, explanation },
      borrowedAt: borrowing.borrowedAt.toISOString(),
      settledAt: borrowing.settledAt?.toISOString() ?? null,
    });
  }
}
