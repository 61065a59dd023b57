import {
  type Facts,
  type LaborRate,
  PartPricesPublished,
  type PartPrice,
  type PricedOperation,
  PriceListPublished,
} from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { PricedTwice } from './price-list.errors.js';

const PRICES_PER_PAGE = 500;

/** What a list prices; its rows stand in tables of their own, because they are read by code and not as a whole. */
export interface PriceListContents {
  readonly laborRates: readonly Facts<LaborRate>[];
  readonly operations: readonly Facts<PricedOperation>[];
  readonly partPrices: readonly Facts<PartPrice>[];
}

export interface NewPriceList {
  readonly id: string;
  readonly storeId: string;
  /** 1, 2, 3 … per store. */
  readonly listVersion: number;
  readonly effectiveFrom: Date;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

/** Prices of a store from a moment on; a published list never changes, the next one takes its place (BIL-1). */
@Entity()
export class PriceList extends Aggregate {
  @Column('int') listVersion!: number;
  @Column('timestamptz') effectiveFrom!: Date;
  @Disclosed() @Column('text') publishedBy!: string;
  @Column('timestamptz') publishedAt!: Date;

  static of({ id, storeId, ...rest }: NewPriceList): PriceList {
    const list = new PriceList();
    list.begin(id, storeId);
    return Object.assign(list, rest);
  }

  /**
   * Tells the list to the other services: rates and operations first, then the part prices in pages.
   * @throws PricedTwice
   */
  publish({ laborRates, operations, partPrices }: PriceListContents): [PriceListPublished, ...PartPricesPublished[]] {
    refuseTwice('/laborRates', laborRates.map(({ skill, payType }) => `${skill}/${payType}`)); // prettier-ignore
    refuseTwice('/operations', operations.map(({ operationCode }) => operationCode)); // prettier-ignore
    refuseTwice('/partPrices', partPrices.map(({ partNumber }) => partNumber)); // prettier-ignore
    const about = {
      priceListId: this.id,
      priceListVersion: this.listVersion,
      effectiveFrom: this.effectiveFrom.toISOString(),
    };
    return [
      PriceListPublished.of({ ...about, laborRates: [...laborRates], operations: [...operations] }),
      ...pagesOf(partPrices).map((prices) => PartPricesPublished.of({ ...about, prices })),
    ];
  }
}

function pagesOf<T>(items: readonly T[]): T[][] {
  const pages = Math.ceil(items.length / PRICES_PER_PAGE);
  return Array.from({ length: pages }, (_page, index) =>
    items.slice(index * PRICES_PER_PAGE, (index + 1) * PRICES_PER_PAGE),
  );
}

function refuseTwice(pointer: string, codes: readonly string[]): void {
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  if (twice.length > 0) throw new PricedTwice(pointer, [...new Set(twice)].slice(0, 20));
}
