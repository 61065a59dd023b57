import { Controller } from '@nestjs/common';
import { ExitPassIssued } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownExitPass } from './known-exit-pass.entity.js';

@Controller()
export class KnownExitPassesSubscriber {
  @Handles(ExitPassIssued)
  async learn(event: ExitPassIssued, tx: Tx): Promise<void> {
    await tx.put(KnownExitPass.of(event, actingStore(tx.scope)));
  }
}
