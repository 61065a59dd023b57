import { Controller } from '@nestjs/common';
import { RepairOrderCancelled, RepairOrderCompleted, RepairOrderOpened, VehicleDelivered } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { keepRepairOrder } from './known-repair-orders.queries.js';

/** The visits of a car as the workshop tells them (APT-13). */
@Controller()
export class KnownRepairOrdersSubscriber {
  @Handles(RepairOrderOpened)
  async noteOpened(event: RepairOrderOpened, tx: Tx): Promise<void> {
    const { repairOrderId, vehicleId, appointmentId, number, mileageKm, openedAt } = event;
    const visit = appointmentId === undefined ? {} : { appointmentId };
    await keepRepairOrder(tx, { repairOrderId, vehicleId, ...visit, number, mileageKm, openedAt });
  }

  @Handles(RepairOrderCompleted)
  async noteCompleted(event: RepairOrderCompleted, tx: Tx): Promise<void> {
    const { repairOrderId, vehicleId, number, mileageKm, laborLines, completedAt } = event;
    const operationCodes = [...new Set(laborLines.map(({ operationCode }) => operationCode))];
    await keepRepairOrder(tx, { repairOrderId, vehicleId, number, mileageKm, operationCodes, completedAt });
  }

  @Handles(VehicleDelivered)
  async noteDelivered(event: VehicleDelivered, tx: Tx): Promise<void> {
    const { repairOrderId, vehicleId, number, mileageKm, deliveredAt } = event;
    await keepRepairOrder(tx, { repairOrderId, vehicleId, number, mileageKm, deliveredAt });
  }

  @Handles(RepairOrderCancelled)
  async noteCancelled({ repairOrderId, vehicleId, cancelledAt }: RepairOrderCancelled, tx: Tx): Promise<void> {
    await keepRepairOrder(tx, { repairOrderId, vehicleId, cancelledAt });
  }
}
