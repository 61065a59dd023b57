import { eventually, startService, type TestAnswer, whileUnwritable } from '@pitlane/testing';
import { BillingModule } from '../app.module.js';
import { signedHeaders } from '../gateways/callback-signature.js';
import { migrations } from '../migrations/index.js';
import { issueSettlement, pay, publishPrices, told } from '../testing.js';
import { PaymentsService } from './payments.service.js';

const SECRET = 'gateway-secret-of-this-test';
const morning = new Date('2026-11-21T01:00:00Z');

describe('payments', () => {
  // A connection for each of 32 cashiers: what they wait for is each other.
  const environment = { GATEWAY_SECRET: SECRET, DATABASE_POOL: '40' };
  const billing = startService(BillingModule, 'billing', migrations, { environment });
  const cashier = () => billing.as('cashier');
  const manager = () => billing.as('service-manager');
  const settlement = async (id: string) => (await cashier().get(`/v1/settlements/${id}`)).body;

  beforeAll(() => publishPrices(billing));
  beforeEach(() => billing.clock.moveTo(morning));

  it('takes a settlement in parts and tells each, and when it is paid', async () => {
    const id = await issueSettlement(billing);

    const first = await pay(billing, id, { method: 'cash', amountFen: 10_000 });
    const second = await pay(billing, id, { method: 'card', amountFen: 100_000 });

    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ status: 'captured', settlementStatus: 'issued', openFen: 100_000 });
    expect(second.body).toMatchObject({ status: 'captured', settlementStatus: 'paid', openFen: 0 });
    expect(await told(billing, id)).toEqual(['issued', 'payment-received', 'payment-received', 'paid']);
  });

  it('refuses more than is open and writes nothing', async () => {
    const id = await issueSettlement(billing);
    const { status, body } = await pay(billing, id, { method: 'cash', amountFen: 110_001 });
    expect([status, body['code'], body['openFen']]).toEqual([409, 'BILLING.MORE_THAN_OPEN', 110_000]);
    expect(await settlement(id)).toMatchObject({ payments: [], paidFen: 0 });
  });

  it('lets one of 32 cashiers win on two replicas', async () => {
    const id = await issueSettlement(billing);
    const twin = await billing.twin();
    const path = `/v1/settlements/${id}/payments`;
    const body = { method: 'cash', amountFen: 110_000 };

    const callers = Array.from({ length: 32 }, (_caller, index) =>
      index % 2 ? billing.as('cashier') : twin.as('cashier'),
    );
    const statuses = (await Promise.all(callers.map((caller) => caller.post(path, body)))).map(({ status }) => status);

    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(31);
    expect(await told(billing, id)).toEqual(['issued', 'payment-received', 'paid']);
  });

  it('takes one payment for a request that is sent twice', async () => {
    const id = await issueSettlement(billing);
    const key = { 'idempotency-key': `pay-${id}` };
    const body = { method: 'cash', amountFen: 10_000 };
    const first = await cashier().post(`/v1/settlements/${id}/payments`, body, key);
    const second = await cashier().post(`/v1/settlements/${id}/payments`, body, key);
    expect(second.text).toBe(first.text);
    expect(await settlement(id)).toMatchObject({ paidFen: 10_000 });
  });

  it('opens an order at the gateway after commit, and counts its payment once though the gateway calls twice', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'wechat-pay', amountFen: 110_000 });
    expect(body).toMatchObject({ status: 'pending', openFen: 110_000, expiresAt: '2026-11-21T01:30:00.000Z' });
    const paymentId = String(body['id']);

    await payAtSimulator('wechat-pay', paymentId, 2);

    await eventually(async () => (await settlement(id))['status'] === 'paid');
    await eventually(async () => (await billing.sql('SELECT FROM simulated_callback')).length === 0);
    expect(await settlement(id)).toMatchObject({
      payments: [{ status: 'captured', codeUrl: `simulated://wechat-pay/${paymentId}` }],
    });
    expect(await told(billing, id)).toEqual(['issued', 'payment-received', 'paid']);
  });

  it('ends the orders that nobody paid in time, though one of them can not be written', async () => {
    const waiting = { method: 'wechat-pay', amountFen: 110_000 };
    const [first, second] = [await issueSettlement(billing), await issueSettlement(billing)];
    const broken = String((await pay(billing, first, waiting)).body['id']);
    const other = String((await pay(billing, second, waiting)).body['id']);
    const late = new Date('2026-11-21T01:45:00Z');
    billing.clock.moveTo(late);
    const expire = () => billing.inStore('SH001', () => billing.get(PaymentsService).expireOverdue('SH001', late));
    await whileUnwritable(billing, 'payment', broken, expire);
    expect([await paymentStatus(first, broken), await paymentStatus(second, other)]).toEqual(['pending', 'expired']);
  });

  it('keeps a late payment for a refund, and gives it back by the way it came', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'alipay', amountFen: 110_000 });
    const paymentId = String(body['id']);
    await payAtSimulatorSilently('alipay', paymentId);
    await pay(billing, id, { method: 'cash', amountFen: 110_000 });
    const late = new Date('2026-11-21T01:45:00Z');
    billing.clock.moveTo(late);
    await billing.inStore('SH001', () => billing.get(PaymentsService).expireOverdue('SH001', late));
    expect(await paymentStatus(id, paymentId)).toBe('expired');

    const [order] = await billing.sql<{ transaction_id: string }>(
      'SELECT transaction_id FROM simulated_order WHERE payment_id = $1',
      [paymentId],
    );
    const answer = await callBack(
      'alipay',
      { paymentId, gatewayTransactionId: order?.transaction_id, status: 'paid', amountFen: 110_000 },
      late,
    );
    expect(answer).toMatchObject({ status: 200, body: { paymentId, status: 'surplus' } });
    expect((await manager().get('/v1/payments?status=surplus')).body).toMatchObject({ items: [{ id: paymentId }] });

    const refund = await manager().post(`/v1/payments/${paymentId}/refunds`, {
      amountFen: 110_000,
      reason: '重复付款',
    });
    expect(refund.body).toMatchObject({ status: 'sending', approvedBy: 'huang.manager' });
    await eventually(async () => (await told(billing, id)).at(-1) === 'payment-refunded');
    expect(await settlement(id)).toMatchObject({ status: 'paid', paidFen: 110_000 });
    expect(await billing.sql('SELECT amount_fen FROM simulated_refund WHERE payment_id = $1', [paymentId])).toEqual([
      { amount_fen: '110000' },
    ]);
  });

  it('refunds once though the gateway was asked and its answer got lost', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'wechat-pay', amountFen: 110_000 });
    const paymentId = String(body['id']);
    await payAtSimulator('wechat-pay', paymentId, 1);
    await eventually(async () => (await settlement(id))['status'] === 'paid');
    const { body: pass } = await cashier().post(`/v1/settlements/${id}/exit-pass`);
    await manager().post(`/v1/payments/${paymentId}/refunds`, { amountFen: 110_000, reason: '取消' });
    await eventually(async () => (await told(billing, id)).at(-1) === 'payment-refunded');

    await billing.sql(`UPDATE gateway_task SET status = 'waiting', next_attempt_at = $2 WHERE payment_id = $1`, [
      paymentId,
      morning,
    ]);
    await eventually(async () => (await openTasks(paymentId)) === 0);

    expect((await told(billing, id)).filter((name) => name === 'payment-refunded')).toHaveLength(1);
    expect(await billing.sql('SELECT FROM simulated_refund WHERE payment_id = $1', [paymentId])).toHaveLength(1);
    expect(await settlement(id)).toMatchObject({ status: 'issued', paidFen: 0 });
    expect(await told(billing, String(pass['id']))).toEqual(['issued', 'revoked']);
  });

  describe('a callback', () => {
    it('is refused without the signature of the gateway, or with an old one', async () => {
      const id = await issueSettlement(billing);
      const { body } = await pay(billing, id, { method: 'alipay', amountFen: 110_000 });
      const notice = { paymentId: body['id'], gatewayTransactionId: 'T-1', status: 'paid', amountFen: 110_000 };

      expect(await callBack('alipay', notice, morning, 'another-secret')).toMatchObject({ status: 401 });
      const old = await callBack('alipay', notice, new Date('2026-11-21T00:54:00Z'));
      expect(old).toMatchObject({ status: 401, body: { code: 'BILLING.CALLBACK_NOT_AUTHENTIC' } });
      expect(await callBack('wechat-pay', notice, morning)).toMatchObject({ status: 404 });
      expect(await settlement(id)).toMatchObject({ status: 'issued', paidFen: 0 });
    });

    it('is refused for another amount, another transaction and an unknown payment', async () => {
      const id = await issueSettlement(billing);
      const { body } = await pay(billing, id, { method: 'alipay', amountFen: 110_000 });
      const notice = { paymentId: body['id'], gatewayTransactionId: 'T-2', status: 'paid', amountFen: 110_000 };

      const little = await callBack('alipay', { ...notice, amountFen: 1 }, morning);
      expect(little).toMatchObject({ status: 409, body: { code: 'BILLING.PAYMENT_AMOUNT_DIFFERS' } });
      expect(await callBack('alipay', notice, morning)).toMatchObject({ status: 200, body: { status: 'captured' } });
      const other = await callBack('alipay', { ...notice, gatewayTransactionId: 'T-3' }, morning);
      expect(other).toMatchObject({ status: 409, body: { code: 'BILLING.OTHER_TRANSACTION' } });
      const unknown = await callBack('alipay', { ...notice, paymentId: id }, morning);
      expect(unknown.status).toBe(404);
    });

    it('cannot spend one transaction of the gateway on two payments', async () => {
      const notices: object[] = [];
      for (let count = 0; count < 2; count += 1) {
        const { body } = await pay(billing, await issueSettlement(billing), { method: 'alipay', amountFen: 110_000 });
        notices.push({ paymentId: body['id'], gatewayTransactionId: 'T-9', status: 'paid', amountFen: 110_000 });
      }
      const answers = await Promise.all(notices.map((notice) => callBack('alipay', notice, morning)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  it('gives cash back by a second person, and never more than it took', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'cash', amountFen: 110_000 });
    const path = `/v1/payments/${String(body['id'])}/refunds`;

    const asked = await cashier().post(path, { amountFen: 60_000, reason: '多收' });
    expect(asked.body).toMatchObject({ status: 'requested', approvedBy: null });
    expect((await cashier().post(`/v1/refunds/${String(asked.body['id'])}/approve`)).status).toBe(403);
    const approved = await manager().post(`/v1/refunds/${String(asked.body['id'])}/approve`);
    expect(approved.body).toMatchObject({ status: 'refunded', approvedBy: 'huang.manager' });
    const over = await manager().post(path, { amountFen: 50_001, reason: '多收' });
    expect([over.status, over.body['code'], over.body['refundableFen']]).toEqual([
      409,
      'BILLING.MORE_THAN_RECEIVED',
      50_000,
    ]);

    expect(await settlement(id)).toMatchObject({ status: 'issued', paidFen: 50_000, openFen: 60_000 });
    expect((await told(billing, id)).at(-1)).toBe('payment-refunded');
  });

  it('lets one of many managers refund the whole of a payment', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'card', amountFen: 110_000 });
    const path = `/v1/payments/${String(body['id'])}/refunds`;
    const refund = () => manager().post(path, { amountFen: 110_000, reason: '多收' });
    const statuses = (await Promise.all(Array.from({ length: 8 }, refund))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('keeps what is paid equal to the payments, whoever writes it', async () => {
    const change = billing.sql(
      `UPDATE settlement SET paid_fen = paid_fen + 1 WHERE status = 'issued' AND paid_fen + 1 < customer_share_fen`,
    );
    await expect(change).rejects.toMatchObject({ constraint: 'settlement_payments_add_up' });
  });

  async function payAtSimulator(gateway: string, paymentId: string, times: number): Promise<void> {
    const path = `/v1/simulator/${gateway}/orders/${paymentId}/pay`;
    await eventually(async () => (await billing.as('customer').post(path, { times })).status === 200);
  }

  /** The gateway has the money, but its callback is lost. */
  async function payAtSimulatorSilently(gateway: string, paymentId: string): Promise<void> {
    await eventually(async () => {
      const paid = await billing.sql(
        `UPDATE simulated_order SET transaction_id = 'SIM-' || payment_id WHERE payment_id = $1 AND gateway = $2 RETURNING 1`,
        [paymentId, gateway],
      );
      return Number(paid[1]) === 1;
    });
  }

  async function openTasks(paymentId: string): Promise<number> {
    return (await billing.sql(`SELECT FROM gateway_task WHERE payment_id = $1 AND status = 'waiting'`, [paymentId]))
      .length;
  }

  async function paymentStatus(id: string, paymentId: string): Promise<unknown> {
    const payments = (await settlement(id))['payments'] as { id: string; status: string }[];
    return payments.find((payment) => payment.id === paymentId)?.status;
  }

  async function callBack(
    gateway: string,
    body: object,
    at: Date,
    secret = SECRET,
  ): Promise<Pick<TestAnswer, 'status' | 'body'>> {
    const response = await fetch(`${await billing.url}/v1/gateway-callbacks/SH001/${gateway}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...signedHeaders({ storeId: 'SH001', gateway, body }, at, secret),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
});
