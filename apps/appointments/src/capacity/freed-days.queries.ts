import { localTime } from '@pitlane/kernel';
import { actingStore, type Store, type Tx } from '@pitlane/platform';
import { datesFrom, type Period } from './day.js';

/** A day on which something may be free again; null: any day. */
export interface FreedDay {
  readonly id: string;
  readonly day: string | null;
}

/**
 * Notes that something may be free again, in the transaction that makes it so: who waits for such a day is looked for soon
 * (APT-12). Rows are only added here, so nobody who gives something back waits for whoever looks.
 */
export async function noteFreed(tx: Tx, days: readonly (string | null)[]): Promise<void> {
  await tx.query('INSERT INTO freed_day (id, store_id, day) SELECT gen_random_uuid(), $1, unnest($2::date[])', [
    actingStore(tx.scope),
    days,
  ]);
}

/** As `noteFreed`, of a time that something was kept. */
export const noteTimeFreed = (tx: Tx, { zone }: Store, { from, to }: Period): Promise<void> =>
  noteFreed(tx, datesFrom(localTime(from, zone).date, localTime(to, zone).date));

/** What nobody has looked at yet. */
export function freedDays(tx: Tx): Promise<FreedDay[]> {
  return tx.query<FreedDay>('SELECT id, day::text FROM freed_day WHERE store_id = $1', [actingStore(tx.scope)]);
}

/** It was looked at; what was noted meanwhile stays. */
export async function forgetFreed(tx: Tx, freed: readonly FreedDay[]): Promise<void> {
  await tx.query('DELETE FROM freed_day WHERE store_id = $1 AND id = ANY ($2)', [
    actingStore(tx.scope),
    freed.map(({ id }) => id),
  ]);
}
