import { Injectable } from '@nestjs/common';
import { NotFound } from '@pitlane/kernel';
import { Database, type Tx } from '@pitlane/platform';
import type { Act } from '../act.js';
import { quoteOf } from '../quotes/quotes.queries.js';
import { QuoteVersion, type Signer } from '../quotes/quote-version.entity.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { wantedJob } from '../repair-orders/repair-orders.queries.js';
import type { DecideFinding, EstimateFinding, RaiseFinding } from './finding.dto.js';
import { Finding } from './finding.entity.js';
import { ApprovalWithoutQuote, QuoteOfOtherFinding } from './finding.errors.js';

/** Findings live under the lock of their order, whose events they speak in (WKS-7). */
@Injectable()
export class FindingsService {
  constructor(private readonly db: Database) {}

  /** @throws NotFound | WrongOrderStatus */
  raise(orderId: string, id: string, found: RaiseFinding, act: Act): Promise<Finding> {
    return this.db.transaction(async (tx) => {
      const order = await tx.lock(RepairOrder, orderId);
      const [finding, raised] = Finding.raise(id, order, found, act);
      await tx.add(finding);
      await tx.save(order, raised);
      return finding;
    });
  }

  /**
   * Proposes the work, and asks billing for its price.
   * @throws NotFound | FindingDecidedAlready | WrongOrderStatus | TooManyLines | PayTypeNotYours | OperationUnknown | PartsUnknown
   */
  estimate(
    { orderId, id, quoteVersionId }: { orderId: string; id: string; quoteVersionId: string },
    work: EstimateFinding,
    at: Date,
  ): Promise<Finding> {
    return this.db.transaction(async (tx) => {
      const { order, finding } = await lockBoth(tx, orderId, id);
      finding.estimate(order, await wantedJob(tx, order.storeId, work, at));
      const [quote, requested] = QuoteVersion.request(quoteVersionId, order, id, at);
      await tx.put(finding);
      await tx.add(quote);
      await tx.save(order, requested);
      return finding;
    });
  }

  /** @throws NotFound | FindingDecidedAlready | ApprovalWithoutQuote | QuoteOfOtherFinding | the refusals of QuoteVersion.sign */
  decide(orderId: string, id: string, verdict: DecideFinding, act: Act): Promise<Finding> {
    return this.db.transaction(async (tx) => {
      const { order, finding } = await lockBoth(tx, orderId, id);
      const decided = finding.decide(order, verdict, act);
      const authorized = verdict.decision === 'approved' ? await authorize(tx, order, { id, verdict, act }) : undefined;
      await tx.put(finding);
      await tx.save(order, decided, authorized);
      return finding;
    });
  }

  /** @throws NotFound | NothingToSign */
  signDeclined(orderId: string, id: string, signedBy: Signer, at: Date): Promise<Finding> {
    return this.db.transaction(async (tx) => {
      const { order, finding } = await lockBoth(tx, orderId, id);
      finding.signDeclined(order, signedBy, at);
      await tx.put(finding);
      await tx.save(order);
      return finding;
    });
  }
}

async function lockBoth(tx: Tx, orderId: string, id: string): Promise<{ order: RepairOrder; finding: Finding }> {
  const order = await tx.lock(RepairOrder, orderId);
  const finding = await tx.find(Finding, { id, repairOrderId: orderId });
  if (!finding) throw new NotFound('finding', id);
  return { order, finding };
}

/** The approval signs the finding's own quote: the order gets a new version. */
async function authorize(
  tx: Tx,
  order: RepairOrder,
  { id, verdict, act }: { id: string; verdict: DecideFinding; act: Act },
) {
  const { quoteId, documentSha256, channel, decidedBy: signedBy } = verdict;
  if (quoteId === undefined || documentSha256 === undefined) throw new ApprovalWithoutQuote(id);
  const quote = await quoteOf(tx, order, quoteId);
  if (quote.findingId !== id) throw new QuoteOfOtherFinding(id, quoteId);
  const authorized = quote.sign(order, { quoteId, documentSha256, channel, signedBy }, act);
  await tx.put(quote);
  return authorized;
}
