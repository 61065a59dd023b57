import type { Tx } from '@pitlane/platform';

/** Requisitions that ask for something for these lines of reservations and are not ordered yet. */
export async function askedForIds(tx: Tx, lineIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT requisition.id FROM requisition_line line JOIN requisition ON requisition.id = line.requisition_id
     WHERE line.reservation_line_id = ANY ($1::uuid[]) AND requisition.status IN ('requested', 'approved')`,
    [lineIds],
  );
  return rows.map(({ id }) => id);
}

/** Purchase orders of which something is still to come for these lines, or lies in quarantine until somebody decides. */
export async function onOrderIds(tx: Tx, lineIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT purchase_order.id
     FROM purchase_order_line line JOIN purchase_order ON purchase_order.id = line.purchase_order_id
     WHERE line.reservation_line_id = ANY ($1::uuid[])
       AND (line.received_thousandths < line.quantity_thousandths AND purchase_order.status NOT IN ('closed', 'cancelled')
         OR EXISTS (
           SELECT 1 FROM purchase_receipt receipt JOIN lot ON lot.id = receipt.lot_id
           WHERE receipt.purchase_order_id = purchase_order.id AND receipt.purchase_order_line_id = line.id
             AND lot.result = 'quarantined'))`,
    [lineIds],
  );
  return rows.map(({ id }) => id);
}
