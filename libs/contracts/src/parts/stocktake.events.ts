import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, Integer, ListOf, OneOf, Text, Thousandths, Uuid } from '../fields.js';

/** `full` sheet by sheet through the whole store, `cyclic` what is due by its class, `chosen` parts that somebody named. */
export const STOCKTAKE_KINDS = ['full', 'cyclic', 'chosen'] as const;
export type StocktakeKind = (typeof STOCKTAKE_KINDS)[number];

/** A sheet of parts is to be counted; trading goes on meanwhile (PRT-9). */
@Event('parts.stocktake.opened', 1)
export class StocktakeOpened extends IntegrationEvent {
  @Uuid() stocktakeId!: string;
  @OneOf(STOCKTAKE_KINDS) kind!: StocktakeKind;
  @Integer({ min: 1 }) partCount!: number;
  @Instant() openedAt!: string;
}

/** The sheet was given up: nothing of it reached the ledger. */
@Event('parts.stocktake.cancelled', 1)
export class StocktakeCancelled extends IntegrationEvent {
  @Uuid() stocktakeId!: string;
  @Text(500) reason!: string;
  @Instant() cancelledAt!: string;
}

/** Part of a lot that was missing or found. */
export class AdjustedLot {
  @Uuid() lotId!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
  /** Cost of one stocking unit. */
  @Fen() unitCostFen!: number;
}

/** A part that was not what the ledger said; either something was missing or something was found. */
export class StocktakeAdjustment {
  @Code() partNumber!: string;
  /** What was missing, by lot, oldest first. */
  @ListOf(() => AdjustedLot) missing!: AdjustedLot[];
  /** What was found, by lot. */
  @ListOf(() => AdjustedLot) found!: AdjustedLot[];
}

/** A manager approved the variances; the ledger holds what was counted (PRT-9). */
@Event('parts.stocktake.approved', 1)
export class StocktakeApproved extends IntegrationEvent {
  @Uuid() stocktakeId!: string;
  @Integer({ min: 1 }) countedLines!: number;
  /** Of these, lines without variance: their share is the stock accuracy (PRT-13). */
  @Integer() exactLines!: number;
  @ListOf(() => StocktakeAdjustment) adjustments!: StocktakeAdjustment[];
  @Code() approvedBy!: string;
  @Instant() approvedAt!: string;
}
