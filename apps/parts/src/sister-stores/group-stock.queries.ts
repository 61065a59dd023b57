import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { StoreStockView } from './group-stock.dto.js';
import { SisterStores } from './sister-stores.service.js';

@Injectable()
export class GroupStockQueries {
  constructor(
    private readonly db: Database,
    private readonly sisters: SisterStores,
  ) {}

  /** What the stores of the group have of a part that is kept for nobody (PRT-11). */
  availability(partNumber: string): Promise<StoreStockView[]> {
    const names = new Map(this.sisters.ofGroup().map(({ id, name }) => [id, name]));
    return this.sisters.acrossGroup(() =>
      this.db.read(async (tx) => {
        const rows = await tx.query<{ store_id: string; available: string }>(
          `SELECT part.store_id, coalesce(sum(available_thousandths), 0) AS available
           FROM part LEFT JOIN lot ON lot.part_id = part.id AND lot.has_free
             AND (lot.expires_on IS NULL OR lot.expires_on >= current_date)
           WHERE part.store_id = ANY ($1) AND part.part_number = $2
           GROUP BY part.store_id ORDER BY available DESC, part.store_id`,
          [tx.scope.stores, partNumber],
        );
        return rows.map(({ store_id: storeId, available }) => ({
          storeId,
          storeName: names.get(storeId) ?? storeId,
          availableThousandths: Number(available),
        }));
      }),
    );
  }
}
