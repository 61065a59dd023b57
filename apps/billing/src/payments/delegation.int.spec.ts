import { startDelegation, startService } from '@pitlane/testing';
import { BillingModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { issueSettlement, pay, publishPrices } from '../testing.js';
import { Refund } from './refund.entity.js';

describe('a manager who acts in the name of a cashier', () => {
  const billing = startService(BillingModule, 'billing', migrations);
  const delegate = startDelegation(billing);
  const asCashier = () => delegate({ id: 'huang.manager', inNameOf: 'luo.cashier', roles: ['cashier'] });
  const manager = () => billing.as('huang.manager');
  beforeAll(() => publishPrices(billing));

  const takenBy = async (caller = asCashier()) => {
    const id = await issueSettlement(billing);
    const { status, body } = await caller.post(`/v1/settlements/${id}/payments`, {
      method: 'cash',
      amountFen: 110_000,
    });
    expect(status).toBe(201);
    return String(body['id']);
  };

  it('took the payment, and gives nothing of it back alone', async () => {
    const path = `/v1/payments/${await takenBy()}/refunds`;
    const asked = await asCashier().post(path, { amountFen: 110_000, reason: '多收' });
    expect(asked.body).toMatchObject({ status: 'requested', requestedBy: 'huang.manager' });

    const refusals = [
      await manager().post(`/v1/refunds/${String(asked.body['id'])}/approve`),
      await manager().post(path, { amountFen: 110_000, reason: '多收' }),
    ];
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ status: 403, body: { code: 'BILLING.SECOND_PERSON_NEEDED' } });
    expect(await billing.find(Refund, String(asked.body['id']))).toMatchObject({
      status: 'requested',
      approvedBy: null,
    });
  });

  it('gives nothing back in the name of another manager either', async () => {
    const path = `/v1/payments/${await takenBy()}/refunds`;
    const other = delegate({ id: 'huang.manager', inNameOf: 'other.manager', roles: ['service-manager'] });
    expect(await other.post(path, { amountFen: 110_000, reason: '多收' })).toMatchObject({ status: 403 });
  });

  it('leaves the cashier free to have it given back', async () => {
    const id = await issueSettlement(billing);
    const { body } = await pay(billing, id, { method: 'cash', amountFen: 110_000 });
    const refund = await manager().post(`/v1/payments/${String(body['id'])}/refunds`, { amountFen: 1, reason: '多收' });
    expect(refund).toMatchObject({ status: 201, body: { approvedBy: 'huang.manager' } });
  });
});
