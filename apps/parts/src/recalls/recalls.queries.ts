import type { AffectedRepairOrder } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import type { MoveNote } from '../stock/stock.queries.js';

/** As many as the event can name. */
const MOST_AFFECTED = 5_000;

/** Lines of reservations that keep something of a delivery. */
export async function keepingLineIds(tx: Tx, deliveryId: string): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    `SELECT DISTINCT kept.line_id FROM lot JOIN kept ON kept.lot_id = lot.id
     WHERE lot.delivery_id = $1 AND kept.reserved_thousandths + kept.staged_thousandths > 0`,
    [deliveryId],
  );
  return rows.map(({ line_id }) => line_id);
}

/** Puts a delivery's lots under suspicion, or lifts it: what is free of them follows when their parts move. */
export async function markSuspected(tx: Tx, deliveryId: string, suspected: boolean): Promise<void> {
  await tx.query('UPDATE lot SET suspected = $2 WHERE delivery_id = $1', [deliveryId, suspected]);
}

/**
 * Moves what lines keep of a delivery into quarantine, from bin and shelf. The parts' rows are locked by then.
 * @returns what each line lost, in thousandths
 */
export async function quarantineKept(tx: Tx, { documentId, at, reason }: MoveNote): Promise<Map<string, number>> {
  const { actor, causationId } = tx.scope;
  const rows = await tx.query<{ line_id: string; lost: string }>(
    `WITH moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, reserved_delta, staged_delta, quarantined_delta, document_id, actor_id,
         cause_event_id, occurred_at, reason)
       SELECT kept.store_id, kept.lot_id, kept.line_id, 'quarantined', -kept.reserved_thousandths, -kept.staged_thousandths,
              kept.reserved_thousandths + kept.staged_thousandths, $1::uuid, $2::text, $3::uuid, $4::timestamptz, $5::text
       FROM kept JOIN lot ON lot.id = kept.lot_id
       WHERE lot.delivery_id = $1 AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY kept.lot_id, kept.line_id
       RETURNING line_id, quarantined_delta)
     SELECT line_id, sum(quarantined_delta) AS lost FROM moved GROUP BY line_id`,
    [documentId, actor.id, causationId ?? null, at, reason ?? null],
  );
  return new Map(rows.map(({ line_id, lost }) => [line_id, Number(lost)]));
}

/** Frees what lies in quarantine of accepted lots of a delivery; what is past its last day goes back when its part moves. */
export async function clearAccepted(tx: Tx, { documentId, at, reason }: MoveNote): Promise<void> {
  const { actor, causationId } = tx.scope;
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, document_id, actor_id, cause_event_id,
       occurred_at, reason)
     SELECT store_id, id, 'cleared', quarantined_thousandths, -quarantined_thousandths, $1::uuid, $2::text, $3::uuid,
            $4::timestamptz, $5::text
     FROM lot WHERE delivery_id = $1 AND result = 'accepted' AND quarantined_thousandths > 0 ORDER BY id`,
    [documentId, actor.id, causationId ?? null, at, reason ?? null],
  );
}

interface AffectedRow {
  repair_order_id: string;
  vehicle_id: string | null;
  lot_id: string;
  part_number: string;
  quantity: string;
}

/** Repair orders that got something of a delivery and did not give it back, with their cars; the first 5,000. */
export async function affectedBy(tx: Tx, deliveryId: string): Promise<AffectedRepairOrder[]> {
  const rows = await tx.query<AffectedRow>(
    `SELECT issue.repair_order_id, known_repair_order.vehicle_id, lot.id AS lot_id, lot.part_number,
            sum(drawn.quantity_thousandths - drawn.returned_thousandths) AS quantity
     FROM lot JOIN issue_lot drawn ON drawn.lot_id = lot.id
     JOIN issue_line line ON line.id = drawn.issue_line_id JOIN issue ON issue.id = line.issue_id
     LEFT JOIN known_repair_order ON known_repair_order.id = issue.repair_order_id
     WHERE lot.delivery_id = $1
     GROUP BY issue.repair_order_id, known_repair_order.vehicle_id, lot.id
     HAVING sum(drawn.quantity_thousandths - drawn.returned_thousandths) > 0
     ORDER BY issue.repair_order_id, lot.id LIMIT $2`,
    [deliveryId, MOST_AFFECTED],
  );
  return rows.map((row) => ({
    repairOrderId: row.repair_order_id,
    ...(row.vehicle_id !== null && { vehicleId: row.vehicle_id }),
    lotId: row.lot_id,
    partNumber: row.part_number,
    quantityThousandths: Number(row.quantity),
  }));
}
