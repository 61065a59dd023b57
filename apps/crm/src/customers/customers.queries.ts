import type { Tx } from '@pitlane/platform';

/**
 * Lets the transaction see the one customer of the group with this exact phone or id, or the one vehicle with this exact VIN or
 * plate, although its store does not know them (policy `sought`).
 */
export async function seek(tx: Tx, exactly: string): Promise<void> {
  await tx.query(`SELECT set_config('app.sought', $1, true)`, [exactly]);
}
