import type { Tx } from '@pitlane/platform';
import type { WrappedKey } from './key-ring.js';

/** A customer's key as it is stored; without one once they were erased. */
export interface StoredKey {
  readonly customerId: string;
  readonly key: WrappedKey | null;
}

interface Row {
  customer_id: string;
  kek_id: string | null;
  wrapped: Buffer | null;
}

const storedKey = ({ customer_id: customerId, kek_id: kekId, wrapped }: Row): StoredKey => ({
  customerId,
  key: kekId !== null && wrapped !== null ? { kekId, wrapped } : null,
});

export async function keysOf(tx: Tx, customerIds: readonly string[]): Promise<StoredKey[]> {
  const rows = await tx.query<Row>(
    'SELECT customer_id, kek_id, wrapped FROM customer_key WHERE group_id = $1 AND customer_id = ANY ($2)',
    [tx.scope.groupId, customerIds],
  );
  return rows.map(storedKey);
}

/** The key of one customer; an erasure waits until what is sealed with it is committed. */
export async function keyHeld(tx: Tx, customerId: string): Promise<StoredKey | undefined> {
  const [row] = await tx.query<Row>(
    'SELECT customer_id, kek_id, wrapped FROM customer_key WHERE group_id = $1 AND customer_id = $2 FOR SHARE',
    [tx.scope.groupId, customerId],
  );
  return row && storedKey(row);
}

/** Nothing when the customer has one already, or had. */
export async function insertKey(tx: Tx, customerId: string, { kekId, wrapped }: WrappedKey): Promise<void> {
  await tx.query(
    `INSERT INTO customer_key (group_id, customer_id, kek_id, wrapped) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [tx.scope.groupId, customerId, kekId, wrapped],
  );
}

/** Leaves a row that says so: no key is ever made for the customer again. */
export async function destroyKey(tx: Tx, customerId: string, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO customer_key (group_id, customer_id, erased_at) VALUES ($1, $2, $3)
     ON CONFLICT (group_id, customer_id) DO UPDATE SET kek_id = NULL, wrapped = NULL, erased_at = $3`,
    [tx.scope.groupId, customerId, at],
  );
}

/** The next keys that another than the current KEK wraps, locked; those in use are passed over. */
export async function staleKeys(
  tx: Tx,
  currentKekId: string,
  { after, most }: { after: string; most: number },
): Promise<StoredKey[]> {
  const rows = await tx.query<Row>(
    `SELECT customer_id, kek_id, wrapped FROM customer_key WHERE group_id = $1 AND kek_id <> $2 AND customer_id > $3
     ORDER BY customer_id LIMIT $4 FOR UPDATE SKIP LOCKED`,
    [tx.scope.groupId, currentKekId, after, most],
  );
  return rows.map(storedKey);
}

export async function replaceKey(tx: Tx, customerId: string, { kekId, wrapped }: WrappedKey): Promise<void> {
  await tx.query(
    'UPDATE customer_key SET kek_id = $3, wrapped = $4 WHERE group_id = $1 AND customer_id = $2 RETURNING customer_id',
    [tx.scope.groupId, customerId, kekId, wrapped],
  );
}

/** How many keys of the group another than the current KEK wraps. */
export async function countStaleKeys(tx: Tx, currentKekId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM customer_key WHERE group_id = $1 AND kek_id <> $2',
    [tx.scope.groupId, currentKekId],
  );
  return row?.count ?? 0;
}
