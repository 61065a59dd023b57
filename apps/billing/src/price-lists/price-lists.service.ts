import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import { nextNumber } from '../counters/counters.queries.js';
import { PriceList, type PriceListContents } from './price-list.entity.js';
import { NoPriceList } from './price-list.errors.js';
import { contentsOf, insertContents, type ListInForce, listInForce } from './price-lists.queries.js';

export interface Publication {
  readonly effectiveFrom: Date;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}

@Injectable()
export class PriceListsService {
  constructor(private readonly db: Database) {}

  /** Publishes the store's next list, in one transaction with its events. @throws PricedTwice */
  publish(contents: PriceListContents, publication: Publication): Promise<PriceList> {
    const storeId = actingStore();
    return this.db.transaction(async (tx) => {
      const listVersion = await nextNumber(tx, storeId, 'price-list');
      const list = PriceList.of({ id: uuidv7(), storeId, listVersion, ...publication });
      await tx.save(list, ...list.publish(contents));
      await insertContents(tx, list, contents);
      return list;
    });
  }

  /** @throws NoPriceList */
  inForce(storeId: string, at: Date): Promise<ListInForce & PriceListContents> {
    return this.db.read(async (tx) => {
      const list = await listInForce(tx, storeId, at);
      if (!list) throw new NoPriceList(storeId);
      return { ...list, ...(await contentsOf(tx, list.priceListId)) };
    });
  }

  history(page: PageQuery): Promise<Page<PriceList>> {
    const storeId = actingStore();
    return this.db.read((tx) => tx.page(PriceList, { storeId }, page));
  }
}
