import { type Answer, type Api, Refused, until } from '../platform/api.js';
import type { Plan } from './plans.js';
import { STAFF } from './staff-members.js';

/** What the demonstration reads of a settlement's view. */
export interface SettlementView {
  readonly id: string;
  readonly status: string;
  readonly number: string | null;
  readonly totalFen: number;
  readonly openFen: number;
  readonly payments: readonly { id: string; status: string }[];
}

/** The settlement once parts' facts are in: ready, or blocked by a difference to the quote, which the manager then approves. */
export async function settle(api: Api, orderId: string): Promise<SettlementView> {
  const settlement = await until('the settlement', async () => {
    const { items } = await api.get<{ items: SettlementView[] }>(
      'billing',
      `/v1/settlements?repairOrderId=${orderId}`,
      STAFF.cashier,
    );
    return items.find(({ status }) => status === 'ready' || status === 'blocked');
  });
  if (settlement.status === 'blocked') {
    await api.post('billing', `/v1/settlements/${settlement.id}/approve-difference`, {
      as: STAFF.manager,
      body: { reason: '未使用的备件已退库' },
    });
  }
  return api.post<SettlementView>('billing', `/v1/settlements/${settlement.id}/issue`, { as: STAFF.cashier });
}

/** Pays the customer's share by the planned method; a phone payment is confirmed by the gateway's callback. */
export async function pay(api: Api, settlement: SettlementView, plan: Plan): Promise<string> {
  const payment = await api.post<{ id: string }>('billing', `/v1/settlements/${settlement.id}/payments`, {
    as: STAFF.cashier,
    body: { method: plan.pays, amountFen: settlement.openFen },
  });
  if (plan.pays === 'wechat-pay' || plan.pays === 'alipay') {
    await until('the customer pays by phone', async () => {
      try {
        return await api.post('billing', `/v1/simulator/${plan.pays}/orders/${payment.id}/pay`, {
          as: STAFF.cashier,
          body: { times: plan.callbackTwice ? 2 : 1 },
        });
      } catch (error) {
        if (error instanceof Refused && (error.status === 404 || error.status === 409)) return undefined; // not at the gateway yet
        throw error;
      }
    });
  }
  await until('the settlement is paid', async () => (await readSettlement(api, settlement.id)).status === 'paid');
  return payment.id;
}

export const readSettlement = (api: Api, id: string): Promise<SettlementView> =>
  api.get<SettlementView>('billing', `/v1/settlements/${id}`, STAFF.cashier);

export const refund = (api: Api, paymentId: string, amountFen: number): Promise<Answer> =>
  api.post('billing', `/v1/payments/${paymentId}/refunds`, {
    as: STAFF.manager,
    body: { amountFen, reason: '旧电瓶折价' },
  });

/** The exit pass, known to the workshop: the car is given back, and the gate lets it out once. A pass that is over is followed by another. */
export async function giveBack(api: Api, orderId: string, { settlementId, advisorId }: GiveBack): Promise<void> {
  const issue = (): Promise<Pass> =>
    api.post<Pass>('billing', `/v1/settlements/${settlementId}/exit-pass`, { as: STAFF.cashier });
  const isAboutPass = (error: unknown): error is Refused => error instanceof Refused && /PASS/.test(error.code);
  let pass = await issue();
  await until('the workshop takes the exit pass', async () => {
    try {
      return await deliver(api, orderId, { exitPassId: pass.id, advisorId });
    } catch (error) {
      if (!isAboutPass(error)) throw error;
      if (error.code === 'WORKSHOP.EXIT_PASS_EXPIRED') pass = await issue().catch(whileLive(pass));
      return undefined;
    }
  });
  await api.post('billing', '/v1/exit-passes/verify', { as: STAFF.gate, body: { token: pass.token } });
}

/** Where clocks differ a pass may be over for the workshop alone: billing makes no other as long as it lives. */
const whileLive =
  (pass: Pass) =>
  (error: unknown): Pass => {
    if (error instanceof Refused && error.code === 'BILLING.EXIT_PASS_STILL_LIVE') return pass;
    throw error;
  };

const deliver = (api: Api, orderId: string, { exitPassId, advisorId }: Handover): Promise<Answer> =>
  api.post('workshop', `/v1/repair-orders/${orderId}/deliver`, {
    as: advisorId,
    body: { exitPassId, coversOff: true, documentsReturned: true, keysReturned: true, oldPartsShown: true },
  });

interface Pass {
  readonly id: string;
  readonly token: string;
}

interface Handover {
  readonly exitPassId: string;
  readonly advisorId: string;
}

interface GiveBack {
  settlementId: string;
  advisorId: string;
}
