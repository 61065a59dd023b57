import { Controller } from '@nestjs/common';
import { ExitPassIssued, ExitPassRevoked, ExitPassUsed } from '@pitlane/contracts';
import { actingStore, Handles, type Tx } from '@pitlane/platform';
import { KnownExitPass } from './known-exit-pass.entity.js';

// What its issue said may come later.
const USED = `
  INSERT INTO known_exit_pass (store_id, exit_pass_id, repair_order_id, expires_at, used_at) VALUES ($1, $2, $3, $4, $4)
  ON CONFLICT (store_id, exit_pass_id) DO UPDATE SET used_at = excluded.used_at`;

@Controller()
export class KnownExitPassesSubscriber {
  @Handles(ExitPassIssued)
  async learn(event: ExitPassIssued, tx: Tx): Promise<void> {
    await tx.put(KnownExitPass.of(event, actingStore(tx.scope)));
  }

  @Handles(ExitPassRevoked)
  async revoke(event: ExitPassRevoked, tx: Tx): Promise<void> {
    await tx.put(KnownExitPass.revoked(event, actingStore(tx.scope)));
  }

  @Handles(ExitPassUsed)
  async use({ exitPassId, repairOrderId, usedAt }: ExitPassUsed, tx: Tx): Promise<void> {
    await tx.query(USED, [actingStore(tx.scope), exitPassId, repairOrderId, usedAt]);
  }
}
