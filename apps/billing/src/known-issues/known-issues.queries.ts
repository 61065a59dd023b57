import type { Tx } from '@pitlane/platform';
import { type DrawnPart, drawnParts } from './drawn-parts.js';
import { KnownIssueLine } from './known-issue-line.entity.js';

/**
 * Lets one transaction at a time note facts about a repair order. Its completion and the issues of its parts come from two
 * services at once: without it each could miss what the other is about to commit.
 */
export async function holdRepairOrder(tx: Tx, repairOrderId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [repairOrderId]);
}

/** What a repair order has drawn, as far as the parts service told. */
export async function drawnFor(tx: Tx, repairOrderId: string): Promise<DrawnPart[]> {
  const postings = await tx.list(KnownIssueLine, { repairOrderId });
  return drawnParts(postings.sort((a, b) => a.postedAt.getTime() - b.postedAt.getTime() || a.position - b.position));
}
