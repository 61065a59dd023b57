import { Controller } from '@nestjs/common';
import { VehicleChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownVehicle } from './known-vehicle.entity.js';

@Controller()
export class KnownVehiclesSubscriber {
  @Handles(VehicleChanged)
  async learn(event: VehicleChanged, tx: Tx): Promise<void> {
    await tx.put(KnownVehicle.of(event, actingStore(tx.scope)));
  }
}
