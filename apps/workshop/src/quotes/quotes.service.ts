import { Injectable } from '@nestjs/common';
import { Database } from '@pitlane/platform';
import type { Act } from '../act.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { QuoteIsOfFinding } from './quote.errors.js';
import { type Consent, QuoteVersion } from './quote-version.entity.js';
import { quoteOf } from './quotes.queries.js';

@Injectable()
export class QuotesService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | WrongOrderStatus | NothingToQuote */
  request(id: string, quoteVersionId: string, at: Date): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const [quote, requested] = QuoteVersion.request(quoteVersionId, order, null, at);
      await tx.add(quote);
      return tx.save(order, requested);
    });
  }

  /** @throws NotFound | WrongOrderStatus | QuoteIsOfFinding | the refusals of QuoteVersion.sign */
  authorize(id: string, consent: Consent, act: Act): Promise<RepairOrder> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, id);
      const quote = await quoteOf(tx, order, consent.quoteId);
      if (quote.findingId !== null) throw new QuoteIsOfFinding(consent.quoteId, quote.findingId);
      const authorized = quote.sign(order, consent, act);
      await tx.put(quote);
      return tx.save(order, authorized);
    });
  }
}
