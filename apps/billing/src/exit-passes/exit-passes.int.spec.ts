import { startService } from '@pitlane/testing';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { BillingModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { issueSettlement, pay, publishPrices, told } from '../testing.js';

const morning = new Date('2026-11-21T01:00:00Z');
const afterMinutes = (minutes: number): Date => new Date(morning.getTime() + minutes * 60_000);

describe('exit passes', () => {
  const billing = startService(BillingModule, 'billing', migrations);
  const cashier = () => billing.as('cashier');
  const gate = (token: unknown) => billing.as('integration').post('/v1/exit-passes/verify', { token });

  beforeAll(() => publishPrices(billing));
  beforeEach(() => billing.clock.moveTo(morning));

  const paid = async (): Promise<string> => {
    const id = await issueSettlement(billing);
    await pay(billing, id, { method: 'cash', amountFen: 110_000 });
    return id;
  };

  /** A manager gives back so much of the first payment. */
  const refund = async (id: string, amountFen: number): Promise<void> => {
    const { body } = await cashier().get<{ payments: { id: string }[] }>(`/v1/settlements/${id}`);
    const path = `/v1/payments/${body.payments[0]?.id}/refunds`;
    const { status } = await billing.as('service-manager').post(path, { amountFen, reason: '撤单' });
    expect(status).toBe(201);
  };

  it('lets a paid car out once', async () => {
    const { status, body } = await cashier().post(`/v1/settlements/${await paid()}/exit-pass`);
    expect([status, body['status'], body['expiresAt']]).toEqual([201, 'live', '2026-11-21T03:00:00.000Z']);

    const uses = await Promise.all(Array.from({ length: 6 }, () => gate(body['token'])));

    expect(uses.map((use) => use.status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect((await gate(body['token'])).body['code']).toBe('BILLING.EXIT_PASS_USED');
    expect(await told(billing, String(body['id']))).toEqual(['issued', 'used']);
  });

  it('lets nobody out whose money went back meanwhile', async () => {
    const id = await paid();
    const { body } = await cashier().post(`/v1/settlements/${id}/exit-pass`);
    billing.clock.moveTo(afterMinutes(5));
    await refund(id, 110_000);

    expect(await gate(body['token'])).toMatchObject({
      status: 409,
      body: { code: 'BILLING.SETTLEMENT_NOT_PAID', openFen: 110_000 },
    });
    expect(await told(billing, String(body['id']))).toEqual(['issued', 'revoked']);
    const passes = await cashier().get(`/v1/exit-passes?repairOrderId=${String(body['repairOrderId'])}`);
    expect(passes.body).toMatchObject({ items: [{ status: 'expired', expiresAt: '2026-11-21T01:05:00.000Z' }] });
  });

  it('makes room for a pass on credit when money went back, and leaves that one when more does', async () => {
    const id = await paid();
    const first = await cashier().post(`/v1/settlements/${id}/exit-pass`);
    await refund(id, 10_000);
    const credit = { credit: true, reason: '月结' };
    const second = await billing.as('service-manager').post(`/v1/settlements/${id}/exit-pass`, credit);
    expect(second).toMatchObject({ status: 201, body: { status: 'live', creditReason: '月结' } });
    await refund(id, 10_000);

    await pay(billing, id, { method: 'cash', amountFen: 20_000 });
    expect((await gate(first.body['token'])).body['code']).toBe('BILLING.EXIT_PASS_EXPIRED');
    expect((await gate(second.body['token'])).status).toBe(200);
    expect(await told(billing, String(second.body['id']))).toEqual(['issued', 'used']);
  });

  it('lets a car out or is revoked, whoever is quicker: the gate or who gives the money back', async () => {
    const id = await paid();
    const { body } = await cashier().post(`/v1/settlements/${id}/exit-pass`);
    const [out] = await Promise.all([gate(body['token']), refund(id, 110_000)]);
    expect(await told(billing, String(body['id']))).toEqual(['issued', out.status === 200 ? 'used' : 'revoked']);
  });

  it('is verified by the gate alone, with the public key', async () => {
    const { body } = await cashier().post(`/v1/settlements/${await paid()}/exit-pass`);
    const keys = await fetch(`${await billing.url}/v1/exit-passes/keys`).then((response) => response.json() as never);

    const { payload } = await jwtVerify(String(body['token']), createLocalJWKSet(keys), { currentDate: morning });

    expect(payload).toMatchObject({ jti: body['id'], sub: body['repairOrderId'], store: 'SH001' });
  });

  it('is refused while something is open, save on credit by a manager with a reason', async () => {
    const id = await issueSettlement(billing);
    const path = `/v1/settlements/${id}/exit-pass`;

    const unpaid = await cashier().post(path);
    expect([unpaid.status, unpaid.body['code'], unpaid.body['openFen']]).toEqual([
      409,
      'BILLING.SETTLEMENT_NOT_PAID',
      110_000,
    ]);
    expect((await cashier().post(path, { credit: true, reason: '月结' })).status).toBe(403);
    expect((await billing.as('service-manager').post(path, { credit: true })).status).toBe(422);
    const credit = await billing.as('service-manager').post(path, { credit: true, reason: '月结' });
    expect(credit.body).toMatchObject({ status: 'live', creditReason: '月结', issuedBy: 'huang.manager' });
  });

  it('is one per visit, and another only after it ran out', async () => {
    const path = `/v1/settlements/${await paid()}/exit-pass`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => cashier().post(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    const first = answers.find(({ status }) => status === 201);

    billing.clock.moveTo(afterMinutes(121));
    expect((await gate(first?.body['token'])).body['code']).toBe('BILLING.EXIT_PASS_EXPIRED');
    const second = await cashier().post(path);
    expect(second.status).toBe(201);
    expect((await gate(second.body['token'])).status).toBe(200);
    const { body } = await cashier().get(`/v1/exit-passes?repairOrderId=${String(second.body['repairOrderId'])}`);
    expect(body).toMatchObject({ items: [{ status: 'used' }, { status: 'expired' }] });
  });

  it('is refused when it is not ours', async () => {
    const { status, body } = await gate('eyJhbGciOiJub25lIn0.eyJqdGkiOiJ4In0.');
    expect([status, body['code']]).toEqual([422, 'BILLING.EXIT_PASS_FORGED']);
  });
});
