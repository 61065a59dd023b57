import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { StoreStockView } from './group-stock.dto.js';
import { SisterStores } from './sister-stores.service.js';

export interface StockOfStore {
  readonly partNumber: string;
  readonly stock: StoreStockView;
}

@Injectable()
export class GroupStock {
  constructor(
    private readonly db: Database,
    private readonly sisters: SisterStores,
  ) {}

  /** What the stores of the group have of parts that is kept for nobody, who has most of it first (PRT-11). */
  availability(partNumbers: readonly string[]): Promise<StockOfStore[]> {
    const names = new Map(this.sisters.ofGroup().map(({ id, name }) => [id, name]));
    return this.sisters.acrossGroup(() =>
      this.db.read(async (tx) => {
        const rows = await tx.query<{ store_id: string; part_number: string; available: string }>(
          `SELECT part.store_id, part.part_number, coalesce(sum(available_thousandths), 0) AS available
           FROM part LEFT JOIN lot ON lot.part_id = part.id AND lot.has_free
           WHERE part.store_id = ANY ($1) AND part.part_number = ANY ($2)
           GROUP BY part.store_id, part.part_number ORDER BY available DESC, part.store_id`,
          [tx.scope.stores, partNumbers],
        );
        return rows.map(({ store_id: storeId, part_number: partNumber, available }) => ({
          partNumber,
          stock: { storeId, storeName: names.get(storeId) ?? storeId, availableThousandths: Number(available) },
        }));
      }),
    );
  }
}
