import { Controller } from '@nestjs/common';
import { FindingDecided, RepairOrderCompleted } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { DeferredWorkService } from './deferred-work.service.js';

@Controller()
export class DeferredWorkSubscriber {
  constructor(private readonly deferredWork: DeferredWorkService) {}

  /** What the customer declined is shown at the next booking (WKS-7, APT-13). */
  @Handles(FindingDecided)
  async noteDeclined(event: FindingDecided, tx: Tx): Promise<void> {
    if (event.decision === 'declined') await this.deferredWork.note(tx, event);
  }

  @Handles(RepairOrderCompleted)
  async noteCompleted({ repairOrderId, completedAt }: RepairOrderCompleted, tx: Tx): Promise<void> {
    await this.deferredWork.noteCompleted(tx, repairOrderId, new Date(completedAt));
  }
}
