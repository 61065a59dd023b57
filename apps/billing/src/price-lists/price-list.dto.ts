import { Instant, Integer, LaborRate, ListOf, PartPrice, PricedOperation, Text, Uuid } from '@pitlane/contracts';
import type { PriceList, PriceListContents } from './price-list.entity.js';
import type { ListInForce } from './price-lists.queries.js';

export class PublishPriceList {
  @Instant() effectiveFrom!: string;
  @ListOf(() => LaborRate, { min: 1, max: 100 }) laborRates!: LaborRate[];
  @ListOf(() => PricedOperation, { min: 1, max: 300 }) operations!: PricedOperation[];
  @ListOf(() => PartPrice, { max: 2_000 }) partPrices!: PartPrice[];
}

/** A list without its prices. */
export class PriceListView {
  @Uuid() id!: string;
  @Integer({ min: 1 }) priceListVersion!: number;
  @Instant() effectiveFrom!: string;
  @Text(200) publishedBy!: string;
  @Instant() publishedAt!: string;

  static of(list: PriceList): PriceListView {
    return Object.assign(new PriceListView(), {
      id: list.id,
      priceListVersion: list.listVersion,
      effectiveFrom: list.effectiveFrom.toISOString(),
      publishedBy: list.publishedBy,
      publishedAt: list.publishedAt.toISOString(),
    });
  }
}

/** The list in force with all of its prices. */
export class PublicPriceListView {
  @Uuid() id!: string;
  @Integer({ min: 1 }) priceListVersion!: number;
  @Instant() effectiveFrom!: string;
  @ListOf(() => LaborRate, { max: 100 }) laborRates!: LaborRate[];
  @ListOf(() => PricedOperation, { max: 300 }) operations!: PricedOperation[];
  @ListOf(() => PartPrice, { max: 2_000 }) partPrices!: PartPrice[];

  static of({ priceListId, priceListVersion, effectiveFrom, ...contents }: ListInForce & PriceListContents) {
    return Object.assign(new PublicPriceListView(), {
      id: priceListId,
      priceListVersion,
      effectiveFrom: effectiveFrom.toISOString(),
      ...contents,
    });
  }
}
