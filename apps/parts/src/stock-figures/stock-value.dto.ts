import { Day, Instant, Integer, ListOf, Text } from '@pitlane/contracts';

export class StockValueQuery {
  /** The store's calendar day, up to its end. Default: today, up to now. */
  @Day({ optional: true }) asOf?: string;
}

export class CategoryValueView {
  @Text(40) category!: string;
  /** Lots on hand. */
  @Integer() lots!: number;
  @Integer() valueFen!: number;
}

export class StoreValueView {
  @Text(32) storeId!: string;
  /** The instant that the value is of. */
  @Instant() at!: string;
  @Integer() valueFen!: number;
  @ListOf(() => CategoryValueView) categories!: CategoryValueView[];
}

/** Stock at FIFO cost: what is left of each lot at the cost that it came at, rounded half up lot by lot (PRT-13). */
export class StockValueView {
  /** Of all stores. */
  @Integer() valueFen!: number;
  @ListOf(() => StoreValueView) stores!: StoreValueView[];
}
