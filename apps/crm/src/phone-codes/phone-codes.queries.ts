import type { OfStore, Tx } from '@pitlane/platform';

/** Stores in which a code waits to be sent, or lies since before `oldest`. */
export function storesWithPhoneCodes(tx: Tx, oldest: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(`SELECT DISTINCT store_id FROM phone_code WHERE status = 'asked' OR asked_at < $1`, [
    oldest,
  ]);
}

/** Codes that wait to be sent, the longest first. */
export async function askedIds(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM phone_code WHERE status = 'asked' AND store_id = ANY ($1) ORDER BY asked_at, id`,
    [tx.scope.stores],
  );
  return rows.map(({ id }) => id);
}

/** How many codes were asked for with a phone since, in all stores of the transaction. */
export async function askedSince(tx: Tx, phoneIndex: Buffer, since: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM phone_code WHERE phone_index = $1 AND asked_at > $2',
    [phoneIndex, since],
  );
  return row?.count ?? 0;
}

/** Codes for one phone are asked for one after the other: their number is limited. */
export async function oneByOnePhone(tx: Tx, phoneIndex: Buffer): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 1))`, [phoneIndex]);
}

/** Forgets what nobody needs any more: what stands for a phone is not kept longer than the limit looks back. */
export async function forgetAskedBefore(tx: Tx, oldest: Date): Promise<void> {
  await tx.query('DELETE FROM phone_code WHERE asked_at < $1 AND store_id = ANY ($2)', [oldest, tx.scope.stores]);
}
