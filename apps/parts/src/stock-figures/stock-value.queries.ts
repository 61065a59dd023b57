import { Injectable } from '@nestjs/common';
import { instantOf, localTime, sumFen } from '@pitlane/kernel';
import { Database, Stores } from '@pitlane/platform';
import { valueByCategory } from './held-lots.queries.js';
import type { StockValueView } from './stock-value.dto.js';

const DAY_MS = 86_400_000;

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
        const end = endOf(day ?? localTime(now, zone).date, zone);
        const categories = await valueByCategory(tx, storeId, end);
        const valueFen = sumFen(categories.map((category) => category.valueFen));
        stores.push({ storeId, at: earlier(end, now).toISOString(), valueFen, categories });
      }
      return { valueFen: sumFen(stores.map((store) => store.valueFen)), stores };
    });
  }
}

/** The first instant after a calendar day. */
export function endOf(day: string, zone: string): Date {
  const next = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
  return instantOf(next, '00:00', zone);
}

export const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
