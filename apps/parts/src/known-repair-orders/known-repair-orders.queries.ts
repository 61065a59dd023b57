import type { Tx } from '@pitlane/platform';

/** Remembers the car of a repair order, to find it when a part is recalled (PRT-8). */
export async function noteVehicle(
  tx: Tx,
  { storeId, repairOrderId, vehicleId }: { storeId: string; repairOrderId: string; vehicleId: string },
): Promise<void> {
  await tx.query(
    'INSERT INTO known_repair_order (id, store_id, vehicle_id) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
    [repairOrderId, storeId, vehicleId],
  );
}
