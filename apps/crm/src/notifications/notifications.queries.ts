import type { OfStore, Tx } from '@pitlane/platform';

/** Stores with a notification that is due. */
export function storesWithDueNotifications(tx: Tx, at: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT DISTINCT store_id FROM notification WHERE status IN ('queued', 'sending') AND due_at <= $1`,
    [at],
  );
}

/** The notification that waits longest, locked; one that another sender looks at is passed over. */
export async function nextDueId(tx: Tx, at: Date): Promise<string | undefined> {
  const [due] = await tx.query<{ id: string }>(
    `SELECT id FROM notification WHERE status IN ('queued', 'sending') AND due_at <= $1
     ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [at],
  );
  return due?.id;
}

/** How many messages a customer got since, or is just getting, and the first of them; codes, which anyone may ask for, have their own limit. */
export async function sentSince(
  tx: Tx,
  customerId: string,
  since: Date,
): Promise<{ count: number; firstAt: Date | null }> {
  const [sent] = await tx.query<{ count: number; first_at: Date | null }>(
    `SELECT count(*)::int AS count, min(sent_at) AS first_at FROM notification
     WHERE customer_id = $1 AND template <> 'phone-code' AND (status = 'sending' OR sent_at > $2)`,
    [customerId, since],
  );
  return { count: sent?.count ?? 0, firstAt: sent?.first_at ?? null };
}

/** What waits to invite a customer to a visit. */
export async function invitationsTo(tx: Tx, visitId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM notification WHERE visit_id = $1 AND status = 'queued' ORDER BY id`,
    [visitId],
  );
  return rows.map(({ id }) => id);
}
