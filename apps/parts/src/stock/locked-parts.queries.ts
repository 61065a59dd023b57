import type { PartOrigin } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import type { Exchange, StockAlert } from '../catalogue/part.entity.js';

/** What those who move a part's stock must know of it. */
export interface LockedPart {
  readonly id: string;
  readonly storeId: string;
  readonly partNumber: string;
  readonly origin: PartOrigin;
  readonly shelfLifeDays: number | null;
  readonly minThousandths: number;
  readonly maxThousandths: number;
  readonly alert: StockAlert | null;
  /** Its old unit is owed for each piece (PRT-10). */
  readonly exchange: Exchange | null;
}

interface PartRow {
  id: string;
  part_number: string;
  origin: PartOrigin;
  shelf_life_days: number | null;
  min: string;
  max: string;
  alert: StockAlert | null;
  charge: string | null;
  term: number | null;
}

/** Locks parts in the order of their numbers: two that move the same parts wait for each other, and never in a circle. */
export async function lockParts(tx: Tx, storeId: string, partNumbers: readonly string[]): Promise<LockedPart[]> {
  const rows = await tx.query<PartRow>(
    `SELECT id, part_number, origin, shelf_life_days, min_thousandths AS min, max_thousandths AS max, alert,
            core_charge_fen AS charge, core_term_days AS term
     FROM part WHERE store_id = $1 AND part_number = ANY ($2) ORDER BY part_number FOR NO KEY UPDATE`,
    [storeId, [...new Set(partNumbers)]],
  );
  return rows.map((row) => ({
    id: row.id,
    storeId,
    partNumber: row.part_number,
    origin: row.origin,
    shelfLifeDays: row.shelf_life_days,
    minThousandths: Number(row.min),
    maxThousandths: Number(row.max),
    alert: row.alert,
    exchange: row.term === null ? null : { coreChargeFen: Number(row.charge), coreTermDays: row.term },
  }));
}
