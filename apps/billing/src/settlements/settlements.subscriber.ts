import { Controller } from '@nestjs/common';
import { PartsIssued, PartsReturned, RepairOrderCompleted, ReservationCompleted } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownFinalDraw } from '../known-issues/known-final-draw.entity.js';
import { KnownIssueLine } from '../known-issues/known-issue-line.entity.js';
import { SettlementsService } from './settlements.service.js';

@Controller()
export class SettlementsSubscriber {
  constructor(private readonly settlements: SettlementsService) {}

  @Handles(RepairOrderCompleted)
  async draft(event: RepairOrderCompleted, tx: Tx): Promise<void> {
    await this.settlements.draft(event, tx);
  }

  @Handles(PartsIssued)
  async noteIssue(event: PartsIssued, tx: Tx): Promise<void> {
    const postings = KnownIssueLine.issued(actingStore(tx.scope), event);
    await this.settlements.note(event.repairOrderId, postings, tx);
  }

  @Handles(PartsReturned)
  async noteReturn(event: PartsReturned, tx: Tx): Promise<void> {
    const postings = KnownIssueLine.returned(actingStore(tx.scope), event);
    await this.settlements.note(event.repairOrderId, postings, tx);
  }

  @Handles(ReservationCompleted)
  async noteFinal(event: ReservationCompleted, tx: Tx): Promise<void> {
    await this.settlements.note(event.repairOrderId, [KnownFinalDraw.of(actingStore(tx.scope), event)], tx);
  }
}
