import type { DeliverySuspected, SuspicionLifted } from '@pitlane/contracts';
import { actingStore, type Tx } from '@pitlane/platform';

/** Keeps which repair orders got parts of a suspect delivery; a delivery may be suspected anew (PRT-8). */
export async function keepSuspicion(
  tx: Tx,
  { deliveryId, reason, repairOrders, suspectedAt }: DeliverySuspected,
): Promise<void> {
  await tx.query(
    `INSERT INTO known_suspicion AS known (store_id, delivery_id, repair_order_id, vehicle_id, part_numbers, reason, suspected_at)
     SELECT $1, $2, "repairOrderId", (array_agg("vehicleId") FILTER (WHERE "vehicleId" IS NOT NULL))[1],
       jsonb_agg(DISTINCT "partNumber"), $3, $4
     FROM jsonb_to_recordset($5::jsonb) AS got ("repairOrderId" uuid, "vehicleId" uuid, "partNumber" text)
     GROUP BY "repairOrderId"
     ON CONFLICT (store_id, delivery_id, repair_order_id) DO UPDATE
       SET part_numbers = EXCLUDED.part_numbers, reason = EXCLUDED.reason, suspected_at = EXCLUDED.suspected_at, lifted_at = NULL
       WHERE known.suspected_at < EXCLUDED.suspected_at`,
    [actingStore(tx.scope), deliveryId, reason, suspectedAt, JSON.stringify(repairOrders)],
  );
}

/** The suspicion was unfounded: the cars need not be called in for it. */
export async function liftSuspicion(tx: Tx, { deliveryId, liftedAt }: SuspicionLifted): Promise<void> {
  await tx.query(
    'UPDATE known_suspicion SET lifted_at = $3 WHERE store_id = $1 AND delivery_id = $2 AND suspected_at <= $3',
    [actingStore(tx.scope), deliveryId, liftedAt],
  );
}
