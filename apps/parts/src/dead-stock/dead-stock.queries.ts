import type { Tx } from '@pitlane/platform';
import { ON_HAND } from '../stock/stock-levels.queries.js';

/** Days of the store: today, and the last one on which a part must have moved. */
export interface DeadLine {
  readonly storeId: string;
  readonly deadBefore: string;
  readonly zone: string;
}

/** What lies in the store of a part, and the day on which it came in or was asked for last. */
export interface LastMoved {
  readonly onHandThousandths: number;
  readonly lastMovedOn: string;
}

const LAST_MOVED = `
  SELECT sum(${ON_HAND}) AS on_hand,
         greatest(max(received_at AT TIME ZONE $2)::date,
                  (SELECT max(asked_on) FROM demand_request WHERE demand_request.part_id = part.id)) AS last_moved_on
  FROM lot WHERE lot.part_id = part.id AND is_on_hand`;

const MOST_AT_ONCE = 500;

/** Parts whose dead-stock alert is to be raised or cleared, in the order of their ids. */
export async function partsThatTurned(tx: Tx, { storeId, deadBefore, zone }: DeadLine): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM part CROSS JOIN LATERAL (${LAST_MOVED}) moved
     WHERE store_id = $1 AND (dead_since IS NOT NULL) <> coalesce(last_moved_on < $3::date, false) ORDER BY id LIMIT $4`,
    [storeId, zone, deadBefore, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** Undefined when nothing of it is there. The part's row is locked by then. */
export async function lastMoved(tx: Tx, partId: string, zone: string): Promise<LastMoved | undefined> {
  const [row] = await tx.query<{ on_hand: string; last_moved_on: string }>(
    `SELECT on_hand, last_moved_on::text FROM part CROSS JOIN LATERAL (${LAST_MOVED}) moved
     WHERE id = $1 AND last_moved_on IS NOT NULL`,
    [partId, zone],
  );
  return row && { onHandThousandths: Number(row.on_hand), lastMovedOn: row.last_moved_on };
}
