import type { Tx } from '@pitlane/platform';

/** Parts of a store with free stock past its last day. */
export async function expiredPartNumbers(tx: Tx, storeId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ part_number: string }>(
    `SELECT DISTINCT part_number FROM lot WHERE store_id = $1 AND has_free AND expires_on < $2::date`,
    [storeId, today],
  );
  return rows.map((row) => row.part_number);
}

/** Lots past their last day of which a line keeps something. */
export async function expiredLotsKept(tx: Tx, lineId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ lot_id: string }>(
    `SELECT lot_id FROM kept JOIN lot ON lot.id = lot_id
     WHERE line_id = $1 AND expires_on < $2::date AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY lot_id`,
    [lineId, today],
  );
  return rows.map((row) => row.lot_id);
}
