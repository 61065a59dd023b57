import { Controller } from '@nestjs/common';
import { PartListed } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownPart } from './known-part.entity.js';

@Controller()
export class KnownPartsSubscriber {
  @Handles(PartListed)
  async learn(event: PartListed, tx: Tx): Promise<void> {
    await tx.put(KnownPart.of(event, actingStore(tx.scope)));
  }
}
