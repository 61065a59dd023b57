import type { Tx } from '@pitlane/platform';
import type { Lot } from './lot.entity.js';

/** Why stock moves: kept on each movement, beside who did it. */
export interface MoveNote {
  /** Delivery, reservation, issue or return. */
  readonly documentId: string;
  readonly at: Date;
  readonly reason?: string;
}

/** A quantity of a lot, with the delivery that it came with. */
export interface MovedLot {
  readonly lotId: string;
  readonly deliveryId: string;
  readonly deliveryNote: string;
  readonly supplier: string;
  readonly unitCostFen: number;
  readonly quantityThousandths: number;
}

// To move stock is to insert movements: a trigger makes the lots, and what lines keep, follow. The part's row is locked by then.
// Each insert is ordered, so that the ledger shows the oldest lot leaving first (PRT-3).
export const NOTE = 'document_id, actor_id, cause_event_id, occurred_at, reason';
export const NOTE_VALUES = '$1::uuid, $2::text, $3::uuid, $4::timestamptz, $5::text';
export const FIFO = 'lot.expires_on, lot.received_at, lot.id';

export const noteOf = ({ scope }: Tx, { documentId, at, reason }: MoveNote): unknown[] => [
  documentId,
  scope.actor.id,
  scope.causationId ?? null,
  at,
  reason ?? null,
];

/** What line $6 keeps, by lot in the order in which it leaves; `older` is what the line keeps of the lots before. */
const HELD = `held AS (
  SELECT lot.id AS lot_id, lot.store_id, reserved, staged,
         sum(reserved + staged) OVER (ORDER BY ${FIFO}) - reserved - staged AS older
  FROM (SELECT lot_id, reserved_thousandths AS reserved, staged_thousandths AS staged
        FROM kept WHERE line_id = $6::uuid AND reserved_thousandths + staged_thousandths > 0) kept
  JOIN lot ON lot.id = kept.lot_id)`;

/** Of that the first $7 thousandths: what lies on the reserved shelf before what is in the bin. */
const TAKEN = `taken AS (
  SELECT lot_id, store_id, older, least(reserved + staged, $7 - older) AS quantity,
         least(staged, $7 - older) AS from_shelf
  FROM held WHERE older < $7)`;

/** Books the lots of a delivery in: accepted ones into the bin, the others into quarantine (PRT-2). */
export async function receiveLots(tx: Tx, lots: readonly Lot[], note: MoveNote): Promise<void> {
  await tx.add(...lots);
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, received_delta, available_delta, quarantined_delta, unit_cost_fen, ${NOTE})
     SELECT lot.store_id, lot.id, 'received', q, q * (lot.result = 'accepted')::int, q * (lot.result <> 'accepted')::int,
            lot.unit_cost_fen, ${NOTE_VALUES}
     FROM unnest($6::uuid[], $7::bigint[]) AS received (lot_id, q) JOIN lot ON lot.id = received.lot_id ORDER BY lot.id`,
    [...noteOf(tx, note), lots.map(({ id }) => id), lots.map(({ receivedThousandths }) => receivedThousandths)],
  );
}

/** What a line lost of what it kept. */
export interface LostRow {
  line_id: string;
  lost: string;
}

/** The same in thousandths, by line. */
export const lostByLine = (rows: readonly LostRow[]): Map<string, number> =>
  new Map(rows.map(({ line_id, lost }) => [line_id, Number(lost)]));

/** Gives all that lines keep back to the free stock, shelf or bin. */
export async function releaseKept(
  tx: Tx,
  { lineIds, kind }: { lineIds: readonly string[]; kind: 'released' | 'overridden' },
  note: MoveNote,
): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, staged_delta, ${NOTE})
     SELECT store_id, lot_id, line_id, $7, reserved_thousandths + staged_thousandths, -reserved_thousandths, -staged_thousandths,
            ${NOTE_VALUES}
     FROM kept WHERE line_id = ANY ($6::uuid[]) AND reserved_thousandths + staged_thousandths > 0 ORDER BY lot_id`,
    [...noteOf(tx, note), lineIds, kind],
  );
}

/**
 * Hands what one line keeps over to another, lot by lot: what lies on the shelf stays there.
 * @returns what was handed over, in thousandths
 */
export async function takeOverKept(
  tx: Tx,
  { fromLineId, toLineId, mostThousandths }: { fromLineId: string; toLineId: string; mostThousandths: number },
  note: MoveNote,
): Promise<number> {
  const [row] = await tx.query<{ taken: string }>(
    `WITH ${HELD}, ${TAKEN}, moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, staged_delta, ${NOTE})
       SELECT store_id, lot_id, line_id, kind, -sign * quantity, sign * (quantity - from_shelf), sign * from_shelf, ${NOTE_VALUES}
       FROM taken, (VALUES ($6::uuid, 'handed-over', -1), ($8::uuid, 'taken-over', 1)) AS side (line_id, kind, sign)
       ORDER BY older, sign
       RETURNING greatest(reserved_delta + staged_delta, 0) AS quantity)
     SELECT coalesce(sum(quantity), 0) AS taken FROM moved`,
    [...noteOf(tx, note), fromLineId, mostThousandths, toLineId],
  );
  return Number(row?.taken ?? 0);
}

/** Moves what lines keep in the bin to the reserved shelf (PRT-5). */
export async function stageKept(tx: Tx, lineIds: readonly string[], note: MoveNote): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, line_id, kind, reserved_delta, staged_delta, ${NOTE})
     SELECT store_id, lot_id, line_id, 'staged', -reserved_thousandths, reserved_thousandths, ${NOTE_VALUES}
     FROM kept WHERE line_id = ANY ($6::uuid[]) AND reserved_thousandths > 0 ORDER BY lot_id`,
    [...noteOf(tx, note), lineIds],
  );
}

export interface MovedRow {
  lot_id: string;
  delivery_id: string;
  delivery_note: string;
  supplier: string;
  unit_cost_fen: string;
  quantity: string;
}

export const movedLotFrom = (row: MovedRow): MovedLot => ({
  lotId: row.lot_id,
  deliveryId: row.delivery_id,
  deliveryNote: row.delivery_note,
  supplier: row.supplier,
  unitCostFen: Number(row.unit_cost_fen),
  quantityThousandths: Number(row.quantity),
});

/** Issues of what a line keeps, oldest lots first. @returns the lots in that order */
export async function issueKept(
  tx: Tx,
  { lineId, quantityThousandths }: { lineId: string; quantityThousandths: number },
  note: MoveNote,
): Promise<MovedLot[]> {
  const rows = await tx.query<MovedRow>(
    `WITH ${HELD}, ${TAKEN}, moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, reserved_delta, staged_delta, issued_delta, ${NOTE})
       SELECT store_id, lot_id, $6::uuid, 'issued', from_shelf - quantity, -from_shelf, quantity, ${NOTE_VALUES}
       FROM taken ORDER BY older
       RETURNING seq, lot_id, issued_delta AS quantity)
     SELECT lot.id AS lot_id, lot.delivery_id, delivery.delivery_note, delivery.supplier, lot.unit_cost_fen, moved.quantity
     FROM moved JOIN lot ON lot.id = moved.lot_id JOIN delivery ON delivery.id = lot.delivery_id ORDER BY moved.seq`,
    [...noteOf(tx, note), lineId, quantityThousandths],
  );
  return rows.map(movedLotFrom);
}

export interface ReturnedLot {
  readonly lineId: string;
  readonly lotId: string;
  readonly quantityThousandths: number;
}

/** Puts unused parts of an issue back into the lots that they came from (PRT-10). */
export async function returnLots(tx: Tx, issueId: string, lots: readonly ReturnedLot[], note: MoveNote): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, line_id, issue_id, kind, available_delta, issued_delta, ${NOTE})
     SELECT lot.store_id, lot.id, line_id, $9::uuid, 'returned', q, -q, ${NOTE_VALUES}
     FROM unnest($6::uuid[], $7::uuid[], $8::bigint[]) AS returned (lot_id, line_id, q) JOIN lot ON lot.id = returned.lot_id
     ORDER BY lot.id`,
    [
      ...noteOf(tx, note),
      lots.map(({ lotId }) => lotId),
      lots.map(({ lineId }) => lineId),
      lots.map(({ quantityThousandths }) => quantityThousandths),
      issueId,
    ],
  );
}
