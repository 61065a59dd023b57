import { DomainError } from '@pitlane/kernel';
import type { SettlementStatus } from '../settlements/settlement.entity.js';
import type { PaymentStatus } from './payment.entity.js';
import type { RefundStatus } from './refund.entity.js';

export class SettlementNotPayable extends DomainError {
  constructor(settlementId: string, status: SettlementStatus) {
    const message = `Settlement ${settlementId} is ${status}.`;
    super('BILLING.SETTLEMENT_NOT_PAYABLE', 'conflict', message, { settlementId, status });
  }
}

export class MoreThanOpen extends DomainError {
  constructor(settlementId: string, openFen: number) {
    const message = `Only ${openFen} fen of settlement ${settlementId} are open.`;
    super('BILLING.MORE_THAN_OPEN', 'conflict', message, { settlementId, openFen });
  }
}

/** A gateway tells of another amount than was asked for. */
export class PaymentAmountDiffers extends DomainError {
  constructor(paymentId: string, expectedFen: number) {
    const message = `Payment ${paymentId} is of ${expectedFen} fen.`;
    super('BILLING.PAYMENT_AMOUNT_DIFFERS', 'conflict', message, { paymentId, expectedFen });
  }
}

/** The payment was received by another transaction of the gateway already. */
export class OtherTransaction extends DomainError {
  constructor(paymentId: string) {
    const message = `Payment ${paymentId} was received by another transaction.`;
    super('BILLING.OTHER_TRANSACTION', 'conflict', message, { paymentId });
  }
}

export class PaymentNotReceived extends DomainError {
  constructor(paymentId: string, status: PaymentStatus) {
    const message = `Payment ${paymentId} is ${status}: there is nothing to give back.`;
    super('BILLING.PAYMENT_NOT_RECEIVED', 'conflict', message, { paymentId, status });
  }
}

export class MoreThanReceived extends DomainError {
  constructor(paymentId: string, refundableFen: number) {
    const message = `At most ${refundableFen} fen of payment ${paymentId} can be given back.`;
    super('BILLING.MORE_THAN_RECEIVED', 'conflict', message, { paymentId, refundableFen });
  }
}

/** Money goes back by the word of a second person. */
export class SecondPersonNeeded extends DomainError {
  constructor(paymentId: string) {
    const message = `Who took payment ${paymentId} or asked for its refund may not approve the refund.`;
    super('BILLING.SECOND_PERSON_NEEDED', 'forbidden', message, { paymentId });
  }
}

export class RefundNotRequested extends DomainError {
  constructor(refundId: string, status: RefundStatus) {
    super('BILLING.REFUND_NOT_REQUESTED', 'conflict', `Refund ${refundId} is ${status}.`, { refundId, status });
  }
}
