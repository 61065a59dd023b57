import type { Tx } from '@pitlane/platform';

const MOST_AT_ONCE = 500;

/** Orders of a store that missed a day which nobody was told of yet. */
export async function newlyLateIds(tx: Tx, storeId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM purchase_order
     WHERE store_id = $1 AND expected_on < $2::date AND status IN ('sent', 'confirmed', 'shipped', 'part-received')
       AND late_said_for IS DISTINCT FROM expected_on ORDER BY expected_on LIMIT $3`,
    [storeId, today, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}
