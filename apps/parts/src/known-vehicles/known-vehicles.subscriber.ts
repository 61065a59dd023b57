import { Controller } from '@nestjs/common';
import { RepairOrderOpened, VehicleChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownVehicle } from './known-vehicle.entity.js';
import { KnownVisit } from './known-visit.entity.js';

@Controller()
export class KnownVehiclesSubscriber {
  @Handles(VehicleChanged)
  async noteCar({ vehicleId, vin, plate }: VehicleChanged, tx: Tx): Promise<void> {
    const known = { storeId: actingStore(tx.scope), vehicleId, vin, plate };
    await tx.put(Object.assign(new KnownVehicle(), known));
  }

  @Handles(RepairOrderOpened)
  async noteVisit({ repairOrderId, number, vehicleId }: RepairOrderOpened, tx: Tx): Promise<void> {
    const known = { storeId: actingStore(tx.scope), repairOrderId, number, vehicleId };
    await tx.put(Object.assign(new KnownVisit(), known));
  }
}
