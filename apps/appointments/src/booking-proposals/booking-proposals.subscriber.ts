import { Controller } from '@nestjs/common';
import { RepairOrderCompleted } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { SETTINGS } from '../settings.js';
import { BookingProposalsService } from './booking-proposals.service.js';

const SERVICES: readonly string[] = SETTINGS.serviceOperations;

@Controller()
export class BookingProposalsSubscriber {
  constructor(private readonly proposals: BookingProposalsService) {}

  @Handles(RepairOrderCompleted)
  async noteService(event: RepairOrderCompleted, tx: Tx): Promise<void> {
    const { vehicleId, mileageKm, laborLines, completedAt } = event;
    if (!laborLines.some(({ operationCode }) => SERVICES.includes(operationCode))) return;
    await this.proposals.noteService(tx, { vehicleId, mileageKm, completedAt: new Date(completedAt) });
  }
}
