import { Code, Day, ListOf, Thousandths, Uuid } from '@pitlane/contracts';
import { StoreStockView } from '../sister-stores/group-stock.dto.js';

/** What a line misses, and where it can come from. */
export class ShortLineView {
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) missingThousandths!: number;
  /** The first day on which an open purchase order should bring some; null when nothing is ordered. */
  @Day({ nullable: true }) earliestArrivalOn!: string | null;
  /** Sister stores that have some that is kept for nobody, the one with most of it first. */
  @ListOf(() => StoreStockView, { max: 1000 }) sisterStores!: StoreStockView[];
}

/** What a reservation misses (PRT-5); no lines when it misses nothing. */
export class ShortageView {
  @Uuid() reservationId!: string;
  @ListOf(() => ShortLineView) lines!: ShortLineView[];
}
