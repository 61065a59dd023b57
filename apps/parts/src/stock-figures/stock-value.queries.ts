import { Injectable } from '@nestjs/common';
import { endOfDay, localTime, sumFen } from '@pitlane/kernel';
import { Database, Stores } from '@pitlane/platform';
import { valueByCategory } from './held-lots.queries.js';
import type { StockValueView } from './stock-value.dto.js';

@Injectable()
export class StockValueQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** The value of each of the caller's stores at the end of its calendar day, or now when that is still to come (PRT-13). */
  asOf(day: string | undefined, now: Date): Promise<StockValueView> {
    return this.db.read(async (tx) => {
      const stores: StockValueView['stores'] = [];
      for (const storeId of tx.scope.stores) {
        const { zone } = this.stores.get(storeId);
        const end = endOfDay(day ?? localTime(now, zone).date, zone);
        const categories = await valueByCategory(tx, storeId, end);
        const valueFen = sumFen(categories.map((category) => category.valueFen));
        stores.push({ storeId, at: earlier(end, now).toISOString(), valueFen, categories });
      }
      return { valueFen: sumFen(stores.map((store) => store.valueFen)), stores };
    });
  }
}

export const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
