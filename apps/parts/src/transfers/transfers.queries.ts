import type { OfStore, Tx } from '@pitlane/platform';
import type { ToldSuspicions } from '../incoming-transfers/incoming-transfer.entity.js';

const MOST_AT_ONCE = 200;

/** Stores that wrote something of a transfer of which the other store was not told. */
export function storesWithUntold(tx: Tx): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT store_id FROM incoming_transfer WHERE status IN ('requested', 'received') AND told_status IS DISTINCT FROM status
     UNION SELECT store_id FROM outgoing_transfer WHERE status IN ('refused', 'shipped') AND told_status IS DISTINCT FROM status
     UNION SELECT store_id FROM outgoing_transfer WHERE told_suspicion_version < suspicion_version`,
  );
}

/** Transfers of a store of whose present status, or of what is suspected of their lots, the other store was not told, oldest first. */
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
     WHERE store_id = $1 AND (status IN ('refused', 'shipped') AND told_status IS DISTINCT FROM status
       OR told_suspicion_version < suspicion_version)
     ORDER BY id LIMIT $2`,
    [storeId, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** The other store was told of this status; a later one is told apart. */
export async function noteIncomingTold(tx: Tx, id: string, status: string): Promise<void> {
  await tx.query(`UPDATE incoming_transfer SET told_status = $2 WHERE id = $1`, [id, status]);
}

export async function noteOutgoingTold(
  tx: Tx,
  id: string,
  { status, suspicionVersion }: { status: string; suspicionVersion: number },
): Promise<void> {
  await tx.query(
    `UPDATE outgoing_transfer SET told_status = $2, told_suspicion_version = greatest(told_suspicion_version, $3) WHERE id = $1`,
    [id, status, suspicionVersion],
  );
}

interface SuspicionRow {
  version: number;
  lot_id: string;
  suspected: boolean;
  reason: string;
}

/** What is suspected, or was, of the lots that were shipped. */
export async function suspicionsOf(tx: Tx, id: string): Promise<ToldSuspicions> {
  const rows = await tx.query<SuspicionRow>(
    `SELECT given.suspicion_version AS version, lot.id AS lot_id, lot.suspected, lot.suspicion_reason AS reason
     FROM outgoing_transfer given JOIN outgoing_transfer_lot gone ON gone.outgoing_transfer_id = given.id
     JOIN lot ON lot.id = gone.lot_id WHERE given.id = $1`,
    [id],
  );
  const byFromLot = new Map(rows.map(({ lot_id, suspected, reason }) => [lot_id, { suspected, reason }]));
  return { version: rows[0]?.version ?? 0, byFromLot };
}
