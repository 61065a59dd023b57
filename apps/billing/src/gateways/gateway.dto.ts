import { Fen, Flag, Integer, OneOf, Text, Uuid } from '@pitlane/contracts';
import { type Gateway, GATEWAYS, type PaymentStatus, PAYMENT_STATUSES } from '../payments/payment.entity.js';

export class CallbackPath {
  @Text(32, { pattern: /^[A-Za-z0-9_-]+$/ }) storeId!: string;
  @OneOf(GATEWAYS) gateway!: Gateway;
}

export class GatewayCallback {
  @Uuid() paymentId!: string;
  @Text(64, { pattern: /^[A-Za-z0-9._-]+$/ }) gatewayTransactionId!: string;
  @OneOf(['paid', 'failed']) status!: 'paid' | 'failed';
  @Fen({ min: 1 }) amountFen!: number;
}

/** What the gateway hears: that we have it. */
export class CallbackView {
  @Uuid() paymentId!: string;
  @OneOf(PAYMENT_STATUSES) status!: PaymentStatus;
}

export class SimulatorPath {
  @OneOf(GATEWAYS) gateway!: Gateway;
  @Uuid() paymentId!: string;
}

export class PaySimulatedOrder {
  /** How often the gateway calls back; 1 unless told. */
  @Integer({ min: 1, max: 5, optional: true }) times?: number;
}

export class PaidOrderView {
  @Uuid() paymentId!: string;
  @Flag() paid!: boolean;
}
