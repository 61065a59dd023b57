import type { Tx } from '@pitlane/platform';
import { FIFO, type MoveNote, NOTE, NOTE_VALUES, noteOf } from './stock.queries.js';

/** A line that wants stock of a part; its document, and who asks for it. */
export interface Demand {
  readonly partId: string;
  readonly lineId: string;
  readonly quantityThousandths: number;
  /** Calendar day: a lot whose last day is before it is not for this line; null: any that is good today is. */
  readonly neededOn: string | null;
  readonly documentId: string;
  readonly actorId: string;
  readonly at: Date;
}

/**
 * Keeps free stock for lines, oldest lots first, expiry before age (PRT-3): first come, first served, in the order of the list.
 * @returns what could be kept by line, in thousandths: at most what was asked for
 */
export async function reserveFifo(tx: Tx, demands: readonly Demand[]): Promise<Map<string, number>> {
  const kept = await Promise.all(byDay(demands).map((neighbours) => reserveForDay(tx, neighbours)));
  return new Map(kept.flat());
}

/** Neighbours that are needed on one day: most often all. */
function byDay(demands: readonly Demand[]): Demand[][] {
  const days: Demand[][] = [];
  for (const demand of demands) {
    const last = days.at(-1);
    if (last?.[0]?.neededOn === demand.neededOn) last.push(demand);
    else days.push([demand]);
  }
  return days;
}

/** Cumulative demand is laid along cumulative supply: what a line and a lot have in common is what moves. */
async function reserveForDay(tx: Tx, demands: readonly Demand[]): Promise<[string, number][]> {
  const rows = await tx.query<{ line_id: string; kept: string }>(
    `WITH wanted AS (
       SELECT *, sum(quantity) OVER (PARTITION BY part_id ORDER BY place) AS upto
       FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::timestamptz[]) WITH ORDINALITY
         AS demand (part_id, line_id, quantity, document_id, actor_id, occurred_at, place)),
     free AS (
       SELECT id, store_id, part_id, available_thousandths AS available,
              sum(available_thousandths) OVER (PARTITION BY part_id ORDER BY ${FIFO}) AS upto
       FROM lot WHERE part_id = ANY ($1::uuid[]) AND has_free AND coalesce(expires_on >= $8::date, true)),
     taken AS (
       SELECT wanted.*, store_id, free.id AS lot_id, free.upto AS lot_upto,
              least(wanted.upto, free.upto) - greatest(wanted.upto - quantity, free.upto - available) AS taken
       FROM wanted JOIN free USING (part_id)
       WHERE wanted.upto > free.upto - available AND free.upto > wanted.upto - quantity),
     moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, document_id, actor_id, cause_event_id, occurred_at)
       SELECT store_id, lot_id, line_id, 'reserved', -taken, taken, document_id, actor_id, $7::uuid, occurred_at
       FROM taken ORDER BY place, lot_upto
       RETURNING line_id, reserved_delta)
     SELECT line_id, sum(reserved_delta) AS kept FROM moved GROUP BY line_id`,
    [
      demands.map(({ partId }) => partId),
      demands.map(({ lineId }) => lineId),
      demands.map(({ quantityThousandths }) => quantityThousandths),
      demands.map(({ documentId }) => documentId),
      demands.map(({ actorId }) => actorId),
      demands.map(({ at }) => at),
      tx.scope.causationId ?? null,
      demands[0]?.neededOn,
    ],
  );
  return rows.map(({ line_id, kept }) => [line_id, Number(kept)]);
}

/** What a line wants of the lot that was ordered for it. */
export type LotDemand = Pick<Demand, 'lineId' | 'neededOn'> & {
  readonly lotId: string;
  readonly mostThousandths: number;
};

/** Keeps of one lot what is free, at most so much, for the line that it was ordered for (PRT-14). @returns what is kept more, in thousandths */
export async function reserveOfLot(
  tx: Tx,
  { lotId, lineId, mostThousandths, neededOn }: LotDemand,
  note: MoveNote,
): Promise<number> {
  const [row] = await tx.query<{ kept: string }>(
    `INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, ${NOTE})
     SELECT store_id, id, $7::uuid, 'reserved', -least(available_thousandths, $8), least(available_thousandths, $8), ${NOTE_VALUES}
     FROM lot WHERE id = $6::uuid AND has_free AND coalesce(expires_on >= $9::date, true)
     RETURNING reserved_delta AS kept`,
    [...noteOf(tx, note), lotId, lineId, mostThousandths, neededOn],
  );
  return Number(row?.kept ?? 0);
}
