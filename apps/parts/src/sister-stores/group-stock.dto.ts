import { Code, ListOf, Text, Thousandths } from '@pitlane/contracts';

export class GroupStockQuery {
  @Code() partNumber!: string;
}

/** What a store of the group could give. What it cost and whom the rest is kept for stays there. */
export class StoreStockView {
  @Code() storeId!: string;
  @Text(200) storeName!: string;
  @Thousandths() availableThousandths!: number;
}

export class GroupStockView {
  @Code() partNumber!: string;
  /** Stores of the group that list the part, the one with most of it first. */
  @ListOf(() => StoreStockView, { max: 1000 }) stores!: StoreStockView[];
}
