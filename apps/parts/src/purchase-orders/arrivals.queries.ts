import type { Tx } from '@pitlane/platform';
import { IS_UNDER_WAY } from './purchase-orders.queries.js';

export interface Waiting {
  readonly storeId: string;
  readonly partNumbers: readonly string[];
  /** Lines of reservations that wait: what was ordered for others is not for them. */
  readonly lineIds: readonly string[];
}

/** The first calendar day, today or later, on which an open order should bring a part, by part number (PRT-5). */
export async function earliestArrivals(tx: Tx, waiting: Waiting, today: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ part_number: string; day: string }>(
    `SELECT line.part_number, min(purchase_order.expected_on)::text AS day
     FROM purchase_order_line line JOIN purchase_order ON purchase_order.id = line.purchase_order_id
     WHERE line.store_id = $1 AND line.part_number = ANY ($2) AND line.received_thousandths < line.quantity_thousandths
       AND (line.reservation_line_id IS NULL OR line.reservation_line_id = ANY ($3))
       AND ${IS_UNDER_WAY}
       AND purchase_order.expected_on >= $4::date
     GROUP BY line.part_number`,
    [waiting.storeId, waiting.partNumbers, waiting.lineIds, today],
  );
  return new Map(rows.map(({ part_number, day }) => [part_number, day]));
}
