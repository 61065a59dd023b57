import type { Tx } from '@pitlane/platform';
import type { Settlement } from '../settlements/settlement.entity.js';
import { ExitPass } from './exit-pass.entity.js';

/** Money went back: where something is open again, the pass of the visit is over, unless a manager gave it on credit (BIL-7). */
export async function revokePass(tx: Tx, { storeId, repairOrderId, status }: Settlement, at: Date): Promise<void> {
  if (status === 'paid') return;
  const pass = await tx.lockOne(ExitPass, { storeId, repairOrderId, status: 'live' });
  const revoked = pass?.revoke(at);
  if (pass && revoked) await tx.save(pass, revoked);
}
