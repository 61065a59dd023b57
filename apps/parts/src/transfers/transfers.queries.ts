import type { OfStore, Tx } from '@pitlane/platform';

const MOST_AT_ONCE = 200;

/** Stores that wrote something of a transfer of which the other store was not told. */
export function storesWithUntold(tx: Tx): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT store_id FROM incoming_transfer WHERE status IN ('requested', 'received') AND told_status IS DISTINCT FROM status
     UNION SELECT store_id FROM outgoing_transfer WHERE status IN ('refused', 'shipped') AND told_status IS DISTINCT FROM status`,
  );
}

/** Transfers of a store of whose present status the other store was not told, oldest first. */
export async function untoldIncoming(tx: Tx, storeId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM incoming_transfer
     WHERE store_id = $1 AND status IN ('requested', 'received') AND told_status IS DISTINCT FROM status ORDER BY id LIMIT $2`,
    [storeId, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

export async function untoldOutgoing(tx: Tx, storeId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM outgoing_transfer
     WHERE store_id = $1 AND status IN ('refused', 'shipped') AND told_status IS DISTINCT FROM status ORDER BY id LIMIT $2`,
    [storeId, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** The other store was told of this status; a later one is told apart. */
export async function noteIncomingTold(tx: Tx, id: string, status: string): Promise<void> {
  await tx.query(`UPDATE incoming_transfer SET told_status = $2 WHERE id = $1`, [id, status]);
}

export async function noteOutgoingTold(tx: Tx, id: string, status: string): Promise<void> {
  await tx.query(`UPDATE outgoing_transfer SET told_status = $2 WHERE id = $1`, [id, status]);
}
