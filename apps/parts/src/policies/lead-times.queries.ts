import type { Tx } from '@pitlane/platform';
import { CHEAPEST_OFFER } from '../suppliers/supplier-prices.queries.js';
import type { LeadTime } from './stock-policy.js';

/** Fewer orders say little of how much a supplier differs from its mean. */
export const LEAST_ORDERS = 8;

interface LeadTimeRow {
  part_id: string;
  orders: number;
  days: number;
  deviation_days: number;
}

/**
 * Lead times of parts as their suppliers kept them, by the id of the part: days from sending an order for stock until the last of it
 * came, of the closed ones that were expected in the last 365 days. The supplier is the one to which a suggestion would go. A part
 * whose supplier had fewer than 8 such orders is missing (PRT-12, PRT-14).
 */
export async function measuredLeadTimes(
  tx: Tx,
  partIds: readonly string[],
  { today, zone }: { today: string; zone: string },
): Promise<Map<string, LeadTime>> {
  const rows = await tx.query<LeadTimeRow>(MEASURED, [partIds, today, zone, LEAST_ORDERS]);
  return new Map(
    rows.map((row) => [
      row.part_id,
      {
        ...{ leadTimeDays: row.days, leadTimeDeviationDays: row.deviation_days },
        ...{ leadTimeSource: 'measured', leadTimeOrders: row.orders },
      },
    ]),
  );
}

const MEASURED = `
  WITH bought AS (
    SELECT part.id AS part_id, offer.supplier_id
    FROM part CROSS JOIN LATERAL (${CHEAPEST_OFFER}) offer
    WHERE part.id = ANY ($1::uuid[])),
  came AS (
    SELECT purchase_order.supplier_id, max(receipt.received_on) - (sent.taken_at AT TIME ZONE $3)::date AS days
    FROM purchase_order
    JOIN purchase_order_step sent ON sent.purchase_order_id = purchase_order.id AND sent.step = 'sent'
    JOIN purchase_receipt receipt ON receipt.purchase_order_id = purchase_order.id
    WHERE purchase_order.supplier_id IN (SELECT supplier_id FROM bought) AND purchase_order.urgency = 'stock'
      AND purchase_order.status = 'closed' AND purchase_order.expected_on > $2::date - 365
    GROUP BY purchase_order.id, sent.taken_at),
  measured AS (
    SELECT supplier_id, count(*)::int AS orders, greatest(1, round(avg(days)))::int AS days,
           round(stddev_samp(days))::int AS deviation_days
    FROM came GROUP BY supplier_id HAVING count(*) >= $4)
  SELECT part_id, orders, days, deviation_days FROM bought JOIN measured USING (supplier_id)`;
