import type { Tx } from '@pitlane/platform';

/** A quantity that somebody asked for: the request is a line of an order or a reservation, or a lost sale. */
export interface Asked {
  readonly requestId: string;
  readonly partNumber: string;
  readonly quantityThousandths: number;
}

/** What became of a request; an emergency buy and its issue are one demand. */
export type AskedKind = 'issued' | 'lost' | 'bought';

/**
 * Adds to what is known of some requests. What lay free when a line asked for it is known of the line; of what no line asked for,
 * nothing lay there. Parts that the catalogue lacks are left out.
 */
export async function addAsked(
  tx: Tx,
  asked: readonly Asked[],
  { storeId, kind, day }: { storeId: string; kind: AskedKind; day: string },
): Promise<void> {
  await tx.query(
    `INSERT INTO demand_request AS known
       (store_id, part_id, request_id, asked_on, issued_thousandths, lost_thousandths, bought_thousandths,
        filled_at_once_thousandths)
     SELECT part.store_id, part.id, request_id, $2::date, sum(q * ($3 = 'issued')::int), sum(q * ($3 = 'lost')::int),
            sum(q * ($3 = 'bought')::int), CASE WHEN line.id IS NULL THEN 0 ELSE line.filled_at_once_thousandths END
     FROM unnest($4::uuid[], $5::text[], $6::bigint[]) AS asked (request_id, part_number, q)
     JOIN part ON part.store_id = $1 AND part.part_number = asked.part_number
     LEFT JOIN reservation_line line ON line.store_id = $1 AND line.id = request_id
     GROUP BY part.store_id, part.id, request_id, line.id ORDER BY part.id, request_id
     ON CONFLICT (store_id, part_id, request_id) DO UPDATE SET
       issued_thousandths = known.issued_thousandths + excluded.issued_thousandths,
       lost_thousandths = known.lost_thousandths + excluded.lost_thousandths,
       bought_thousandths = known.bought_thousandths + excluded.bought_thousandths`,
    [storeId, day, kind, ...columnsOf(asked)],
  );
}

/** What is known of some requests is known of others from then on. */
export async function passAsked(
  tx: Tx,
  passed: readonly { fromId: string; toId: string; partNumber: string }[],
  storeId: string,
): Promise<void> {
  await tx.query(
    `WITH passed AS (
       DELETE FROM demand_request
       USING unnest($2::uuid[], $3::uuid[], $4::text[]) AS heir (from_id, to_id, part_number)
         JOIN part ON part.store_id = $1 AND part.part_number = heir.part_number
       WHERE demand_request.store_id = $1 AND demand_request.part_id = part.id AND request_id = from_id
       RETURNING demand_request.*, to_id)
     INSERT INTO demand_request AS known
       (store_id, part_id, request_id, asked_on, issued_thousandths, lost_thousandths, bought_thousandths,
        filled_at_once_thousandths)
     SELECT store_id, part_id, to_id, min(asked_on), sum(issued_thousandths), sum(lost_thousandths), sum(bought_thousandths),
            sum(filled_at_once_thousandths)
     FROM passed GROUP BY store_id, part_id, to_id ORDER BY part_id, to_id
     ON CONFLICT (store_id, part_id, request_id) DO UPDATE SET
       issued_thousandths = known.issued_thousandths + excluded.issued_thousandths,
       lost_thousandths = known.lost_thousandths + excluded.lost_thousandths,
       bought_thousandths = known.bought_thousandths + excluded.bought_thousandths`,
    [storeId, passed.map(({ fromId }) => fromId), passed.map(({ toId }) => toId), passed.map((one) => one.partNumber)],
  );
}

/**
 * Takes back from what is known of some requests, of these kinds; and no more than is known of them: a release before this one may have
 * issued without counting.
 */
export async function takeBackAsked(
  tx: Tx,
  asked: readonly Asked[],
  { storeId, kinds }: { storeId: string; kinds: readonly AskedKind[] },
): Promise<void> {
  await tx.query(
    `UPDATE demand_request SET
       issued_thousandths = greatest(0, issued_thousandths - q * ('issued' = ANY ($2))::int),
       bought_thousandths = greatest(0, bought_thousandths - q * ('bought' = ANY ($2))::int)
     FROM (
       SELECT part.id AS part_id, request_id, sum(q) AS q
       FROM unnest($3::uuid[], $4::text[], $5::bigint[]) AS asked (request_id, part_number, q)
       JOIN part ON part.store_id = $1 AND part.part_number = asked.part_number GROUP BY part.id, request_id) back
     WHERE demand_request.store_id = $1 AND demand_request.part_id = back.part_id
       AND demand_request.request_id = back.request_id`,
    [storeId, kinds, ...columnsOf(asked)],
  );
}

const columnsOf = (asked: readonly Asked[]): unknown[] => [
  asked.map(({ requestId }) => requestId),
  asked.map(({ partNumber }) => partNumber),
  asked.map(({ quantityThousandths }) => quantityThousandths),
];
