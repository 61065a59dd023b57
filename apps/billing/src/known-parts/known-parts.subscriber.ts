import { Controller } from '@nestjs/common';
import { PartListed } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownPart } from './known-part.entity.js';

@Controller()
export class KnownPartsSubscriber {
  @Handles(PartListed)
  async note({ partId, partNumber, nameZh, unit, origin }: PartListed, tx: Tx): Promise<void> {
    const known = { partId, storeId: actingStore(tx.scope), partNumber, nameZh, unit, origin };
    await tx.put(Object.assign(new KnownPart(), known));
  }
}
