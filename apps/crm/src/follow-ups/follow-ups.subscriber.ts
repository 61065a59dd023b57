import { Controller } from '@nestjs/common';
import { VehicleDelivered } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { FollowUpsService } from './follow-ups.service.js';

@Controller()
export class FollowUpsSubscriber {
  constructor(private readonly followUps: FollowUpsService) {}

  /** A delivered car owes its customer two calls (CRM-3). */
  @Handles(VehicleDelivered)
  async plan(event: VehicleDelivered, tx: Tx): Promise<void> {
    await this.followUps.plan(tx, event);
  }
}
