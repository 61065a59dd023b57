import { Fen, Instant, ListOf, OneOf, PAYMENT_METHODS, type PaymentMethod, Text, Uuid } from '@pitlane/contracts';
import { PageQuery } from '@pitlane/platform';
import { type Settlement, SETTLEMENT_STATUSES, type SettlementStatus } from '../settlements/settlement.entity.js';
import { type Payment, PAYMENT_STATUSES, type PaymentStatus } from './payment.entity.js';
import type { Refund, RefundStatus } from './refund.entity.js';

export class TakePayment {
  @OneOf(PAYMENT_METHODS) method!: PaymentMethod;
  @Fen({ min: 1 }) amountFen!: number;
}

export class RequestRefund {
  @Fen({ min: 1 }) amountFen!: number;
  @Text(500) reason!: string;
}

export class PaymentQuery extends PageQuery {
  @OneOf(PAYMENT_STATUSES, { optional: true }) status?: PaymentStatus;
}

export class RefundView {
  @Uuid() id!: string;
  @Uuid() paymentId!: string;
  @Fen({ min: 1 }) amountFen!: number;
  @Text(500) reason!: string;
  @OneOf(['requested', 'sending', 'refunded', 'rejected']) status!: RefundStatus;
  @Text(200) requestedBy!: string;
  @Text(200, { nullable: true }) approvedBy!: string | null;
  @Instant({ nullable: true }) refundedAt!: string | null;

  static of({ id, paymentId, amountFen, reason, status, requestedBy, approvedBy, refundedAt }: Refund): RefundView {
    const shown = { id, paymentId, amountFen, reason, status, requestedBy, approvedBy };
    return Object.assign(new RefundView(), shown, { refundedAt: refundedAt?.toISOString() ?? null });
  }
}

/** A payment, and how its settlement stands. */
export class PaymentView {
  @Uuid() id!: string;
  @Uuid() settlementId!: string;
  @OneOf(PAYMENT_METHODS) method!: PaymentMethod;
  @Fen({ min: 1 }) amountFen!: number;
  @OneOf(PAYMENT_STATUSES) status!: PaymentStatus;
  @Text(200) takenBy!: string;
  /** What the customer scans; null until the gateway has opened the order, and for cash and card. */
  @Text(500, { nullable: true }) codeUrl!: string | null;
  @Instant({ nullable: true }) expiresAt!: string | null;
  @Instant({ nullable: true }) receivedAt!: string | null;
  @Fen() refundedFen!: number;
  @ListOf(() => RefundView) refunds!: RefundView[];
  @OneOf(SETTLEMENT_STATUSES) settlementStatus!: SettlementStatus;
  /** What is still open of the settlement. */
  @Fen() openFen!: number;

  static of(payment: Payment, settlement: Settlement): PaymentView {
    const { id, settlementId, method, amountFen, status, takenBy, codeUrl, refundedFen } = payment;
    return Object.assign(new PaymentView(), {
      id, settlementId, method, amountFen, status, takenBy, codeUrl, refundedFen,
      expiresAt: payment.expiresAt?.toISOString() ?? null,
      receivedAt: payment.receivedAt?.toISOString() ?? null,
      refunds: payment.refunds.map((refund) => RefundView.of(refund)),
      settlementStatus: settlement.status,
      openFen: settlement.openFen,
    }); // prettier-ignore
  }
}
