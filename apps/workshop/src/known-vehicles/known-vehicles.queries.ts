import type { Tx } from '@pitlane/platform';

/** The highest reading that the store knows of a vehicle, from crm and from its own orders; 0 when there is none (WKS-2). */
export async function lastMileageKm(tx: Tx, storeId: string, vehicleId: string): Promise<number> {
  const [row] = await tx.query<{ mileage_km: number | null }>(
    `SELECT greatest(
       (SELECT mileage_km FROM known_vehicle WHERE store_id = $1 AND vehicle_id = $2),
       (SELECT max(mileage_km) FROM repair_order WHERE store_id = $1 AND vehicle_id = $2)) AS mileage_km`,
    [storeId, vehicleId],
  );
  return row?.mileage_km ?? 0;
}
