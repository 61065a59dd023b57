import type { Tx } from '@pitlane/platform';
import { ON_HAND, ON_HAND_DELTA } from '../stock/stock-levels.queries.js';

/** What a quantity of a lot is worth, in fen, rounded half up. */
export const WORTH = (quantity: string): string => `round((${quantity})::numeric * lot.unit_cost_fen / 1000)`;

/**
 * Lots of store $1 that were on hand just before the instant $2: what there is now less what has moved since, so that only the
 * months since then are read.
 */
export const HELD_LOTS = `
  held_lot AS (
    SELECT id, part_id, received_at, quantity, ${WORTH('quantity')} AS value
    FROM (
      SELECT lot.id, part_id, received_at, unit_cost_fen, ${ON_HAND} - coalesce(moved, 0)::bigint AS quantity
      FROM lot LEFT JOIN (
        SELECT lot_id, sum(${ON_HAND_DELTA}) AS moved FROM movement
        WHERE store_id = $1 AND occurred_at >= $2::timestamptz GROUP BY lot_id) since ON lot_id = lot.id
      WHERE lot.store_id = $1 AND (is_on_hand OR moved <> 0)) lot
    WHERE quantity > 0)`;

export interface CategoryValue {
  readonly category: string;
  readonly lots: number;
  readonly valueFen: number;
}

/** What a store had just before an instant, at FIFO cost. */
export async function valueByCategory(tx: Tx, storeId: string, before: Date): Promise<CategoryValue[]> {
  const rows = await tx.query<{ category: string; lots: string; value: string }>(
    `WITH ${HELD_LOTS}
     SELECT category, count(*) AS lots, sum(value) AS value
     FROM held_lot JOIN part ON part.id = part_id GROUP BY category ORDER BY category`,
    [storeId, before],
  );
  return rows.map(({ category, lots, value }) => ({ category, lots: Number(lots), valueFen: Number(value) }));
}
