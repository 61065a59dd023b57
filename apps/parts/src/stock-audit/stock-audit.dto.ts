import { Code, Integer, ListOf, OneOf, Text, Uuid } from '@pitlane/contracts';

/**
 * Where two books of the stock differ. `lot-…`: a lot and its movements, or its delivery; `kept-…`: what a line keeps of a lot;
 * `issued-…`, `returned-…`: an issue and the ledger, by lot; `line-…`: a line that wants parts and what it got.
 */
export const DIFFERENCES = [
  'lot-sum', 'lot-below-zero', 'lot-received', 'lot-available', 'lot-reserved', 'lot-staged', 'lot-issued', 'lot-quarantined',
  'lot-scrapped', 'lot-sent-back', 'lot-moved-out', 'lot-unit-cost', 'lot-age', 'kept-in-bin', 'kept-on-shelf',
  'issued-from-lot', 'returned-to-lot', 'issued-at-cost', 'issued-of-delivery',
  'line-reserved', 'line-over-request', 'line-ended', 'line-issued', 'line-over-approval', 'line-over-returned',
] as const; // prettier-ignore
export type Difference = (typeof DIFFERENCES)[number];

export class StockAuditQuery {
  /** Lots and lines of this part alone. */
  @Code({ optional: true }) partNumber?: string;
  /** `nextCursor` of the answer before. */
  @Text(200, { optional: true }) cursor?: string;
}

export class DifferenceView {
  @OneOf(DIFFERENCES) what!: Difference;
  @Uuid({ nullable: true }) lotId!: string | null;
  @Uuid({ nullable: true }) lineId!: string | null;
  /** Null for a line that no reservation knows. */
  @Code({ nullable: true }) partNumber!: string | null;
  /** What the ledger says, or the book that goes before: thousandths, fen, an instant, a delivery. */
  @Text(300, { nullable: true }) expected!: string | null;
  @Text(300, { nullable: true }) found!: string | null;
}

/** What one call looked at, and every difference in it (PRT-17). */
export class StockAuditView {
  @Integer() checkedLots!: number;
  @Integer() checkedLines!: number;
  @ListOf(() => DifferenceView) differences!: DifferenceView[];
  /** Null when all was looked at. */
  @Text(200, { nullable: true }) nextCursor!: string | null;
}
