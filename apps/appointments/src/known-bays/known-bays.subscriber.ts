import { Controller } from '@nestjs/common';
import { BayChanged } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownBay } from './known-bay.entity.js';

@Controller()
export class KnownBaysSubscriber {
  /** Capacity follows the workshop's bays (WKS-1). */
  @Handles(BayChanged)
  async keep({ bayId, name, kind, active }: BayChanged, tx: Tx): Promise<void> {
    await tx.put(Object.assign(new KnownBay(), { storeId: actingStore(tx.scope), bayId, name, kind, active }));
  }
}
