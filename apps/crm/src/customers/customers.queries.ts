import type { Tx } from '@pitlane/platform';

/**
 * Lets the transaction see the one customer of the group with this exact phone or id, or the one vehicle with this exact VIN or
 * plate, although its store does not know them (policy `sought`).
 */
export async function seek(tx: Tx, exactly: string): Promise<void> {
  await tx.query(`SELECT set_config('app.sought', $1, true)`, [exactly]);
}

/**
 * Lets one transaction at a time give a customer to a store: they may be claimed themselves and come with several cars at once,
 * and who is slower finds them admitted.
 */
export async function admitOneByOne(tx: Tx, customerId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [customerId]);
}
