import { Controller } from '@nestjs/common';
import { PriceListPublished } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownOperation } from './known-operation.entity.js';

@Controller()
export class KnownOperationsSubscriber {
  /** Every version stays: a list may be published ahead of its day. */
  @Handles(PriceListPublished)
  async learn(event: PriceListPublished, tx: Tx): Promise<void> {
    await tx.put(...KnownOperation.allOf(event, actingStore(tx.scope)));
  }
}
