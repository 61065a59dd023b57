import type { Tx } from '@pitlane/platform';
import { IsNull, LessThan, Not } from 'typeorm';
import type { RoundFiguresView } from './follow-up.dto.js';
import { FollowUp } from './follow-up.entity.js';

/** How the calls of visits delivered in a period went, by round. */
export function figures(
  tx: Tx,
  period: { from: Date | null; until: Date | null },
  at: Date,
): Promise<RoundFiguresView[]> {
  return tx.query<RoundFiguresView>(
    `SELECT round,
       count(*)::int AS total,
       count(*) FILTER (WHERE done_at IS NULL)::int AS open,
       count(*) FILTER (WHERE result IN ('satisfied', 'dissatisfied'))::int AS reached,
       count(*) FILTER (WHERE result IN ('satisfied', 'dissatisfied') AND done_at <= due_at)::int AS "reachedInTime",
       count(*) FILTER (WHERE result = 'satisfied')::int AS satisfied,
       count(*) FILTER (WHERE result = 'unreachable')::int AS unreachable,
       count(*) FILTER (WHERE coalesce(done_at, $3) > due_at)::int AS late
     FROM follow_up
     WHERE ($1::timestamptz IS NULL OR delivered_at >= $1) AND ($2::timestamptz IS NULL OR delivered_at < $2)
     GROUP BY round ORDER BY round`,
    [period.from, period.until, at],
  );
}

const QUEUE_LENGTH = 100;

/** The first hundred, in the order in which customers are to be called. */
export function queue(tx: Tx, { done, dueBefore }: { done: boolean; dueBefore: Date | null }): Promise<FollowUp[]> {
  const where = { doneAt: done ? Not(IsNull()) : IsNull(), ...(dueBefore && { contactAt: LessThan(dueBefore) }) };
  return tx.list(FollowUp, where, { order: { contactAt: 'ASC', id: 'ASC' }, take: QUEUE_LENGTH });
}

/** The calls that a customer is still owed. */
export async function openOf(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'SELECT id FROM follow_up WHERE customer_id = $1 AND done_at IS NULL ORDER BY id',
    [customerId],
  );
  return rows.map(({ id }) => id);
}
