import { actingStore, type Tx } from '@pitlane/platform';
import { LEAST_REQUESTS } from '../policies/stock-policy.js';
import { type AbcClass, FAST_REQUESTS, type MovementClass, type PartUsage, UNUSED } from './part-usage.js';

/** The parts of store `$1` that were issued in the twelve months before `$2`, less what came back, by value at cost: the dearest first. */
export const RANKED_BY_VALUE = `
  used AS (
    SELECT lot.part_id, sum(movement.issued_delta * lot.unit_cost_fen) AS value
    FROM movement JOIN lot ON lot.id = movement.lot_id
    WHERE movement.store_id = $1 AND movement.occurred_at > $2::timestamptz - interval '12 months'
      AND movement.kind IN ('issued', 'returned')
    GROUP BY lot.part_id),
  ranked AS (
    SELECT part_id, sum(value) OVER (ORDER BY value DESC, part_id) - value AS before, sum(value) OVER () AS total
    FROM used WHERE value > 0)`;

/** The class of a part that is ranked, or is not. */
export const ABC_CLASS = `CASE WHEN before * 100 < total * 80 THEN 'A' WHEN before * 100 < total * 95 THEN 'B' ELSE 'C' END`;

const CLASSIFY = `
  WITH ${RANKED_BY_VALUE},
  asked AS (
    SELECT part_id, count(*) AS requests FROM demand_request
    WHERE store_id = $1 AND asked_on >= $3::date - 365 AND asked_on < $3::date AND quantity_thousandths > 0
    GROUP BY part_id),
  classed AS (
    SELECT part_id, ${ABC_CLASS} AS abc_class,
           CASE WHEN requests >= $4::int THEN 'fast' WHEN requests >= $5::int THEN 'medium' WHEN requests >= 1 THEN 'slow' ELSE 'none' END
             AS movement_class
    FROM ranked FULL JOIN asked USING (part_id)),
  gone AS (
    DELETE FROM part_usage WHERE store_id = $1 AND part_id NOT IN (SELECT part_id FROM classed))
  INSERT INTO part_usage AS known (store_id, part_id, abc_class, movement_class)
  SELECT $1, part_id, abc_class, movement_class FROM classed ORDER BY part_id
  ON CONFLICT (store_id, part_id) DO UPDATE
    SET abc_class = excluded.abc_class, movement_class = excluded.movement_class
    WHERE (known.abc_class, known.movement_class) <> (excluded.abc_class, excluded.movement_class)`;

/** Classes the parts of a store anew. @param today calendar day of the store, which does not count yet */
export async function classify(
  tx: Tx,
  { storeId, at, today }: { storeId: string; at: Date; today: string },
): Promise<void> {
  await tx.query(CLASSIFY, [storeId, at, today, FAST_REQUESTS, LEAST_REQUESTS]);
}

interface UsageRow {
  part_id: string;
  abc_class: AbcClass;
  movement_class: MovementClass;
}

/** How each part sells, in the order of the ids. */
export async function usagesOf(tx: Tx, partIds: readonly string[]): Promise<PartUsage[]> {
  const rows = await tx.query<UsageRow>(
    'SELECT part_id, abc_class, movement_class FROM part_usage WHERE store_id = $1 AND part_id = ANY ($2)',
    [actingStore(tx.scope), partIds],
  );
  const byPart = new Map(
    rows.map((row) => [row.part_id, { abcClass: row.abc_class, movementClass: row.movement_class }]),
  );
  return partIds.map((id) => byPart.get(id) ?? UNUSED);
}
