import type { Tx } from '@pitlane/platform';

const MOST_AT_ONCE = 500;

/** Reservations of a store that are past their time and still keep something, oldest first. */
export async function expiredReservationIds(tx: Tx, storeId: string, at: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM reservation
     WHERE store_id = $1 AND kept_until <= $2 AND status <> 'released' ORDER BY kept_until LIMIT $3`,
    [storeId, at, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}
