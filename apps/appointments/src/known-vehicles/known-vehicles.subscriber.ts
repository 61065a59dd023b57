import { Controller } from '@nestjs/common';
import { VehicleChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownVehicle } from './known-vehicle.entity.js';

@Controller()
export class KnownVehiclesSubscriber {
  @Handles(VehicleChanged)
  async keep({ vehicleId, ownerCustomerId, vin, plate }: VehicleChanged, tx: Tx): Promise<void> {
    const known = { storeId: actingStore(tx.scope), vehicleId, ownerCustomerId, vin, plate };
    await tx.put(Object.assign(new KnownVehicle(), known));
  }
}
