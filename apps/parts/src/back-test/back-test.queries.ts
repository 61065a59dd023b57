import type { Tx } from '@pitlane/platform';
import { UNIT_THOUSANDTHS } from '../catalogue/packs.js';

/** Demand of a part on the days on which somebody asked, counted from the first day of the test. */
export interface PastPart {
  readonly partNumber: string;
  /** What it cost last; null when it was never received. */
  readonly unitCostFen: number | null;
  readonly packThousandths: number;
  readonly days: readonly { day: number; quantityThousandths: number; requests: number }[];
}

const MOST_DAYS = 1095;

interface PartRow {
  id: string;
  part_number: string;
  min_pack_thousandths: string | null;
  unit_cost_fen: string | null;
}

interface DayRow {
  part_id: string;
  day: number;
  quantity: string;
  requests: number;
}

/** The demand of some parts before a day of their store: of three years, from the first request on. Unknown numbers are left out. */
export async function pastOf(
  tx: Tx,
  partNumbers: readonly string[],
  { storeId, before }: { storeId: string; before: string },
): Promise<{ parts: PastPart[]; days: number }> {
  const parts = await tx.query<PartRow>(
    `SELECT id, part_number, min_pack_thousandths,
            (SELECT unit_cost_fen FROM lot WHERE lot.part_id = part.id ORDER BY received_at DESC, id DESC LIMIT 1)
     FROM part WHERE store_id = $1 AND part_number = ANY ($2) ORDER BY part_number`,
    [storeId, partNumbers],
  );
  const rows = await tx.query<DayRow>(
    `SELECT part_id, asked_on - ($2::date - $3::int) AS day, sum(quantity_thousandths) AS quantity, count(*)::int AS requests
     FROM demand_request
     WHERE part_id = ANY ($1::uuid[]) AND asked_on >= $2::date - $3::int AND asked_on < $2::date AND quantity_thousandths > 0
     GROUP BY part_id, day`,
    [parts.map(({ id }) => id), before, MOST_DAYS],
  );
  const first = Math.min(MOST_DAYS, ...rows.map(({ day }) => day));
  return {
    days: MOST_DAYS - first,
    parts: parts.map((part) => ({
      partNumber: part.part_number,
      unitCostFen: part.unit_cost_fen === null ? null : Number(part.unit_cost_fen),
      packThousandths: Number(part.min_pack_thousandths ?? UNIT_THOUSANDTHS),
      days: rows
        .filter(({ part_id }) => part_id === part.id)
        .map(({ day, quantity, requests }) => ({ day: day - first, quantityThousandths: Number(quantity), requests })),
    })),
  };
}
