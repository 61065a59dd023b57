import type { Tx } from '@pitlane/platform';
import type { FigureCountedLineView } from './figures.dto.js';
import type { Counted } from './figures.js';

/** Of one store, from an instant to just before another. */
interface TimeOfStore {
  readonly storeId: string;
  readonly from: Date;
  readonly end: Date;
}

/** Lines of store $1 on sheets that were approved from $2 to just before $3. */
const COUNTED_LINES = `
  SELECT line.id, stocktake_id, ended_at AS approved_at, part_number, counted_at, counted_thousandths AS counted,
         expected_thousandths AS expected
  FROM stocktake JOIN stocktake_line line ON line.stocktake_id = stocktake.id
  WHERE stocktake.store_id = $1 AND status = 'approved' AND ended_at >= $2 AND ended_at < $3`;

/** What the stock accuracy of a store's period is made of (PRT-13). */
export async function countedIn(tx: Tx, { storeId, from, end }: TimeOfStore): Promise<Counted> {
  const [row] = await tx.query<{ lines: string; exact: string }>(
    `SELECT count(*) AS lines, count(*) FILTER (WHERE counted = expected) AS exact FROM (${COUNTED_LINES}) line`,
    [storeId, from, end],
  );
  return { countedLines: Number(row?.lines ?? 0), exactLines: Number(row?.exact ?? 0) };
}

interface CountedRow {
  id: string;
  stocktake_id: string;
  approved_at: Date;
  part_number: string;
  counted_at: Date;
  counted: string;
  expected: string;
}

/** Those lines, in the order of their ids. */
export async function countedLinesIn(
  tx: Tx,
  { storeId, from, end }: TimeOfStore,
  { after, take }: { after?: string | undefined; take: number },
): Promise<FigureCountedLineView[]> {
  const rows = await tx.query<CountedRow>(
    `SELECT * FROM (${COUNTED_LINES}) line WHERE $4::uuid IS NULL OR id > $4 ORDER BY id LIMIT $5`,
    [storeId, from, end, after, take],
  );
  return rows.map((row) => ({
    id: row.id,
    stocktakeId: row.stocktake_id,
    approvedAt: row.approved_at.toISOString(),
    partNumber: row.part_number,
    countedAt: row.counted_at.toISOString(),
    countedThousandths: Number(row.counted),
    expectedThousandths: Number(row.expected),
    varianceThousandths: Number(row.counted) - Number(row.expected),
  }));
}
