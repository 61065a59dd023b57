import { Controller } from '@nestjs/common';
import { ExitPassIssued, ExitPassRevoked, ExitPassUsed } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownExitPass } from './known-exit-pass.entity.js';

@Controller()
export class KnownExitPassesSubscriber {
  @Handles(ExitPassIssued)
  async learn(event: ExitPassIssued, tx: Tx): Promise<void> {
    await tx.put(KnownExitPass.of(event, actingStore(tx.scope)));
  }

  @Handles(ExitPassUsed)
  async noteUsed({ exitPassId, usedAt }: ExitPassUsed, tx: Tx): Promise<void> {
    await note(tx, exitPassId, { usedAt: new Date(usedAt) });
  }

  @Handles(ExitPassRevoked)
  async noteRevoked({ exitPassId, revokedAt }: ExitPassRevoked, tx: Tx): Promise<void> {
    await note(tx, exitPassId, { revokedAt: new Date(revokedAt) });
  }
}

/** It was issued before, if it is known at all. */
async function note(tx: Tx, exitPassId: string, fate: Partial<KnownExitPass>): Promise<void> {
  const pass = await tx.find(KnownExitPass, { storeId: actingStore(tx.scope), exitPassId });
  if (pass) await tx.put(Object.assign(pass, fate));
}
