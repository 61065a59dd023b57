import type { Tx } from '@pitlane/platform';
import type { SaleTerms } from '../catalogue/packs.js';
import type { Part } from '../catalogue/part.entity.js';
import { lastCostsFen } from '../stock/stock-levels.queries.js';
import { minimumOrders } from '../suppliers/supplier-prices.queries.js';

/** Demand of a part on the days on which somebody asked, counted from the first day of the test. */
export interface PastPart extends SaleTerms {
  readonly partNumber: string;
  /** What it cost last; null when it was never received. */
  readonly unitCostFen: number | null;
  readonly days: readonly { day: number; quantityThousandths: number; requests: number }[];
}

const MOST_DAYS = 1095;

interface DayRow {
  part_id: string;
  day: number;
  quantity: string;
  requests: number;
}

/** The demand of parts before a day of their store: of three years, from the first request on. */
export async function pastOf(
  tx: Tx,
  parts: readonly Part[],
  before: string,
): Promise<{ parts: PastPart[]; days: number }> {
  const partIds = parts.map(({ id }) => id);
  const costs = await lastCostsFen(tx, partIds);
  const minima = await minimumOrders(tx, partIds, before);
  const rows = await tx.query<DayRow>(
    `SELECT part_id, asked_on - ($2::date - $3::int) AS day, sum(quantity_thousandths) AS quantity, count(*)::int AS requests
     FROM demand_request
     WHERE part_id = ANY ($1::uuid[]) AND asked_on >= $2::date - $3::int AND asked_on < $2::date AND quantity_thousandths > 0
     GROUP BY part_id, day`,
    [partIds, before, MOST_DAYS],
  );
  const first = Math.min(MOST_DAYS, ...rows.map(({ day }) => day));
  return {
    days: MOST_DAYS - first,
    parts: parts.map(({ id, partNumber, minPackThousandths }) => ({
      partNumber,
      unitCostFen: costs.get(id) ?? null,
      minimumOrderThousandths: minima.get(id) ?? 0,
      minPackThousandths,
      days: rows
        .filter(({ part_id }) => part_id === id)
        .map(({ day, quantity, requests }) => ({ day: day - first, quantityThousandths: Number(quantity), requests })),
    })),
  };
}
