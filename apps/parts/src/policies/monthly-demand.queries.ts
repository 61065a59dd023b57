import type { Tx } from '@pitlane/platform';

export interface MonthOfDemand {
  /** `2026-11`. */
  readonly month: string;
  readonly quantityThousandths: number;
  readonly requests: number;
}

/** What was asked for of a part, by month of its store, in the 36 months up to a day; months without a request are left out. */
export async function monthlyDemand(tx: Tx, partId: string, today: string): Promise<MonthOfDemand[]> {
  const rows = await tx.query<{ month: string; quantity: string; requests: number }>(
    `SELECT to_char(asked_on, 'YYYY-MM') AS month, sum(quantity_thousandths) AS quantity, count(*)::int AS requests
     FROM demand_request
     WHERE part_id = $1 AND asked_on >= date_trunc('month', $2::date) - interval '35 months' AND quantity_thousandths > 0
     GROUP BY month ORDER BY month`,
    [partId, today],
  );
  return rows.map(({ month, quantity, requests }) => ({ month, quantityThousandths: Number(quantity), requests }));
}
