import { actingStore, type Tx } from '@pitlane/platform';
import { VehicleNotKnown } from '../appointments/appointment.errors.js';
import { KnownVehicle } from '../known-vehicles/known-vehicle.entity.js';

/** @throws VehicleNotKnown when the car is another's, as when it is not there */
export async function assertOwnVehicle(tx: Tx, vehicleId: string, ownerCustomerId: string): Promise<void> {
  const vehicle = await tx.find(KnownVehicle, { storeId: actingStore(tx.scope), vehicleId, ownerCustomerId });
  if (!vehicle) throw new VehicleNotKnown(vehicleId);
}
