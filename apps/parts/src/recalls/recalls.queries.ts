import type { AffectedRepairOrder } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';

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
    `SELECT issue.repair_order_id, visit.vehicle_id, lot.id AS lot_id, lot.part_number,
            sum(drawn.quantity_thousandths - drawn.returned_thousandths) AS quantity
     FROM lot JOIN issue_lot drawn ON drawn.lot_id = lot.id
     JOIN issue_line line ON line.id = drawn.issue_line_id JOIN issue ON issue.id = line.issue_id
     LEFT JOIN known_visit visit ON visit.store_id = issue.store_id AND visit.repair_order_id = issue.repair_order_id
     WHERE lot.delivery_id = $1
     GROUP BY issue.repair_order_id, visit.vehicle_id, lot.id
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
