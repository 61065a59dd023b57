import { Controller } from '@nestjs/common';
import {
  PartLinesDropped, PartsRequested, RepairOrderAuthorized, RepairOrderCancelled, RepairOrderCompleted,
} from '@pitlane/contracts'; // prettier-ignore
import { Clock, Handles, type Tx } from '@pitlane/platform';
import { KnownRepairOrdersService } from './known-repair-orders.service.js';

@Controller()
export class KnownRepairOrdersSubscriber {
  constructor(
    private readonly repairOrders: KnownRepairOrdersService,
    private readonly clock: Clock,
  ) {}

  @Handles(RepairOrderAuthorized)
  async approve(event: RepairOrderAuthorized, tx: Tx): Promise<void> {
    await this.repairOrders.approve(tx, event, this.clock.now());
  }

  @Handles(PartsRequested)
  async requestPicks(event: PartsRequested, tx: Tx): Promise<void> {
    await this.repairOrders.requestPicks(tx, event, this.clock.now());
  }

  @Handles(PartLinesDropped)
  async dropLines(event: PartLinesDropped, tx: Tx): Promise<void> {
    await this.repairOrders.dropLines(tx, event, this.clock.now());
  }

  @Handles(RepairOrderCompleted)
  async complete(event: RepairOrderCompleted, tx: Tx): Promise<void> {
    await this.repairOrders.complete(tx, event.repairOrderId, this.clock.now());
  }

  @Handles(RepairOrderCancelled)
  async cancel(event: RepairOrderCancelled, tx: Tx): Promise<void> {
    await this.repairOrders.cancel(tx, event, this.clock.now());
  }
}
