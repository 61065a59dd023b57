import type { Tx } from '@pitlane/platform';
import type { Part } from '../catalogue/part.entity.js';
import { lastCostsFen } from '../stock/stock-levels.queries.js';

/** What is known of a part's demand and cost, up to yesterday. */
export interface KnownDemand {
  /** Week by week, oldest first, from the first request within three years on; the last ends yesterday. */
  readonly weeksThousandths: readonly number[];
  /** Of the last 365 days. */
  readonly requestsInYear: number;
  /** What the part cost last; null when it was never received. */
  readonly unitCostFen: number | null;
}

interface DemandRow {
  part_id: string;
  weeks_ago: number;
  quantity: string;
  requests_in_year: number;
}

/**
 * Parts with their demand before a day of their store. A week is 7 days that end on the day before; it is `weeks_ago` 0, and the
 * 156th is the oldest.
 */
export async function knownDemands(
  tx: Tx,
  parts: readonly Part[],
  before: string,
): Promise<{ part: Part; known: KnownDemand }[]> {
  const partIds = parts.map(({ id }) => id);
  const demands = await tx.query<DemandRow>(
    `SELECT part_id, ($2::date - 1 - asked_on) / 7 AS weeks_ago, sum(quantity_thousandths) AS quantity,
            (count(*) FILTER (WHERE asked_on >= $2::date - 365))::int AS requests_in_year
     FROM demand_request
     WHERE part_id = ANY ($1::uuid[]) AND asked_on < $2::date AND asked_on >= $2::date - 1092 AND quantity_thousandths > 0
     GROUP BY part_id, weeks_ago`,
    [partIds, before],
  );
  const costs = await lastCostsFen(tx, partIds);
  const rowsOf = new Map<string, DemandRow[]>();
  for (const row of demands) rowsOf.set(row.part_id, [...(rowsOf.get(row.part_id) ?? []), row]);
  return parts.map((part) => ({ part, known: knownFrom(rowsOf.get(part.id) ?? [], costs.get(part.id) ?? null) }));
}

function knownFrom(rows: readonly DemandRow[], unitCostFen: number | null): KnownDemand {
  const byWeek = new Map(rows.map((row) => [row.weeks_ago, Number(row.quantity)]));
  const oldest = Math.max(-1, ...byWeek.keys());
  return {
    weeksThousandths: Array.from({ length: oldest + 1 }, (_, index) => byWeek.get(oldest - index) ?? 0),
    requestsInYear: rows.reduce((sum, row) => sum + row.requests_in_year, 0),
    unitCostFen,
  };
}
