import { attack, eventually, startService, type TestService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { BillingModule } from './app.module.js';
import { migrations } from './migrations/index.js';
import { issueSettlement, pay, publishPrices } from './testing.js';

const service = startService(BillingModule, 'billing', migrations);

/** A settlement with a payment by card, a refund that was asked for, a payment that a gateway waits for, and an exit pass on credit. */
async function plant(billing: TestService) {
  await publishPrices(billing);
  const [cashier, manager] = [billing.as('cashier'), billing.as('service-manager')];
  const repairOrderId = uuidv7();
  const settlementId = await issueSettlement(billing, { repairOrderId });
  const idOf = ({ body }: { body: Record<string, unknown> }): string => String(body['id']);
  const first = async (path: string): Promise<string> => {
    const { body } = await manager.get<{ items: { id: string }[] }>(path);
    return body.items[0]?.id ?? '';
  };
  const paymentId = idOf(await pay(billing, settlementId, { method: 'card', amountFen: 10_000 }));
  const refundId = idOf(await cashier.post(`/v1/payments/${paymentId}/refunds`, { amountFen: 500, reason: '多收' }));
  const gatewayPaymentId = idOf(await pay(billing, settlementId, { method: 'alipay', amountFen: 10_000 }));
  const opened = 'SELECT FROM payment WHERE id = $1 AND code_url IS NOT NULL';
  await eventually(async () => (await billing.sql(opened, [gatewayPaymentId])).length > 0);
  return {
    repairOrderId,
    settlementId,
    paymentId,
    refundId,
    gatewayPaymentId,
    exitPassId: (await exitPassOn(billing, settlementId)).id,
    quoteId: await first('/v1/quotes'),
    priceListId: await first('/v1/price-lists'),
  };
}

const exitPassOn = async (billing: TestService, settlementId: string) => {
  const credit = { credit: true, reason: '老客户' };
  const path = `/v1/settlements/${settlementId}/exit-pass`;
  return (await billing.as('service-manager').post<{ id: string; token: string }>(path, credit)).body;
};

describe('billing under attack', () => {
  attack(service, {
    plant,
    publicRoutes: [
      'GET /v1/exit-passes/keys',
      'GET /v1/stores/:storeId/price-list',
      'POST /v1/gateway-callbacks/:storeId/:gateway',
    ],
    parameters: {
      '/v1/quotes/:id': 'quoteId',
      '/v1/settlements/:id': 'settlementId',
      '/v1/payments/:id': 'paymentId',
      '/v1/refunds/:id': 'refundId',
      '/v1/simulator/:gateway': { word: 'alipay' },
      '/v1/simulator/:gateway/orders/:paymentId': 'gatewayPaymentId',
    },
    queries: {
      'GET /v1/quotes': ({ repairOrderId }) => ({ repairOrderId }),
      'GET /v1/settlements': ({ repairOrderId }) => ({ repairOrderId }),
      'GET /v1/exit-passes': ({ repairOrderId }) => ({ repairOrderId }),
    },
    bodies: {
      'POST /v1/settlements/:id/approve-difference': () => ({ reason: '少用一升机油' }),
      'POST /v1/settlements/:id/payments': () => ({ method: 'cash', amountFen: 1_000 }),
      'POST /v1/settlements/:id/exit-pass': () => ({ credit: true, reason: '老客户' }),
      'POST /v1/payments/:id/refunds': () => ({ amountFen: 100, reason: '多收' }),
    },
  });

  it('lets no car out with another store’s exit pass', async () => {
    const { id, token } = await exitPassOn(service, await issueSettlement(service));
    const gate = service.as('integration', { store: 'SH002' });
    expect(await gate.post('/v1/exit-passes/verify', { token })).toMatchObject({ status: 404 });
    expect(await service.sql('SELECT status FROM exit_pass WHERE id = $1', [id])).toEqual([{ status: 'live' }]);
  });
});
