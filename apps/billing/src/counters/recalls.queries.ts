import { type Envelope, PriceListPublished, SettlementIssued } from '@pitlane/contracts';
import type { Recall, Tx } from '@pitlane/platform';
import { keepNumber } from './counters.queries.js';

/**
 * Numbers that a restored database has forgotten are not given again: a customer holds the settlement of that number (B3).
 * Those of forgotten settlements stay empty; the list of `main.js forgotten` says whose they were.
 */
export const recalls: readonly Recall[] = [
  {
    event: SettlementIssued,
    async keep({ number }: SettlementIssued, tx: Tx, { storeid }: Envelope): Promise<void> {
      const [count = '', year = ''] = number.split('-').reverse();
      await keepNumber(tx, storeid, { series: `JS-${year}`, number: Number(count) });
    },
  },
  {
    event: PriceListPublished,
    async keep({ priceListVersion }: PriceListPublished, tx: Tx, { storeid }: Envelope): Promise<void> {
      await keepNumber(tx, storeid, { series: 'price-list', number: priceListVersion });
    },
  },
];
