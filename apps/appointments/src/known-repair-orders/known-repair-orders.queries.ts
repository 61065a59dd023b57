import { actingStore, type Tx } from '@pitlane/platform';

/** What one event says of a repair order. Instants in ISO 8601. */
export interface RepairOrderFacts {
  readonly repairOrderId: string;
  readonly vehicleId: string;
  readonly appointmentId?: string;
  readonly number?: string;
  readonly mileageKm?: number;
  /** Of done jobs, each once. */
  readonly operationCodes?: readonly string[];
  readonly openedAt?: string;
  readonly completedAt?: string;
  readonly deliveredAt?: string;
  readonly cancelledAt?: string;
}

/** Adds what an event says of a repair order to what was heard of it before: in any order, the same comes out. */
export async function keepRepairOrder(tx: Tx, { operationCodes, ...facts }: RepairOrderFacts): Promise<void> {
  const { repairOrderId, vehicleId, appointmentId, number, mileageKm } = facts;
  const { openedAt, completedAt, deliveredAt, cancelledAt } = facts;
  await tx.query(
    `INSERT INTO known_repair_order AS known (store_id, repair_order_id, vehicle_id, appointment_id, number, mileage_km, operation_codes,
       opened_at, completed_at, delivered_at, cancelled_at)
     VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::jsonb, '[]'), $8, $9, $10, $11)
     ON CONFLICT (store_id, repair_order_id) DO UPDATE SET
       appointment_id = coalesce(EXCLUDED.appointment_id, known.appointment_id),
       number = coalesce(EXCLUDED.number, known.number),
       mileage_km = greatest(EXCLUDED.mileage_km, known.mileage_km),
       operation_codes = CASE WHEN $7::jsonb IS NULL THEN known.operation_codes ELSE EXCLUDED.operation_codes END,
       opened_at = coalesce(EXCLUDED.opened_at, known.opened_at),
       completed_at = coalesce(EXCLUDED.completed_at, known.completed_at),
       delivered_at = coalesce(EXCLUDED.delivered_at, known.delivered_at),
       cancelled_at = coalesce(EXCLUDED.cancelled_at, known.cancelled_at)`,
    [
      ...[actingStore(tx.scope), repairOrderId, vehicleId, appointmentId, number, mileageKm],
      operationCodes && JSON.stringify(operationCodes),
      ...[openedAt, completedAt, deliveredAt, cancelledAt],
    ],
  );
}
