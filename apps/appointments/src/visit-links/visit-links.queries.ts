import type { OfStore, Tx } from '@pitlane/platform';
import { oldestEnd } from './link-life.js';

/** A visit that its link still opens: it is not over long since, and nobody erased who its customer is (CRM-12). */
export async function linkedVisit(
  tx: Tx,
  id: string,
  now: Date,
): Promise<(OfStore & { customer_id: string }) | undefined> {
  const [visit] = await tx.query<OfStore & { customer_id: string }>(
    `SELECT store_id, customer_id FROM appointment JOIN known_customer USING (store_id, customer_id)
     WHERE appointment.id = $1 AND ends_at > $2 AND erased_at IS NULL`,
    [id, oldestEnd(now)],
  );
  return visit;
}
