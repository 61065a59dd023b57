import type { OfStore, Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import { GatewayTask } from './gateway-task.entity.js';

/** Stores with a task that is due. */
export function storesWithDueTasks(tx: Tx, at: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT DISTINCT store_id FROM gateway_task WHERE status = 'waiting' AND next_attempt_at <= $1`,
    [at],
  );
}

/**
 * Takes the store's due tasks for this process, each for as long as its next attempt is away: 30 s, then twice as long each
 * time up to 10 min. Who dies with a task leaves it to whoever looks when that time is over.
 */
export async function claimDueTasks(tx: Tx, storeId: string, at: Date): Promise<GatewayTask[]> {
  const claimed = await tx.query<{ id: string }>(
    `UPDATE gateway_task SET attempts = attempts + 1,
       next_attempt_at = $2::timestamptz + least(interval '30 s' * 2 ^ least(attempts, 10), interval '10 min')
     WHERE id IN (
       SELECT id FROM gateway_task WHERE store_id = $1 AND status = 'waiting' AND next_attempt_at <= $2
       ORDER BY next_attempt_at LIMIT 20 FOR UPDATE SKIP LOCKED)
     RETURNING id`,
    [storeId, at],
  );
  return tx.list(GatewayTask, { id: In(claimed.map(({ id }) => id)) });
}
