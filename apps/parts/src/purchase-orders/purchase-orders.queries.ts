import type { Tx } from '@pitlane/platform';
import type { PeggedLot } from '../reservations/reservations.queries.js';
import { UNDER_WAY } from './purchase-order-status.js';

const MOST_AT_ONCE = 500;

/** Literal, so that the index of orders by the day on which they are expected serves it. */
export const IS_UNDER_WAY = `purchase_order.status IN ('${UNDER_WAY.join("', '")}')`;

/** Orders of a store that missed a day which nobody was told of yet. */
export async function newlyLateIds(tx: Tx, storeId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM purchase_order
     WHERE store_id = $1 AND expected_on < $2::date AND ${IS_UNDER_WAY}
       AND late_said_for IS DISTINCT FROM expected_on ORDER BY expected_on LIMIT $3`,
    [storeId, today, MOST_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

interface PegRow {
  lot_id: string;
  reservation_line_id: string;
  quantity: string;
}

/** What of these lots came for lines of reservations (PRT-14). */
export async function pegsOf(tx: Tx, lotIds: readonly string[]): Promise<PeggedLot[]> {
  const rows = await tx.query<PegRow>(
    `SELECT receipt.lot_id, line.reservation_line_id, receipt.quantity_thousandths AS quantity
     FROM purchase_receipt receipt JOIN purchase_order_line line ON line.id = receipt.purchase_order_line_id
     WHERE receipt.lot_id = ANY ($1) AND line.reservation_line_id IS NOT NULL ORDER BY line.id, receipt.lot_id`,
    [lotIds],
  );
  return rows.map((row) => ({
    lotId: row.lot_id,
    lineId: row.reservation_line_id,
    quantityThousandths: Number(row.quantity),
  }));
}
