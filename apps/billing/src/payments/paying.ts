import { type IntegrationEvent, PaymentRefunded } from '@pitlane/contracts';
import { NotFound, plusMinutes } from '@pitlane/kernel';
import type { Settlement } from '../settlements/settlement.entity.js';
import { isGateway, type NewPayment, Payment } from './payment.entity.js';
import {
  MoreThanOpen,
  OtherTransaction,
  PaymentAmountDiffers,
  SecondPersonNeeded,
  SettlementNotPayable,
} from './payment.errors.js';
import type { Refund, RefundRequest } from './refund.entity.js';

const GATEWAY_ORDER_MINUTES = 30;

/** What a gateway says of a payment. */
export interface GatewayNotice {
  readonly paymentId: string;
  readonly gatewayTransactionId: string;
  readonly status: 'paid' | 'failed';
  readonly amountFen: number;
}

/**
 * Takes a payment of at most what is open (BIL-6). Cash and card have arrived; a gateway's payment is pending for 30 minutes.
 * @throws SettlementNotPayable | MoreThanOpen
 */
export function takePayment(
  settlement: Settlement,
  wanted: NewPayment,
): { payment: Payment; events: IntegrationEvent[] } {
  if (settlement.status !== 'issued') throw new SettlementNotPayable(settlement.id, settlement.status);
  if (wanted.amountFen > settlement.openFen) throw new MoreThanOpen(settlement.id, settlement.openFen);
  const isByGateway = isGateway(wanted.method);
  const payment = Payment.of(settlement, wanted, isByGateway ? plusMinutes(wanted.at, GATEWAY_ORDER_MINUTES) : null);
  settlement.payments.push(payment);
  return { payment, events: isByGateway ? [] : settlement.receive(payment, wanted.at) };
}

/**
 * Notes what a gateway says, however often and in whatever order: money that arrived stays arrived, also when it comes late.
 * @throws NotFound | PaymentAmountDiffers | OtherTransaction
 */
export function noteGateway(settlement: Settlement, notice: GatewayNotice, at: Date): IntegrationEvent[] {
  const payment = settlement.payment(notice.paymentId);
  if (notice.amountFen !== payment.amountFen) throw new PaymentAmountDiffers(payment.id, payment.amountFen);
  if (notice.status === 'failed') {
    if (payment.status === 'pending') payment.status = 'failed';
    return [];
  }
  if (payment.isReceived) {
    if (payment.gatewayTransactionId !== notice.gatewayTransactionId) throw new OtherTransaction(payment.id);
    return [];
  }
  payment.gatewayTransactionId = notice.gatewayTransactionId;
  return settlement.receive(payment, at);
}

/** A gateway's order that nobody paid in time. */
export function expirePayment(settlement: Settlement, paymentId: string, at: Date): void {
  const payment = settlement.payment(paymentId);
  if (payment.status === 'pending' && payment.expiresAt !== null && payment.expiresAt <= at) payment.status = 'expired';
}

/** What is to be done with a refund: by a second person at once, or first by their approval. */
export interface RefundDecision {
  readonly refund: Refund;
  readonly payment: Payment;
  readonly events: IntegrationEvent[];
}

/** @throws NotFound | PaymentNotReceived | MoreThanReceived */
export function requestRefund(settlement: Settlement, paymentId: string, request: RefundRequest): RefundDecision {
  const payment = settlement.payment(paymentId);
  return { refund: payment.requestRefund(request), payment, events: [] };
}

/**
 * A manager's own refund of a payment that another person took.
 * @throws NotFound | SecondPersonNeeded | PaymentNotReceived | MoreThanReceived
 */
export function refund(settlement: Settlement, paymentId: string, request: RefundRequest): RefundDecision {
  const decision = requestRefund(settlement, paymentId, request);
  return approve(settlement, decision, { approvedBy: request.requestedBy, at: request.at });
}

/**
 * The approval of a refund by someone who neither asked for it nor took the payment.
 * @throws NotFound | SecondPersonNeeded | RefundNotRequested | PaymentNotReceived | MoreThanReceived
 */
export function approveRefund(
  settlement: Settlement,
  refundId: string,
  approval: { approvedBy: string; at: Date },
): RefundDecision {
  const found = findRefund(settlement, refundId);
  if (found.refund.requestedBy === approval.approvedBy) throw new SecondPersonNeeded(found.payment.id);
  return approve(settlement, { ...found, events: [] }, approval);
}

/** The gateway carried the refund out, or would not. */
export function endRefund(
  settlement: Settlement,
  refundId: string,
  how: 'refunded' | 'rejected',
  at: Date,
): IntegrationEvent[] {
  const { refund: found, payment } = findRefund(settlement, refundId);
  if (found.status !== 'sending') return [];
  found.end(how, at);
  if (how === 'rejected') return [];
  settlement.giveBack(payment, found.amountFen);
  return [
    PaymentRefunded.of({
      settlementId: settlement.id,
      paymentId: payment.id,
      refundId,
      repairOrderId: settlement.repairOrderId,
      customerId: settlement.customerId,
      method: payment.method,
      amountFen: found.amountFen,
      reason: found.reason,
      refundedAt: at.toISOString(),
    }),
  ];
}

function approve(
  settlement: Settlement,
  { refund: asked, payment }: RefundDecision,
  { approvedBy, at }: { approvedBy: string; at: Date },
): RefundDecision {
  payment.approveRefund(asked, approvedBy, at);
  const events = isGateway(payment.method) ? [] : endRefund(settlement, asked.id, 'refunded', at);
  return { refund: asked, payment, events };
}

function findRefund(settlement: Settlement, refundId: string): { refund: Refund; payment: Payment } {
  for (const payment of settlement.payments) {
    const found = payment.refunds.find(({ id }) => id === refundId);
    if (found) return { refund: found, payment };
  }
  throw new NotFound('refund', refundId);
}
