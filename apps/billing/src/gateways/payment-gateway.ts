import type { Gateway } from '../payments/payment.entity.js';

/** An order that the customer pays at a gateway. */
export interface GatewayOrder {
  /** A second call with it changes nothing. */
  readonly idempotencyKey: string;
  readonly gateway: Gateway;
  readonly storeId: string;
  readonly paymentId: string;
  readonly amountFen: number;
}

export interface OpenedOrder {
  /** What the customer scans. */
  readonly codeUrl: string;
}

export type RefundResult = 'refunded' | 'rejected';

/**
 * Mobile payment, behind one face for all providers (BIL-6). A call that throws has an unknown result: ask with `find…`
 * before it is made again.
 */
export abstract class PaymentGateway {
  abstract openOrder(order: GatewayOrder): Promise<OpenedOrder>;
  abstract findOrder(paymentId: string): Promise<OpenedOrder | undefined>;
  /** @param refund of the order of its payment, under an idempotency key of its own */
  abstract refund(refund: GatewayOrder): Promise<RefundResult>;
  abstract findRefund(idempotencyKey: string): Promise<RefundResult | undefined>;
}
