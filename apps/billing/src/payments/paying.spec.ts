import { PaymentReceived, SurplusReceived, PaymentRefunded, SettlementPaid } from '@pitlane/contracts';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { someTime } from '../quotes/testing.js';
import type { Settlement } from '../settlements/settlement.entity.js';
import { aDraft, anIssuedSettlement } from '../settlements/testing.js';
import { approveRefund, endRefund, expirePayment, noteGateway, refund, requestRefund, takePayment } from './paying.js';
import { type NewPayment, type Payment } from './payment.entity.js';
import {
  MoreThanOpen, MoreThanReceived, OtherTransaction, PaymentAmountDiffers, PaymentNotReceived, RefundNotRequested,
  SecondPersonNeeded, SettlementNotPayable,
} from './payment.errors.js'; // prettier-ignore

const later = new Date(someTime.getTime() + 31 * 60_000);

describe('taking a payment', () => {
  it('counts cash at once, and tells when nothing is open any more', () => {
    const settlement = anIssuedSettlement();

    const first = takePayment(settlement, wanted({ method: 'cash', amountFen: 60_000 }));
    const second = takePayment(settlement, wanted({ method: 'card', amountFen: 50_000 }));

    expect(first.events.map(({ constructor }) => constructor)).toEqual([PaymentReceived]);
    expect(second.events.map(({ constructor }) => constructor)).toEqual([PaymentReceived, SettlementPaid]);
    expect(settlement).toMatchObject({ status: 'paid', paidFen: 110_000, openFen: 0 });
  });

  it('waits half an hour for a gateway', () => {
    const settlement = anIssuedSettlement();
    const { payment, events } = takePayment(settlement, wanted({ method: 'wechat-pay' }));
    expect(events).toEqual([]);
    expect(payment).toMatchObject({ status: 'pending', expiresAt: new Date('2026-11-21T01:30:00Z') });
    expect(settlement.openFen).toBe(110_000);
  });

  it('is refused above what is still open', () => {
    const settlement = anIssuedSettlement();
    takePayment(settlement, wanted({ amountFen: 60_000 }));
    expect(() => takePayment(settlement, wanted({ amountFen: 50_001 }))).toThrow(MoreThanOpen);
    expect(settlement.payments).toHaveLength(1);
  });

  it.each(['draft', 'ready', 'blocked', 'paid'] as const)('is refused when the settlement is %s', (status) => {
    expect(() => takePayment(Object.assign(aDraft(), { status }), wanted())).toThrow(SettlementNotPayable);
  });
});

describe('what a gateway says', () => {
  it('counts once, however often it is said', () => {
    const { settlement, payment } = pending();

    expect(noteGateway(settlement, paid(payment), someTime)).toHaveLength(2);
    expect(noteGateway(settlement, paid(payment), later)).toEqual([]);

    expect(settlement).toMatchObject({ status: 'paid', paidFen: 110_000 });
  });

  it('counts though it comes after the order ran out, while it is still owed', () => {
    const { settlement, payment } = pending();
    expirePayment(settlement, payment.id, later);
    expect(payment.status).toBe('expired');

    noteGateway(settlement, paid(payment), later);

    expect(payment.status).toBe('captured');
    expect(settlement.status).toBe('paid');
  });

  it('is kept for a refund when the settlement was paid otherwise meanwhile', () => {
    const { settlement, payment } = pending();
    takePayment(settlement, wanted({ method: 'cash' }));

    const events = noteGateway(settlement, paid(payment), later);

    expect(events.map(({ constructor }) => constructor)).toEqual([PaymentReceived, SurplusReceived]);
    expect(payment.status).toBe('surplus');
    expect(settlement).toMatchObject({ status: 'paid', paidFen: 110_000 });
  });

  it('may come out of order: money that arrived stays', () => {
    const { settlement, payment } = pending();
    noteGateway(settlement, { ...paid(payment), status: 'failed' }, someTime);
    expect(payment.status).toBe('failed');
    noteGateway(settlement, paid(payment), someTime);
    noteGateway(settlement, { ...paid(payment), status: 'failed' }, someTime);
    expect(payment.status).toBe('captured');
  });

  it('is refused for another amount, and for a second transaction', () => {
    const { settlement, payment } = pending();
    expect(() => noteGateway(settlement, { ...paid(payment), amountFen: 1 }, someTime)).toThrow(PaymentAmountDiffers);
    noteGateway(settlement, paid(payment), someTime);
    const other = { ...paid(payment), gatewayTransactionId: 'T-2' };
    expect(() => noteGateway(settlement, other, someTime)).toThrow(OtherTransaction);
  });

  it('lets an order run out only when its time is over', () => {
    const { settlement, payment } = pending();
    expirePayment(settlement, payment.id, someTime);
    expect(payment.status).toBe('pending');
  });
});

describe('giving money back', () => {
  it('opens the settlement again', () => {
    const { settlement, payment } = cash();

    const { refund: done, events } = refund(settlement, payment.id, back(40_000));

    expect(events.map(({ constructor }) => constructor)).toEqual([PaymentRefunded]);
    expect(done).toMatchObject({ status: 'refunded', approvedBy: 'huang.manager' });
    expect(settlement).toMatchObject({ status: 'issued', paidFen: 70_000, openFen: 40_000 });
  });

  it('waits for the gateway that the money came through', () => {
    const { settlement, payment } = pending();
    noteGateway(settlement, paid(payment), someTime);

    const { refund: sent, events } = refund(settlement, payment.id, back(110_000));
    expect([sent.status, events, settlement.paidFen]).toEqual(['sending', [], 110_000]);
    expect(() => refund(settlement, payment.id, back(1))).toThrow(MoreThanReceived);

    expect(endRefund(settlement, sent.id, 'refunded', later)).toHaveLength(1);
    expect(endRefund(settlement, sent.id, 'refunded', later)).toEqual([]);
    expect(settlement).toMatchObject({ status: 'issued', paidFen: 0 });
  });

  it('can be tried again after the gateway would not', () => {
    const { settlement, payment } = pending();
    noteGateway(settlement, paid(payment), someTime);
    const { refund: sent } = refund(settlement, payment.id, back(110_000));
    expect(endRefund(settlement, sent.id, 'rejected', later)).toEqual([]);
    expect(payment.refundableFen).toBe(110_000);
  });

  it('needs a second person', () => {
    const { settlement, payment } = cash();
    expect(() => refund(settlement, payment.id, back(1, 'luo.cashier'))).toThrow(SecondPersonNeeded);

    const { refund: asked } = requestRefund(settlement, payment.id, back(1, 'song.cashier'));
    const approvedBy = (who: string) => () => approveRefund(settlement, asked.id, { approvedBy: who, at: later });
    expect(approvedBy('song.cashier')).toThrow(SecondPersonNeeded);
    expect(approvedBy('luo.cashier')).toThrow(SecondPersonNeeded);
    expect(approvedBy('huang.manager')().refund.status).toBe('refunded');
    expect(approvedBy('huang.manager')).toThrow(RefundNotRequested);
  });

  it('is refused above what arrived, and before anything did', () => {
    const { settlement, payment } = cash();
    expect(() => refund(settlement, payment.id, back(110_001))).toThrow(MoreThanReceived);
    const waiting = pending();
    expect(() => refund(waiting.settlement, waiting.payment.id, back(1))).toThrow(PaymentNotReceived);
  });
});

it('never takes more than is owed nor gives back more than it took, whatever happens in whatever order', () => {
  const step = fc.record({
    what: fc.constantFrom('cash' as const, 'open' as const, 'callback' as const, 'expire' as const, 'refund' as const),
    which: fc.nat(5),
    amountFen: fc.integer({ min: 1, max: 110_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const settlement = anIssuedSettlement();
      for (const one of steps) attempt(() => play(settlement, one));

      const counted = settlement.payments.filter(({ status }) => status === 'captured');
      const netFen = counted.reduce((sum, { amountFen, refundedFen }) => sum + amountFen - refundedFen, 0);
      expect(settlement.paidFen).toBe(netFen);
      expect(netFen).toBeLessThanOrEqual(settlement.customerShareFen);
      expect(settlement.status === 'paid').toBe(netFen === settlement.customerShareFen);
      for (const { refundedFen, amountFen, refunds } of settlement.payments) {
        expect(refundedFen).toBeLessThanOrEqual(amountFen);
        expect(refunds.reduce((sum, given) => sum + given.amountFen, 0)).toBe(refundedFen);
      }
    }),
  );
});

function play(
  settlement: Settlement,
  { what, which, amountFen }: { what: string; which: number; amountFen: number },
): void {
  const payment = settlement.payments[which];
  if (what === 'cash') takePayment(settlement, wanted({ method: 'cash', amountFen }));
  else if (what === 'open') takePayment(settlement, wanted({ method: 'alipay', amountFen }));
  else if (!payment) return;
  else if (what === 'callback') noteGateway(settlement, paid(payment), later);
  else if (what === 'expire') expirePayment(settlement, payment.id, later);
  else {
    const { refund: sent } = refund(
      settlement,
      payment.id,
      back(Math.max(1, Math.min(amountFen, payment.refundableFen))),
    );
    if (sent.status === 'sending') endRefund(settlement, sent.id, 'refunded', later);
  }
}

/** A refusal is an answer, too; anything else is a mistake of ours. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    const refusals = [MoreThanOpen, MoreThanReceived, PaymentNotReceived, SettlementNotPayable, OtherTransaction];
    if (!refusals.some((refusal) => error instanceof refusal)) throw error;
  }
}

function wanted(over: Partial<NewPayment> = {}): NewPayment {
  return { id: uuidv7(), method: 'cash', amountFen: 110_000, takenBy: 'luo.cashier', at: someTime, ...over };
}

function pending(): { settlement: Settlement; payment: Payment } {
  const settlement = anIssuedSettlement();
  return { settlement, payment: takePayment(settlement, wanted({ method: 'wechat-pay' })).payment };
}

function cash(): { settlement: Settlement; payment: Payment } {
  const settlement = anIssuedSettlement();
  return { settlement, payment: takePayment(settlement, wanted()).payment };
}

function paid({ id, amountFen }: Payment) {
  return { paymentId: id, gatewayTransactionId: `T-${id}`, status: 'paid' as const, amountFen };
}

function back(amountFen: number, requestedBy = 'huang.manager') {
  return { id: uuidv7(), amountFen, reason: '多收', requestedBy, at: later };
}
