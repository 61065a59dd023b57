import type { Store, Tx } from '@pitlane/platform';
import { dayOf, type Period } from '../capacity/day.js';
import { SETTINGS } from '../settings.js';
import { chooseAdvisor } from './advisor-choice.js';

/**
 * Who receives a customer of the store on the day of `startsAt`, unless they ask for someone (APT-7).
 * @param usual who served them last, or is named for the visit already
 */
export async function advisorFor(tx: Tx, store: Store, usual: string | null, startsAt: Date): Promise<string> {
  const { from, to } = dayOf(startsAt, store.zone);
  const rows = await tx.query<{ advisor_id: string; visits: number }>(
    `SELECT advisor_id, count(*)::int AS visits FROM appointment
     WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3 AND status IN ('booked', 'confirmed', 'arrived')
     GROUP BY advisor_id`,
    [store.id, from, to],
  );
  return chooseAdvisor({
    advisors: store.advisors.map(({ id }) => id),
    usual,
    visits: new Map(rows.map((row) => [row.advisor_id, row.visits])),
  });
}

/** Says of each start within a period whether an advisor is free to receive a customer then, one at a time; where nobody is asked for, any will do (APT-7). */
export async function receptionsFor(
  tx: Tx,
  store: Store,
  advisorId: string | undefined,
  { from, to }: Period,
): Promise<(startsAt: Date) => boolean> {
  if (advisorId === undefined) return () => true;
  const received = await tx.query<{ starts_at: Date }>(
    `SELECT starts_at FROM appointment
     WHERE store_id = $1 AND advisor_id = $2 AND starts_at >= $3 AND starts_at < $4 AND status IN ('booked', 'confirmed')`,
    [store.id, advisorId, from, to],
  );
  const receptionMs = SETTINGS.receptionMinutes * 60_000;
  return (startsAt) =>
    received.every((other) => Math.abs(other.starts_at.getTime() - startsAt.getTime()) >= receptionMs);
}
