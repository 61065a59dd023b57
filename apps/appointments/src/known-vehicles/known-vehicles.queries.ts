import { actingStore, type Tx } from '@pitlane/platform';

/**
 * Takes the locks of the store's cars with these VINs, in the order of their ids: what their readings say is written by one at a time.
 * @returns the ids by VIN; a VIN that the store does not know is left out
 */
export async function lockByVin(tx: Tx, vins: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ vin: string; vehicleId: string }>(
    `SELECT vin, vehicle_id AS "vehicleId" FROM known_vehicle WHERE store_id = $1 AND vin = ANY ($2)
     ORDER BY vehicle_id FOR NO KEY UPDATE`,
    [actingStore(tx.scope), vins],
  );
  return new Map(rows.map(({ vin, vehicleId }) => [vin, vehicleId]));
}

/** Takes the lock of one car; a car that the store does not know has nothing to lock. */
export async function lockVehicle(tx: Tx, vehicleId: string): Promise<void> {
  await tx.query('SELECT FROM known_vehicle WHERE store_id = $1 AND vehicle_id = $2 FOR NO KEY UPDATE', [
    actingStore(tx.scope),
    vehicleId,
  ]);
}
