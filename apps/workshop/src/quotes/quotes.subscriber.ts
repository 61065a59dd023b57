import { Controller } from '@nestjs/common';
import { QuoteIssued, QuoteRefused } from '@pitlane/contracts';
import { Handles, type Tx } from '@pitlane/platform';
import { RepairOrderNotKnown } from '../repair-orders/repair-order.errors.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { QuoteVersion } from './quote-version.entity.js';

@Controller()
export class QuotesSubscriber {
  @Handles(QuoteIssued)
  async keep(event: QuoteIssued, tx: Tx): Promise<void> {
    await answer(tx, event, (quote) => quote.issued(event));
  }

  @Handles(QuoteRefused)
  async keepRefusal(event: QuoteRefused, tx: Tx): Promise<void> {
    await answer(tx, event, (quote) => quote.refused(event));
  }
}

/** Notes billing's answer on the version that it prices; the order's own version moves with it. */
async function answer(
  tx: Tx,
  { repairOrderId, repairOrderVersion }: Pick<QuoteIssued, 'repairOrderId' | 'repairOrderVersion'>,
  note: (quote: QuoteVersion) => void,
): Promise<void> {
  const order = await tx.lockOne(RepairOrder, { id: repairOrderId });
  const quote = await tx.find(QuoteVersion, { repairOrderId, repairOrderVersion });
  if (!order || !quote) throw new RepairOrderNotKnown(repairOrderId);
  note(quote);
  await tx.put(quote);
  await tx.save(order);
}
