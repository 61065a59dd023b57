import { localTime } from '@pitlane/kernel';
import { actingStore, type OfStore, type Tx } from '@pitlane/platform';

/** Stores with a check that may be overdue: a local day is past at the latest when it is in UTC, half a day too early at most. */
export function storesWithDue(tx: Tx, now: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(`SELECT DISTINCT store_id FROM equipment WHERE status = 'in-order' AND due_on <= $1`, [
    localTime(now, 'UTC').date,
  ]);
}

/** What is to be called overdue on a local day, in the order in which it is locked. */
export async function overdueIds(tx: Tx, today: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM equipment WHERE store_id = $1 AND status = 'in-order' AND due_on < $2 ORDER BY id`,
    [actingStore(tx.scope), today],
  );
  return rows.map(({ id }) => id);
}

/** Whether other equipment of the bay is out of order. */
export async function isOutOfOrder(tx: Tx, bayId: string, but: string): Promise<boolean> {
  const [row] = await tx.query<{ out: boolean }>(
    `SELECT EXISTS (
       SELECT FROM equipment WHERE store_id = $1 AND bay_id = $2 AND id <> $3 AND status IN ('overdue', 'failed')) AS out`,
    [actingStore(tx.scope), bayId, but],
  );
  return row?.out ?? false;
}
