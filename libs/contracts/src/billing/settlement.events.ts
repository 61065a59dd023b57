import { Event, IntegrationEvent } from '../event.js';
import { Code, Fen, Instant, ListOf, OneOf, Text, Thousandths, Uuid } from '../fields.js';
import { PAYMENT_METHODS, type PaymentMethod } from '../terms.js';

export class SettledPartLine {
  /** Part line of the repair order. */
  @Uuid() lineId!: string;
  @Code() partNumber!: string;
  @Thousandths() quantityThousandths!: number;
  /** Tax included. */
  @Fen() amountFen!: number;
}

/** The settlement (结算单) is final; the customer can pay (BIL-3). */
@Event('billing.settlement.issued', 1)
export class SettlementIssued extends IntegrationEvent {
  @Uuid() settlementId!: string;
  /** Gapless per store and year: `SH001-JS-2026-000045`. */
  @Text(40) number!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Fen() totalFen!: number;
  @Fen() taxFen!: number;
  @Fen() customerShareFen!: number;
  /** Absent in settlements of releases that did not name them. */
  @ListOf(() => SettledPartLine, { optional: true }) partLines?: SettledPartLine[];
  @Instant() issuedAt!: string;
}

/** A payment arrived (BIL-6). */
@Event('billing.settlement.payment-received', 1)
export class PaymentReceived extends IntegrationEvent {
  @Uuid() settlementId!: string;
  @Uuid() paymentId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @OneOf(PAYMENT_METHODS) method!: PaymentMethod;
  @Fen({ min: 1 }) amountFen!: number;
  @Instant() receivedAt!: string;
}

/** Money came that the settlement has no place for: late, or paid otherwise meanwhile. It waits for its refund (BIL-6). */
@Event('billing.settlement.surplus-received', 1)
export class SurplusReceived extends IntegrationEvent {
  @Uuid() settlementId!: string;
  @Uuid() paymentId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Fen({ min: 1 }) amountFen!: number;
}

/** The customer's share is paid in full. */
@Event('billing.settlement.paid', 1)
export class SettlementPaid extends IntegrationEvent {
  @Uuid() settlementId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Fen() paidFen!: number;
  @Instant() paidAt!: string;
}

/** Money went back by the way it came (BIL-6). */
@Event('billing.settlement.payment-refunded', 1)
export class PaymentRefunded extends IntegrationEvent {
  @Uuid() settlementId!: string;
  @Uuid() paymentId!: string;
  @Uuid() refundId!: string;
  @Uuid() repairOrderId!: string;
  @Uuid() customerId!: string;
  @OneOf(PAYMENT_METHODS) method!: PaymentMethod;
  @Fen({ min: 1 }) amountFen!: number;
  @Text(500) reason!: string;
  @Instant() refundedAt!: string;
}
