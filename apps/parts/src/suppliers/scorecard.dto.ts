import { Day, Integer } from '@pitlane/contracts';

export class ScorecardQuery {
  /** First day. */
  @Day() from!: string;
  /** Last day. */
  @Day() to!: string;
}

/** How well a supplier delivered on purchase orders in a time (PRT-8). Shares are null where nothing came. */
export class ScorecardView {
  @Day() from!: string;
  @Day() to!: string;
  /** What of a lot came for a line of an order: each is one. */
  @Integer() receipts!: number;
  /** Came no later than the order was expected at that moment. */
  @Integer() onTimeReceipts!: number;
  @Integer({ nullable: true }) onTimePerMille!: number | null;
  @Integer() lots!: number;
  /** By what was decided of them until now. */
  @Integer() rejectedLots!: number;
  @Integer({ nullable: true }) rejectedPerMille!: number | null;
  /** What was not rejected, at the prices ordered. */
  @Integer() orderedValueFen!: number;
  /** What it cost more than that; negative when it cost less. */
  @Integer({ min: Number.MIN_SAFE_INTEGER }) priceVarianceFen!: number;
  @Integer({ min: -1_000, nullable: true }) priceVariancePerMille!: number | null;
}
