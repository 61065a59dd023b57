import { NotFound } from '@pitlane/kernel';
import type { Tx } from '@pitlane/platform';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { QuoteVersion } from './quote-version.entity.js';

/** A quote of this order, by billing's id. @throws NotFound */
export async function quoteOf(tx: Tx, order: RepairOrder, quoteId: string): Promise<QuoteVersion> {
  const quote = await tx.find(QuoteVersion, { repairOrderId: order.id, quoteId });
  if (!quote) throw new NotFound('quote', quoteId);
  return quote;
}
