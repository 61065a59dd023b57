import { Injectable } from '@nestjs/common';
import type { StocktakeKind } from '@pitlane/contracts';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import type { AbcClass } from '../part-usage/part-usage.js';
import { ABC_CLASS, RANKED_BY_VALUE } from '../part-usage/part-usage.queries.js';
import { ON_HAND, ON_HAND_DELTA } from '../stock/stock-levels.queries.js';
import { Stocktake, type StocktakeStatus } from './stocktake.entity.js';
import type { KeepingLine } from './stocktake.errors.js';
import type { LedgerAtCount } from './stocktake-line.entity.js';

/** A sheet is a walk of an hour or two; its approval locks no more parts than that. */
const MOST_LINES = 200;

/** Which parts to count. */
export interface CountPlan {
  readonly kind: StocktakeKind;
  /** Full: parts that were not counted since. */
  readonly notCountedSince?: Date;
  /** Chosen: these parts. */
  readonly partNumbers?: readonly string[];
}

export interface DuePart {
  readonly partId: string;
  readonly partNumber: string;
  readonly bin: string | null;
  readonly abcClass: AbcClass;
  readonly lastCountedAt: Date | null;
}

export interface DueParts {
  /** At most one sheet of them: what is due longest, in the order of the walk. */
  readonly parts: DuePart[];
  /** How many there are altogether. */
  readonly dueCount: number;
}

@Injectable()
export class StocktakesQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  byId(id: string): Promise<Stocktake> {
    return this.db.read((tx) => tx.get(Stocktake, id));
  }

  list(status: StocktakeStatus | undefined, page: PageQuery): Promise<Page<Stocktake>> {
    return this.db.read((tx) => tx.page(Stocktake, status ? { status } : {}, page));
  }

  due(plan: CountPlan, at: Date): Promise<DueParts> {
    return this.db.read((tx) => partsDue(tx, plan, at));
  }
}

interface DueRow {
  part_id: string;
  part_number: string;
  bin: string | null;
  abc_class: AbcClass;
  last_counted_at: Date | null;
  due_count: string;
}

/**
 * Parts of a plan that are on no open sheet. Cyclic: A each month, B each quarter, C each year (PRT-9).
 */
export async function partsDue(tx: Tx, { kind, notCountedSince, partNumbers }: CountPlan, at: Date): Promise<DueParts> {
  const rows = await tx.query<DueRow>(DUE, [
    actingStore(tx.scope),
    at,
    kind,
    notCountedSince ?? null,
    partNumbers ?? null,
    MOST_LINES,
  ]);
  const parts = rows.map((row) => ({
    partId: row.part_id,
    partNumber: row.part_number,
    bin: row.bin,
    abcClass: row.abc_class,
    lastCountedAt: row.last_counted_at,
  }));
  return { parts, dueCount: Number(rows[0]?.due_count ?? 0) };
}

const DUE = `
  WITH ${RANKED_BY_VALUE},
  candidate AS (
    SELECT id FROM part WHERE store_id = $1 AND part_number = ANY ($5::text[])
    UNION SELECT part_id FROM lot WHERE $5::text[] IS NULL AND store_id = $1 AND is_on_hand
    UNION SELECT part_id FROM used WHERE $5::text[] IS NULL),
  classed AS (
    SELECT part.id AS part_id, part.part_number, part.bin,
           ${ABC_CLASS} AS abc_class,
           (SELECT max(counted_at) FROM stocktake_line
            WHERE store_id = $1 AND part_id = part.id AND approved_by IS NOT NULL) AS last_counted_at
    FROM candidate JOIN part ON part.id = candidate.id LEFT JOIN ranked ON ranked.part_id = part.id
    WHERE $3 = 'chosen' OR NOT EXISTS (SELECT FROM stocktake_line WHERE store_id = $1 AND part_id = part.id AND open)),
  due AS (
    SELECT *, count(*) OVER () AS due_count
    FROM classed
    WHERE $3 = 'chosen' OR last_counted_at IS NULL OR CASE $3
      WHEN 'full' THEN last_counted_at < $4::timestamptz
      ELSE last_counted_at + CASE abc_class WHEN 'A' THEN interval '1 month' WHEN 'B' THEN interval '3 months' ELSE interval '1 year' END
        <= $2 END
    ORDER BY CASE $3 WHEN 'cyclic' THEN coalesce(last_counted_at, '-infinity') END, CASE $3 WHEN 'cyclic' THEN abc_class END,
      bin, part_number
    LIMIT $6)
  SELECT * FROM due ORDER BY bin, part_number`;

/** A part, and the instant at which it was counted. */
export interface CountedPart {
  readonly partNumber: string;
  readonly countedAt: Date | null;
}

/**
 * What the ledger of a store had of each part at the instant of its count: what it has now, less all that moved since. So trading goes
 * on while people count (PRT-9). By part number; a part that never had an accepted lot is missing.
 */
export async function ledgerAt(
  tx: Tx,
  storeId: string,
  counts: readonly CountedPart[],
): Promise<Map<string, LedgerAtCount>> {
  const instants = counts.flatMap(({ countedAt }) => countedAt ?? []);
  const rows = await tx.query<{ part_number: string; expected: string; unit_cost_fen: string }>(LEDGER_AT, [
    storeId,
    counts.map(({ partNumber }) => partNumber),
    counts.map(({ countedAt }) => countedAt),
    new Date(Math.min(...instants.map((instant) => instant.getTime()))),
  ]);
  return new Map(
    rows.map(({ part_number, expected, unit_cost_fen }) => [
      part_number,
      { expectedThousandths: Number(expected), unitCostFen: Number(unit_cost_fen) },
    ]),
  );
}

const LEDGER_AT = `
  WITH counted AS (
    SELECT part.id AS part_id, part_number, counted_at
    FROM unnest($2::text[], $3::timestamptz[]) AS counted (part_number, counted_at)
    JOIN part USING (part_number) WHERE part.store_id = $1),
  now_there AS (
    SELECT part_id, sum(${ON_HAND}) AS quantity
    FROM counted JOIN lot USING (part_id) WHERE is_on_hand GROUP BY part_id),
  since AS (
    SELECT part_id, sum(${ON_HAND_DELTA}) AS quantity
    FROM counted JOIN lot USING (part_id) JOIN movement ON movement.lot_id = lot.id AND occurred_at > counted_at
    WHERE occurred_at > $4::timestamptz GROUP BY part_id)
  SELECT counted.part_number, coalesce(now_there.quantity, 0) - coalesce(since.quantity, 0) AS expected, newest.unit_cost_fen
  FROM counted LEFT JOIN now_there USING (part_id) LEFT JOIN since USING (part_id)
  JOIN LATERAL (SELECT unit_cost_fen FROM lot WHERE lot.part_id = counted.part_id AND result = 'accepted'
                ORDER BY received_at DESC, id DESC LIMIT 1) newest ON true`;

/** Lines of reservations that keep something of a part, the last that came first. */
export async function keepingLines(tx: Tx, partNumber: string): Promise<KeepingLine[]> {
  const rows = await tx.query<{ line_id: string; reservation_id: string; kept: string }>(
    `SELECT line.id AS line_id, line.reservation_id, line.reserved_thousandths AS kept
     FROM reservation JOIN reservation_line line ON line.reservation_id = reservation.id
     WHERE reservation.store_id = $1 AND reservation.status IN ('short', 'reserved', 'staged', 'drawn')
       AND line.part_number = $2 AND line.reserved_thousandths > 0
     ORDER BY reservation.id DESC, line.position DESC LIMIT 200`,
    [actingStore(tx.scope), partNumber],
  );
  return rows.map((row) => ({
    lineId: row.line_id,
    reservationId: row.reservation_id,
    partNumber,
    keptThousandths: Number(row.kept),
  }));
}
