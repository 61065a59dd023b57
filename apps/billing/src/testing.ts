import type { Facts, QuoteRequested } from '@pitlane/contracts';
import type { TestAnswer, TestService } from '@pitlane/testing';
import { someContents } from './price-lists/testing.js';
import { aQuoteRequest } from './quotes/testing.js';
import { aCompletedOrder, anAuthorization, anIssue, theLastWord } from './settlements/testing.js';

/** A list in force from the start of the month, at the prices of `someContents`. */
export async function publishPrices(billing: TestService): Promise<void> {
  const list = { effectiveFrom: '2026-11-01T00:00:00Z', ...someContents() };
  const { status } = await billing.as('service-manager').post('/v1/price-lists', list);
  if (status !== 201) throw new Error(`The price list was not published: ${status}`);
}

/** Prices a request and has the customer sign it. */
export async function authorize(billing: TestService, request: QuoteRequested): Promise<string> {
  const aggregateId = request.repairOrderId;
  await billing.deliver(request, { aggregateId });
  const { body } = await billing
    .as('cashier')
    .get<{ items: { id: string; documentSha256: string }[] }>(`/v1/quotes?repairOrderId=${aggregateId}`);
  const [quote] = body.items;
  if (!quote) throw new Error('There is no quote.');
  const { id: quoteId, documentSha256 } = quote;
  await billing.deliver(anAuthorization(request, { quoteId, documentSha256 }), { aggregateId });
  return quoteId;
}

/** A visit up to its settlement: quoted, signed, drawn and done as asked. */
export async function settle(billing: TestService, over: Partial<Facts<QuoteRequested>> = {}): Promise<string> {
  const request = aQuoteRequest(over);
  await authorize(billing, request);
  if (request.partLines.length > 0) {
    const issue = anIssue(request.repairOrderId, request.partLines);
    await billing.deliver(issue, { aggregateId: issue.issueId });
  }
  await billing.deliver(aCompletedOrder(request), { aggregateId: request.repairOrderId });
  const last = theLastWord(request.repairOrderId, request.partLines);
  await billing.deliver(last, { aggregateId: last.reservationId });
  return settlementIdOf(billing, request.repairOrderId);
}

export async function settlementIdOf(billing: TestService, repairOrderId: string): Promise<string> {
  const path = `/v1/settlements?repairOrderId=${repairOrderId}`;
  const { body } = await billing.as('cashier').get<{ items: { id: string }[] }>(path);
  const [settlement] = body.items;
  if (!settlement) throw new Error('There is no settlement.');
  return settlement.id;
}

/** A settlement over ¥1,100.00 that the customer has to pay. */
export async function issueSettlement(
  billing: TestService,
  over: Partial<Facts<QuoteRequested>> = {},
): Promise<string> {
  const id = await settle(billing, over);
  const { status } = await billing.as('cashier').post(`/v1/settlements/${id}/issue`);
  if (status !== 200) throw new Error(`The settlement was not issued: ${status}`);
  return id;
}

export function pay(billing: TestService, settlementId: string, body: object): Promise<TestAnswer> {
  return billing.as('cashier').post(`/v1/settlements/${settlementId}/payments`, body);
}

/** Events of one aggregate, by the last words of their types. */
export async function told(billing: TestService, aggregateId: string): Promise<string[]> {
  const events = await billing.outbox();
  return events.filter((event) => event.aggregateId === aggregateId).map(({ type }) => type.split('.')[2] ?? '');
}
