import type { Tx } from '@pitlane/platform';
import { type LotInStock, NO_STOCK, type PartLevel, type StockLevel } from './stock-level.js';

/** What is on hand of a lot: in the bin, on the shelf, in quarantine. */
export const ON_HAND = '(available_thousandths + reserved_thousandths + staged_thousandths + quarantined_thousandths)';
/** By how much a movement changes it. */
export const ON_HAND_DELTA = '(available_delta + reserved_delta + staged_delta + quarantined_delta)';

interface LevelRow {
  available: string;
  reserved: string;
  staged: string;
  quarantined: string;
}

interface LotRow extends LevelRow {
  lot_id: string;
  delivery_id: string;
  delivery_note: string;
  supplier: string;
  unit_cost_fen: string;
  received_at: Date;
  expires_on: string | null;
}

const levelFrom = (row: LevelRow): StockLevel => ({
  availableThousandths: Number(row.available),
  reservedThousandths: Number(row.reserved),
  stagedThousandths: Number(row.staged),
  quarantinedThousandths: Number(row.quarantined),
});

interface PartLevelRow extends LevelRow {
  part_id: string;
  softly_reserved: string;
}

const LEVELS = `
  SELECT part.id AS part_id, coalesce(sum(available_thousandths), 0) AS available, coalesce(sum(reserved_thousandths), 0) AS reserved,
         coalesce(sum(staged_thousandths), 0) AS staged, coalesce(sum(quarantined_thousandths), 0) AS quarantined,
         (SELECT coalesce(sum(requested_thousandths), 0) FROM reservation_line line
          WHERE line.store_id = part.store_id AND line.part_number = part.part_number AND is_soft) AS softly_reserved
  FROM part LEFT JOIN lot ON lot.part_id = part.id AND is_on_hand`;

const partLevelFrom = (row: PartLevelRow): PartLevel => ({
  ...levelFrom(row),
  softlyReservedThousandths: Number(row.softly_reserved),
});

/** What there is of one part. PostgreSQL plans this once, but anew for each list of ids. */
export async function levelOf(tx: Tx, partId: string): Promise<PartLevel> {
  const [row] = await tx.query<PartLevelRow>(`${LEVELS} WHERE part.id = $1 GROUP BY part.id`, [partId]);
  return row ? partLevelFrom(row) : NO_STOCK;
}

/** What there is of each part, in the order of the ids. */
export async function levelsOf(tx: Tx, partIds: readonly string[]): Promise<PartLevel[]> {
  const rows = await tx.query<PartLevelRow>(`${LEVELS} WHERE part.id = ANY ($1) GROUP BY part.id`, [partIds]);
  const byPart = new Map(rows.map((row) => [row.part_id, partLevelFrom(row)]));
  return partIds.map((id) => byPart.get(id) ?? NO_STOCK);
}

/** Lots on hand of a part, in the order in which they will leave; the first 200. */
export async function lotsInStock(tx: Tx, partId: string): Promise<LotInStock[]> {
  const rows = await tx.query<LotRow>(
    `SELECT lot.id AS lot_id, lot.delivery_id, delivery.delivery_note, delivery.supplier, lot.unit_cost_fen, lot.received_at,
            lot.expires_on::text, lot.available_thousandths AS available, lot.reserved_thousandths AS reserved,
            lot.staged_thousandths AS staged, lot.quarantined_thousandths AS quarantined
     FROM lot JOIN delivery ON delivery.id = lot.delivery_id
     WHERE lot.part_id = $1 AND lot.is_on_hand ORDER BY lot.expires_on, lot.received_at, lot.id LIMIT 200`,
    [partId],
  );
  return rows.map((row) => ({
    ...levelFrom(row),
    lotId: row.lot_id,
    deliveryId: row.delivery_id,
    deliveryNote: row.delivery_note,
    supplier: row.supplier,
    unitCostFen: Number(row.unit_cost_fen),
    receivedAt: row.received_at,
    expiresOn: row.expires_on,
  }));
}

/** What parts cost last, accepted or not, by the id of the part; one that never came in is missing. */
export async function lastCostsFen(tx: Tx, partIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ part_id: string; unit_cost_fen: string }>(
    `SELECT part_id, unit_cost_fen
     FROM unnest($1::uuid[]) AS part (part_id)
     CROSS JOIN LATERAL (SELECT unit_cost_fen FROM lot WHERE lot.part_id = part.part_id ORDER BY received_at DESC, id DESC LIMIT 1) last`,
    [partIds],
  );
  return new Map(rows.map((row) => [row.part_id, Number(row.unit_cost_fen)]));
}
