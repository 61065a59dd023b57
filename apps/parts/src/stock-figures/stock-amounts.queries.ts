import type { Tx } from '@pitlane/platform';
import { ON_HAND, ON_HAND_DELTA } from '../stock/stock-levels.queries.js';
import { askedIn } from './asked.queries.js';
import { countedIn } from './counted-lines.queries.js';
import type { FigureMovementView, FiguresQuery } from './figures.dto.js';
import type { LedgerFigureName, StockAmounts } from './figures.js';
import { HELD_LOTS, WORTH } from './held-lots.queries.js';

/** A period in one store: from an instant to just before another. */
export interface Period {
  readonly storeId: string;
  /** The same as calendar days of the store, the last one whole. */
  readonly days: FiguresQuery;
  readonly from: Date;
  readonly end: Date;
  /** `end`, or now when that is still to come. */
  readonly until: Date;
  /** What was not issued since then is dead stock at the end. */
  readonly deadSince: Date;
}

/** What was on hand at the end, by part, and what was issued since $3. */
const HELD_PARTS = `${HELD_LOTS},
  issued_part AS (
    SELECT DISTINCT lot.part_id FROM movement JOIN lot ON lot.id = lot_id
    WHERE movement.store_id = $1 AND occurred_at >= $3::timestamptz AND occurred_at < $2::timestamptz AND kind = 'issued'),
  held_part AS (
    SELECT part_id, sum(quantity) AS quantity, sum(value) AS value, greatest(sum(quantity) - max_thousandths, 0) AS excess,
           min(received_at) < $3::timestamptz AND part_id NOT IN (SELECT part_id FROM issued_part) AS is_dead
    FROM held_lot JOIN part ON part.id = part_id GROUP BY part_id, max_thousandths)`;

const STOCK = `
  WITH ${HELD_PARTS}
  SELECT coalesce(sum(value), 0) AS value, coalesce(sum(round(value * excess / quantity)), 0) AS overstock,
         coalesce(sum(value) FILTER (WHERE is_dead), 0) AS dead
  FROM held_part`;

/** What a movement changes is the difference of the rounded worth: so movements add up to what there is, to the fen. */
const CHANGE = (after: string, by: string): string => `(${WORTH(after)} - ${WORTH(`${after} - ${by}`)})`;

/** What stays of an issue after a return from it; a return from before its issue was noted stands alone. */
const DRAWN = `
  LEFT JOIN LATERAL (
    SELECT sum(earlier.issued_delta) AS drawn FROM movement earlier
    WHERE movement.kind = 'returned' AND earlier.lot_id = movement.lot_id AND earlier.line_id = movement.line_id
      AND coalesce(earlier.issue_id, earlier.document_id) = coalesce(movement.issue_id, movement.document_id)
      AND earlier.seq <= movement.seq) issue_lot ON true`;
/** As the issue and its returns tell it. */
const ISSUED_COST = CHANGE('coalesce(drawn, issued_delta)', 'issued_delta');

const ISSUED = `
  SELECT coalesce(sum(${ISSUED_COST}), 0) AS issued
  FROM movement JOIN lot ON lot.id = lot_id ${DRAWN}
  WHERE movement.store_id = $1 AND occurred_at >= $3::timestamptz AND occurred_at < $2::timestamptz AND kind IN ('issued', 'returned')`;

/**
 * `late` is what is missing in the mean of the period because it came only in its course: at each instant its share of the time.
 * `after` is what there is now of the lot less what has moved since.
 */
const LATE = `
  WITH moved AS (
    SELECT lot.unit_cost_fen, occurred_at, ${ON_HAND_DELTA} AS delta,
           ${ON_HAND} - coalesce(sum(${ON_HAND_DELTA}) OVER (
             PARTITION BY lot_id ORDER BY occurred_at DESC, seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS after
    FROM movement JOIN lot ON lot.id = lot_id
    WHERE movement.store_id = $1 AND occurred_at >= $3::timestamptz AND ${ON_HAND_DELTA} <> 0)
  SELECT coalesce(sum(${CHANGE('after', 'delta')} * extract(epoch FROM occurred_at - $3) / extract(epoch FROM $4::timestamptz - $3)), 0) AS late
  FROM moved lot WHERE occurred_at < $2::timestamptz`;

/** What the figures of a store are made of. */
export async function amountsOf(tx: Tx, period: Period): Promise<StockAmounts> {
  const { storeId, from, end, until, deadSince } = period;
  const [stock] = await tx.query<{ value: string; overstock: string; dead: string }>(STOCK, [storeId, end, deadSince]);
  const [flow] = await tx.query<{ issued: string }>(ISSUED, [storeId, end, from]);
  const [mean] = await tx.query<{ late: string }>(LATE, [storeId, end, from, until]);
  const asked = await askedIn(tx, period);
  const counted = await countedIn(tx, period);
  const valueFen = Number(stock?.value ?? 0);
  return {
    valueFen,
    meanValueFen: Math.max(0, Math.round(valueFen - Number(mean?.late ?? 0))),
    issuedFen: Number(flow?.issued ?? 0),
    overstockFen: Number(stock?.overstock ?? 0),
    deadFen: Number(stock?.dead ?? 0),
    ...asked,
    ...counted,
  };
}

interface MovementRow {
  id: string;
  occurred_at: Date;
  part_number: string;
  lot_id: string;
  kind: string;
  on_hand: string;
  unit_cost_fen: string;
  cost: string;
  document_id: string;
  reason: string | null;
}

/** Of store $1 before the instant $2, newest first, at most $5 that came before the one at $4. */
const MOVEMENT = `
  SELECT movement.* FROM movement JOIN lot ON lot.id = lot_id
  WHERE movement.store_id = $1 AND occurred_at < $2::timestamptz AND ${ON_HAND_DELTA} <> 0
    AND ($4::bigint IS NULL OR seq < $4)`;
const NEWEST_FIRST = 'ORDER BY seq DESC LIMIT $5';

const FACTS = `
  seq::text AS id, occurred_at, lot.part_number, lot_id, kind, ${ON_HAND_DELTA} AS on_hand, lot.unit_cost_fen, document_id, movement.reason`;

const ISSUES = `
  WITH page AS (${MOVEMENT} AND occurred_at >= $3::timestamptz AND kind IN ('issued', 'returned') ${NEWEST_FIRST})
  SELECT ${FACTS}, -${ISSUED_COST} AS cost
  FROM page movement JOIN lot ON lot.id = lot_id ${DRAWN} ORDER BY seq DESC`;

/** `after` is what the lot had when it had moved. */
const STOCK_OF = (which: string): string => `
  WITH ${HELD_PARTS},
  page AS (${MOVEMENT} AND part_id IN (SELECT part_id FROM held_part WHERE ${which}) ${NEWEST_FIRST}),
  running AS (
    SELECT seq, sum(${ON_HAND_DELTA}) OVER (PARTITION BY lot_id ORDER BY occurred_at, seq) AS after
    FROM movement WHERE lot_id IN (SELECT lot_id FROM page) AND ${ON_HAND_DELTA} <> 0)
  SELECT ${FACTS}, ${CHANGE('after', ON_HAND_DELTA)} AS cost
  FROM page movement JOIN lot ON lot.id = lot_id JOIN running USING (seq) ORDER BY seq DESC`;

/** Of issues: those of the period. Of stock: all that brought it about, since the first, of the parts that count. */
const MOVEMENTS_OF: Readonly<Record<LedgerFigureName, string>> = {
  'stock-value': STOCK_OF('true'),
  turnover: ISSUES,
  'days-of-stock': ISSUES,
  'overstock-share': STOCK_OF('excess > 0'),
  'dead-stock': STOCK_OF('is_dead'),
};

/** Movements that a figure is made of, newest first. */
export async function movementsOf(
  tx: Tx,
  { storeId, from, end, deadSince }: Period,
  { figure, after, take }: { figure: LedgerFigureName; after?: string | undefined; take: number },
): Promise<FigureMovementView[]> {
  const sql = MOVEMENTS_OF[figure];
  const rows = await tx.query<MovementRow>(sql, [storeId, end, sql === ISSUES ? from : deadSince, after, take]);
  return rows.map((row) => ({
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    partNumber: row.part_number,
    lotId: row.lot_id,
    kind: row.kind,
    onHandThousandths: Number(row.on_hand),
    unitCostFen: Number(row.unit_cost_fen),
    costFen: Number(row.cost),
    documentId: row.document_id,
    reason: row.reason,
  }));
}
