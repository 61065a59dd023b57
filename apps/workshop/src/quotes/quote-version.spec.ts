import { uuidv7 } from 'uuidv7';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { ADVISOR, anOpenOrder, aQuoteFor, aWantedJob, aWantedPart, MORNING } from '../repair-orders/testing.js';
import { type Consent, QuoteVersion } from './quote-version.entity.js';
import { NothingToQuote, QuoteExpired, QuoteNotIssued, QuoteOutdated, SignedOtherDocument } from './quote.errors.js';

const priced = (order: RepairOrder, findingId: string | null = null): { quote: QuoteVersion; consent: Consent } => {
  const [quote] = QuoteVersion.request(uuidv7(), order, findingId, MORNING);
  const issued = aQuoteFor(order);
  quote.issued(issued);
  const { quoteId, documentSha256 } = issued;
  return { quote, consent: { quoteId, documentSha256, channel: 'in-person', signedBy: 'customer' } };
};

describe('a quote of a version', () => {
  it('asks billing for what is authorised and what is proposed', () => {
    const order = anOpenOrder();
    order.propose(aWantedJob({ parts: [aWantedPart({ quantityThousandths: 2000 })] }));
    const first = priced(order);
    first.quote.sign(order, first.consent, ADVISOR);
    order.propose(aWantedJob());

    const [, requested] = QuoteVersion.request(uuidv7(), order, null, MORNING);

    expect(requested).toMatchObject({ repairOrderVersion: 2, partLines: [{ quantityThousandths: 2000 }] });
    expect(requested.laborLines).toHaveLength(2);
  });

  it('is not asked for when nothing is proposed', () => {
    expect(() => QuoteVersion.request(uuidv7(), anOpenOrder(), null, MORNING)).toThrow(NothingToQuote);
  });

  it('authorises its jobs by the customer’s signature, and says so with all lines', () => {
    const order = anOpenOrder();
    const job = order.propose(aWantedJob());
    const { quote, consent } = priced(order);

    const authorized = quote.sign(order, consent, ADVISOR);

    expect(order).toMatchObject({ status: 'authorized', authorizedVersion: 1 });
    expect(job).toMatchObject({ status: 'authorized', authorizedAt: MORNING });
    expect(quote).toMatchObject({ status: 'signed', signedBy: 'customer', recordedBy: 'chen.advisor' });
    expect(authorized).toMatchObject({ quoteId: consent.quoteId, laborLines: [{ lineId: job.laborLineId }] });
  });

  const refusals: [string, (order: RepairOrder, quote: QuoteVersion) => unknown, new (...a: never[]) => Error][] = [
    ['has no price yet', (_order, quote) => (quote.status = 'requested'), QuoteNotIssued],
    ['is no longer valid', (_order, quote) => (quote.validUntil = MORNING), QuoteExpired],
    ['is another document', (_order, quote) => (quote.documentSha256 = 'b'.repeat(64)), SignedOtherDocument],
    ['was followed by a newer one', (order) => priced(order), QuoteOutdated],
    ['holds a job that was declined since', (order) => order.jobs[0]?.drop('too expensive', MORNING), QuoteOutdated],
    ['adds to an older version', (order) => (order.authorizedVersion = 1), QuoteOutdated],
  ];
  it.each(refusals)('cannot be signed when it %s', (_name, change, refusal) => {
    const order = anOpenOrder();
    order.propose(aWantedJob());
    order.propose(aWantedJob());
    const { quote, consent } = priced(order);
    change(order, quote);

    expect(() => quote.sign(order, consent, ADVISOR)).toThrow(refusal);
    expect(order.authorizedJobs).toEqual([]);
  });
});
