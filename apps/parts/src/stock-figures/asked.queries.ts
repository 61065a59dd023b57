import type { Tx } from '@pitlane/platform';
import type { FigureRequestView, FiguresQuery } from './figures.dto.js';
import type { Asked } from './figures.js';

interface DaysOfStore {
  readonly storeId: string;
  readonly days: FiguresQuery;
}

/** Requests of store $1 from day $2 to day $3 of which it is known what lay free: at most what the request got in the end. */
const REQUESTS = `
  SELECT request_id, part_id, asked_on, quantity_thousandths AS asked, least(filled_at_once_thousandths, issued_thousandths) AS filled
  FROM demand_request
  WHERE store_id = $1 AND asked_on BETWEEN $2::date AND $3::date AND quantity_thousandths > 0
    AND filled_at_once_thousandths IS NOT NULL`;

/** What the fill rate of a store's days is made of (PRT-13). */
export async function askedIn(tx: Tx, { storeId, days }: DaysOfStore): Promise<Asked> {
  const [row] = await tx.query<{ asked: string; filled: string; lines: string; whole: string }>(
    `SELECT coalesce(sum(asked), 0) AS asked, coalesce(sum(filled), 0) AS filled, count(*) AS lines,
            count(*) FILTER (WHERE filled >= asked) AS whole
     FROM (${REQUESTS}) request`,
    [storeId, days.from, days.to],
  );
  return {
    askedThousandths: Number(row?.asked ?? 0),
    filledThousandths: Number(row?.filled ?? 0),
    askedLines: Number(row?.lines ?? 0),
    filledLines: Number(row?.whole ?? 0),
  };
}

/** Those requests, in the order of their ids. */
export async function requestsIn(
  tx: Tx,
  { storeId, days }: DaysOfStore,
  { after, take }: { after?: string | undefined; take: number },
): Promise<FigureRequestView[]> {
  const rows = await tx.query<{ id: string; day: string; part_number: string; asked: string; filled: string }>(
    `SELECT request_id AS id, asked_on::text AS day, part_number, asked, filled
     FROM (${REQUESTS}) request JOIN part ON part.id = part_id
     WHERE $4::uuid IS NULL OR request_id > $4 ORDER BY request_id LIMIT $5`,
    [storeId, days.from, days.to, after, take],
  );
  return rows.map(({ id, day: askedOn, part_number: partNumber, asked, filled }) => ({
    ...{ id, askedOn, partNumber },
    askedThousandths: Number(asked),
    filledThousandths: Number(filled),
  }));
}
