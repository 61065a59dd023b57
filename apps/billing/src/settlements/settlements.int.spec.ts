import type { PartLine } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { BillingModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aLaborLine, aQuoteRequest } from '../quotes/testing.js';
import { authorize, publishPrices, settle, settlementIdOf, told } from '../testing.js';
import { aCompletedOrder, anIssue, aReturn, theLastWord } from './testing.js';

describe('settlements', () => {
  const billing = startService(BillingModule, 'billing', migrations);
  const cashier = () => billing.as('cashier');
  const manager = () => billing.as('service-manager');

  beforeAll(() => publishPrices(billing));

  it('drafts one when the order is completed, with the lots that its parts came from', async () => {
    const id = await settle(billing);

    const { body } = await cashier().get(`/v1/settlements/${id}`);

    expect(body).toMatchObject({
      status: 'ready', totalFen: 110_000, taxFen: 12_655, customerShareFen: 110_000, openFen: 110_000,
      repairOrderNumber: 'SH001-2026-000123', priceListVersion: 1, differences: [],
      payers: [{ payType: 'customer', amountFen: 110_000 }],
      lines: [
        { kind: 'labor', amountFen: 42_000, costFen: 0, lots: [] },
        { kind: 'part', amountFen: 68_000, costFen: 41_000, lots: [{ deliveryNote: 'DN-20261103-07', quantityThousandths: 1_000 }] },
      ],
    }); // prettier-ignore
  });

  /** The last word of the parts service on an order, which got these parts. */
  const end = (repairOrderId: string, partLines: readonly PartLine[]) => {
    const last = theLastWord(repairOrderId, partLines);
    return billing.deliver(last, { aggregateId: last.reservationId });
  };

  it('waits for the last word of the parts service and all that led to it', async () => {
    const request = aQuoteRequest();
    const aggregateId = request.repairOrderId;
    await authorize(billing, request);
    await billing.deliver(aCompletedOrder(request), { aggregateId });
    const id = await settlementIdOf(billing, aggregateId);
    const status = async () => (await cashier().get(`/v1/settlements/${id}`)).body['status'];

    await end(aggregateId, request.partLines);
    expect(await status()).toBe('draft');
    const issue = anIssue(aggregateId, request.partLines);
    await billing.deliver(issue, { aggregateId: issue.issueId });
    expect(await status()).toBe('ready');
  });

  it('misses nothing when completion, issue and last word arrive in the same moment', async () => {
    const visits = Array.from({ length: 3 }, () => aQuoteRequest());
    for (const request of visits) await authorize(billing, request);

    await Promise.all(
      visits.flatMap((request) => {
        const issue = anIssue(request.repairOrderId, request.partLines);
        return [
          billing.deliver(aCompletedOrder(request), { aggregateId: request.repairOrderId }),
          billing.deliver(issue, { aggregateId: issue.issueId }),
          end(request.repairOrderId, request.partLines),
        ];
      }),
    );

    const statuses = await billing.sql('SELECT status FROM settlement WHERE repair_order_id = ANY ($1)', [
      visits.map(({ repairOrderId }) => repairOrderId),
    ]);
    expect(statuses).toEqual(visits.map(() => ({ status: 'ready' })));
  });

  it('drafts nothing more when the completion is delivered twice', async () => {
    const request = aQuoteRequest({ partLines: [] });
    await authorize(billing, request);
    const delivery = { aggregateId: request.repairOrderId, eventId: uuidv7(), version: 3 };
    await billing.deliver(aCompletedOrder(request), delivery);
    expect(await billing.deliver(aCompletedOrder(request), delivery)).toBe('duplicate');
    const rows = await billing.sql('SELECT FROM settlement WHERE repair_order_id = $1', [request.repairOrderId]);
    expect(rows).toHaveLength(1);
  });

  it('keeps a completion aside whose quote is not known', async () => {
    const request = aQuoteRequest();
    expect(await billing.deliver(aCompletedOrder(request), { aggregateId: request.repairOrderId })).toBe('failed');
  });

  it('is blocked by a difference until a manager lets it pass with a reason', async () => {
    const request = aQuoteRequest();
    const aggregateId = request.repairOrderId;
    await authorize(billing, request);
    await billing.deliver(aCompletedOrder(request, { partLines: [] }), { aggregateId });
    await end(aggregateId, []);
    const id = await settlementIdOf(billing, aggregateId);
    const path = `/v1/settlements/${id}/approve-difference`;

    const blocked = await cashier().post(`/v1/settlements/${id}/issue`);
    expect([blocked.status, blocked.body['code']]).toEqual([409, 'BILLING.SETTLEMENT_NOT_READY']);
    expect((await cashier().post(path, { reason: '未更换' })).status).toBe(403);
    const approved = await manager().post(path, { reason: '未更换' });

    expect(approved.body).toMatchObject({
      status: 'ready', quotedTotalFen: 110_000, totalFen: 42_000, approvedBy: 'huang.manager', approvalReason: '未更换',
      differences: [{ code: '5QD698151', quotedFen: 68_000, settledFen: 0 }],
    }); // prettier-ignore
    expect((await manager().post(path, { reason: '未更换' })).body['code']).toBe('BILLING.SETTLEMENT_NOT_BLOCKED');

    const ownIssue = await manager().post(`/v1/settlements/${id}/issue`);
    expect([ownIssue.status, ownIssue.body['code']]).toEqual([403, 'BILLING.SECOND_PERSON_NEEDED']);
  });

  it('needs the consent of the customer when it is higher', async () => {
    const request = aQuoteRequest({ partLines: [] });
    const aggregateId = request.repairOrderId;
    await authorize(billing, request);
    const laborLines = request.laborLines.map((line) => ({ ...line, flatRateHundredths: 200 }));
    await billing.deliver(aCompletedOrder(request, { laborLines }), { aggregateId });
    await end(aggregateId, []);
    const path = `/v1/settlements/${await settlementIdOf(billing, aggregateId)}/approve-difference`;

    const alone = await manager().post(path, { reason: '加项' });
    expect([alone.status, alone.body['code'], alone.body['overFen']]).toEqual([409, 'BILLING.CONSENT_NEEDED', 14_000]);
    expect((await manager().post(path, { reason: '加项', customerConsent: true })).body['status']).toBe('ready');
  });

  it('numbers what is issued per store and year, without a gap, however many issue at once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) ids.push(await settle(billing, { partLines: [] }));

    const twice = [...ids, ...ids].map((id) => cashier().post(`/v1/settlements/${id}/issue`));
    const statuses = (await Promise.all(twice)).map(({ status }) => status);

    expect(statuses.sort()).toEqual([...ids.map(() => 200), ...ids.map(() => 409)]);
    const rows = await billing.sql<{ number: string }>(
      'SELECT number FROM settlement WHERE id = ANY ($1) ORDER BY number',
      [ids],
    );
    expect(rows.map(({ number }) => number)).toEqual(ids.map((_id, index) => `SH001-JS-2026-00000${index + 1}`));
    expect(await told(billing, ids[0] ?? '')).toEqual(['issued']);
  });

  it('is paid at once when the customer owes nothing', async () => {
    const id = await settle(billing, { laborLines: [aLaborLine({ payType: 'warranty' })], partLines: [] });
    const { body } = await cashier().post(`/v1/settlements/${id}/issue`);
    expect(body).toMatchObject({ status: 'paid', customerShareFen: 0 });
    expect(await told(billing, id)).toEqual(['issued', 'paid']);
  });

  it('bills what the car got when a part came back before parts heard that the order is completed', async () => {
    const request = aQuoteRequest();
    const aggregateId = request.repairOrderId;
    await authorize(billing, request);
    const issue = anIssue(aggregateId, request.partLines);
    await billing.deliver(issue, { aggregateId: issue.issueId });
    await billing.deliver(aCompletedOrder(request), { aggregateId });
    const id = await settlementIdOf(billing, aggregateId);
    await end(aggregateId, []);
    expect((await cashier().post(`/v1/settlements/${id}/issue`)).body['code']).toBe('BILLING.SETTLEMENT_NOT_READY');
    await billing.deliver(aReturn(issue, request.partLines), { aggregateId: issue.issueId });

    const { body } = await cashier().get(`/v1/settlements/${id}`);
    expect(body).toMatchObject({ status: 'blocked', totalFen: 42_000, lines: [{ kind: 'labor' }] });
    expect((await manager().post(`/v1/settlements/${id}/approve-difference`, { reason: '退件' })).status).toBe(200);
    const issued = await cashier().post(`/v1/settlements/${id}/issue`);
    expect(issued.body).toMatchObject({ status: 'issued', totalFen: 42_000, openFen: 42_000 });
  });

  it('is found by its own store only, and printed', async () => {
    const id = await settle(billing);
    const { text } = await cashier().get(`/v1/settlements/${id}/print`);
    for (const shown of ['维修结算单', 'SH001-2026-000123', '48210 km', '草稿']) expect(text).toContain(shown);
    expect((await billing.as('cashier', { store: 'BJ001' }).get(`/v1/settlements/${id}`)).status).toBe(404);
    expect((await billing.as('cashier', { store: 'BJ001' }).post(`/v1/settlements/${id}/issue`)).status).toBe(404);
    const stale = await cashier().post(`/v1/settlements/${id}/issue`, {}, { 'if-match': '"99"' });
    expect(stale.status).toBe(412);
  });

  it('refuses a total that is not the sum of its lines, whoever writes it', async () => {
    const change = billing.sql(`UPDATE settlement SET total_fen = total_fen + 1 WHERE status = 'ready'`);
    await expect(change).rejects.toMatchObject({ constraint: 'settlement_adds_up' });
  });
});
