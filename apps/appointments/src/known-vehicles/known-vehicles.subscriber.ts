import { Controller } from '@nestjs/common';
import { VehicleChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownVehicle } from './known-vehicle.entity.js';

@Controller()
export class KnownVehiclesSubscriber {
  @Handles(VehicleChanged)
  async keep(
    { vehicleId, ownerCustomerId, vin, plate, make, model, modelYear }: VehicleChanged,
    tx: Tx,
  ): Promise<void> {
    const known = { vehicleId, ownerCustomerId, vin, plate, make, model, modelYear };
    await tx.put(Object.assign(new KnownVehicle(), { storeId: actingStore(tx.scope), ...known }));
  }
}
