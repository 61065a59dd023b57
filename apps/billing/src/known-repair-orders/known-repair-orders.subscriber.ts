import { Controller } from '@nestjs/common';
import { RepairOrderAuthorized, RepairOrderOpened } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownRepairOrder } from './known-repair-order.entity.js';

@Controller()
export class KnownRepairOrdersSubscriber {
  @Handles(RepairOrderOpened)
  async noteOpened(event: RepairOrderOpened, tx: Tx): Promise<void> {
    await tx.put((await this.known(event, tx)).opened(event));
  }

  @Handles(RepairOrderAuthorized)
  async noteAuthorized(event: RepairOrderAuthorized, tx: Tx): Promise<void> {
    await tx.put((await this.known(event, tx)).authorized(event));
  }

  private async known(event: RepairOrderOpened | RepairOrderAuthorized, tx: Tx): Promise<KnownRepairOrder> {
    const found = await tx.find(KnownRepairOrder, { id: event.repairOrderId });
    return found ?? KnownRepairOrder.of(actingStore(tx.scope), event);
  }
}
