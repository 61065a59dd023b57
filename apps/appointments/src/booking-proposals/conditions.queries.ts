import { actingStore, type Tx } from '@pitlane/platform';
import type { BookingProposal } from './booking-proposal.entity.js';
import type { Condition } from './need.js';

/** What is known of these cars; one that has told nothing yet is left out. */
export async function conditionsOf(tx: Tx, vehicleIds: readonly string[]): Promise<Condition[]> {
  return tx.query<Condition & object>(
    `SELECT vehicle.vehicle_id AS "vehicleId", customer.customer_id AS "customerId", latest.mileage_km AS "mileageKm",
       service.mileage_km AS "servicedAtKm",
       ARRAY(
         SELECT code FROM vehicle_fault
         WHERE vehicle_fault.store_id = $1 AND vehicle_fault.vehicle_id = vehicle.vehicle_id AND state = 'confirmed'
           AND (answered_at IS NULL OR cleared_at > answered_at)
         ORDER BY code) AS "faultCodes"
     FROM known_vehicle vehicle
     CROSS JOIN LATERAL (
       SELECT mileage_km FROM vehicle_reading
       WHERE vehicle_reading.store_id = $1 AND vehicle_reading.vehicle_id = vehicle.vehicle_id
       ORDER BY measured_at DESC LIMIT 1) latest
     LEFT JOIN known_customer customer
       ON customer.store_id = $1 AND customer.customer_id = vehicle.owner_customer_id AND customer.erased_at IS NULL
     LEFT JOIN last_service service
       ON service.store_id = $1 AND service.vehicle_id = vehicle.vehicle_id AND service.answered_at IS NULL
     WHERE vehicle.store_id = $1 AND vehicle.vehicle_id = ANY ($2)
     ORDER BY vehicle.vehicle_id`,
    [actingStore(tx.scope), vehicleIds],
  );
}

/** Somebody has booked or declined: the same is not proposed again before the fault comes anew, or the next service was done. */
export async function noteAnswer(tx: Tx, { cause, vehicleId, faultCodes }: BookingProposal, at: Date): Promise<void> {
  const car = [actingStore(tx.scope), vehicleId, at];
  if (cause === 'faults') {
    await tx.query(
      'UPDATE vehicle_fault SET answered_at = $3 WHERE store_id = $1 AND vehicle_id = $2 AND code = ANY ($4)',
      [...car, faultCodes],
    );
  } else {
    await tx.query('UPDATE last_service SET answered_at = $3 WHERE store_id = $1 AND vehicle_id = $2', car);
  }
}

/** What was answered by booking is open again, unless another answer was given since. */
export async function forgetAnswer(tx: Tx, { cause, vehicleId, endedAt }: BookingProposal): Promise<void> {
  await tx.query(cause === 'faults' ? FORGET_FAULTS : FORGET_SERVICE, [actingStore(tx.scope), vehicleId, endedAt]);
}

const FORGET_FAULTS =
  'UPDATE vehicle_fault SET answered_at = NULL WHERE store_id = $1 AND vehicle_id = $2 AND answered_at = $3';
const FORGET_SERVICE =
  'UPDATE last_service SET answered_at = NULL WHERE store_id = $1 AND vehicle_id = $2 AND answered_at = $3';

/** Remembers the last service of a car, unless a later one is known: events come in any order. */
export async function noteService(
  tx: Tx,
  { vehicleId, mileageKm, completedAt }: { vehicleId: string; mileageKm: number; completedAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO last_service (store_id, vehicle_id, mileage_km, completed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (store_id, vehicle_id) DO UPDATE
       SET mileage_km = EXCLUDED.mileage_km, completed_at = EXCLUDED.completed_at, answered_at = NULL
       WHERE last_service.completed_at < EXCLUDED.completed_at`,
    [actingStore(tx.scope), vehicleId, mileageKm, completedAt],
  );
}
