import { Controller } from '@nestjs/common';
import { type Envelope, RepairOrderOpened, VehicleDelivered } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { VehiclesService } from './vehicles.service.js';

/** The odometer is read when a car comes and when it leaves (CRM-1). */
@Controller()
export class VehiclesSubscriber {
  constructor(private readonly vehicles: VehiclesService) {}

  @Handles(RepairOrderOpened)
  async readAtIntake(event: RepairOrderOpened, tx: Tx, envelope: Envelope): Promise<void> {
    const { vehicleId, mileageKm, repairOrderId, openedAt } = event;
    await this.vehicles.readMileage(tx, {
      id: envelope.id,
      vehicleId,
      mileageKm,
      repairOrderId,
      readAt: new Date(openedAt),
    });
  }

  @Handles(VehicleDelivered)
  async readAtDelivery(event: VehicleDelivered, tx: Tx, envelope: Envelope): Promise<void> {
    const { vehicleId, mileageKm, repairOrderId, deliveredAt } = event;
    await this.vehicles.readMileage(tx, {
      id: envelope.id,
      vehicleId,
      mileageKm,
      repairOrderId,
      readAt: new Date(deliveredAt),
    });
  }
}
