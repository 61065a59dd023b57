import { actingStore, type Tx } from '@pitlane/platform';
import { FAULT_STATES, type OdometerMark, type VehicleReading } from './reading.js';

/** Readings of the source with these message ids. */
export async function keptReadings(tx: Tx, source: string, messageIds: readonly string[]): Promise<VehicleReading[]> {
  return tx.query<VehicleReading & object>(
    `SELECT message_id AS "messageId", vehicle_id AS "vehicleId", measured_at AS "measuredAt", mileage_km AS "mileageKm", faults
     FROM vehicle_reading WHERE store_id = $1 AND source = $2 AND message_id = ANY ($3)`,
    [actingStore(tx.scope), source, messageIds],
  );
}

/** What the odometer of each car showed next before and next after each instant. */
export async function marksAround(
  tx: Tx,
  wanted: readonly { readonly vehicleId: string; readonly measuredAt: Date }[],
): Promise<OdometerMark[]> {
  return tx.query<OdometerMark & object>(
    `SELECT DISTINCT vehicle_id AS "vehicleId", near.measured_at AS "measuredAt", near.mileage_km AS "mileageKm"
     FROM unnest($2::uuid[], $3::timestamptz[]) AS wanted (vehicle_id, at), LATERAL (
       (SELECT measured_at, mileage_km FROM vehicle_reading
        WHERE store_id = $1 AND vehicle_id = wanted.vehicle_id AND measured_at <= at ORDER BY measured_at DESC LIMIT 1)
       UNION ALL
       (SELECT measured_at, mileage_km FROM vehicle_reading
        WHERE store_id = $1 AND vehicle_id = wanted.vehicle_id AND measured_at >= at ORDER BY measured_at LIMIT 1)) near`,
    [actingStore(tx.scope), wanted.map(({ vehicleId }) => vehicleId), wanted.map(({ measuredAt }) => measuredAt)],
  );
}

/** @throws a violation of `vehicle_reading_message_once` when another wrote one of the messages meanwhile */
export async function keepReadings(
  tx: Tx,
  readings: readonly (VehicleReading & { readonly id: string })[],
  { source, receivedAt }: { source: string; receivedAt: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO vehicle_reading (id, store_id, source, message_id, vehicle_id, measured_at, mileage_km, faults, received_at)
     SELECT "id", $1, $2, "messageId", "vehicleId", "measuredAt", "mileageKm", "faults", $3
     FROM jsonb_to_recordset($4::jsonb)
       AS row ("id" uuid, "messageId" text, "vehicleId" uuid, "measuredAt" timestamptz, "mileageKm" int, "faults" jsonb)`,
    [actingStore(tx.scope), source, receivedAt, JSON.stringify(readings)],
  );
}

/** A state counts for more than one that was measured before; of two of one instant the graver counts. */
const NEWER = `
  (EXCLUDED.measured_at, array_position($2::text[], EXCLUDED.state))
    > (vehicle_fault.measured_at, array_position($2::text[], vehicle_fault.state))`;

/** Brings the faults of the cars up to what the readings say, in whatever order they come. */
export async function keepFaults(tx: Tx, readings: readonly VehicleReading[]): Promise<void> {
  const told = readings.flatMap(({ vehicleId, measuredAt, faults }) =>
    faults.map(({ code, state }) => ({ vehicleId, measuredAt, code, state })),
  );
  await tx.query(
    `INSERT INTO vehicle_fault (store_id, vehicle_id, code, state, measured_at, cleared_at)
     SELECT $1, "vehicleId", code, (array_agg(state ORDER BY "measuredAt" DESC, array_position($2::text[], state) DESC))[1],
       max("measuredAt"), max("measuredAt") FILTER (WHERE state = 'cleared')
     FROM jsonb_to_recordset($3::jsonb) AS told ("vehicleId" uuid, "measuredAt" timestamptz, code text, state text)
     GROUP BY "vehicleId", code
     ON CONFLICT (store_id, vehicle_id, code) DO UPDATE SET
       state = CASE WHEN ${NEWER} THEN EXCLUDED.state ELSE vehicle_fault.state END,
       measured_at = greatest(vehicle_fault.measured_at, EXCLUDED.measured_at),
       cleared_at = greatest(vehicle_fault.cleared_at, EXCLUDED.cleared_at)`,
    [actingStore(tx.scope), FAULT_STATES, JSON.stringify(told)],
  );
}
