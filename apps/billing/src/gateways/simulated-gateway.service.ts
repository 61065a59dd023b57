import { Injectable } from '@nestjs/common';
import { Database, type OfStore } from '@pitlane/platform';
import { uuidv7 } from 'uuidv7';
import type { Gateway } from '../payments/payment.entity.js';
import { OrderNotOpen } from './gateway.errors.js';
import { type GatewayOrder, type OpenedOrder, PaymentGateway, type RefundResult } from './payment-gateway.js';

/** A callback that the simulator owes us. */
export interface DueCallback {
  readonly id: string;
  readonly gateway: Gateway;
  readonly paymentId: string;
  readonly gatewayTransactionId: string;
  readonly amountFen: number;
}

/** A gateway for development and tests: it keeps its books in tables of its own, and calls back as the real ones do. */
@Injectable()
export class SimulatedGateway extends PaymentGateway {
  constructor(private readonly db: Database) {
    super();
  }

  override openOrder({ idempotencyKey, gateway, storeId, paymentId, amountFen }: GatewayOrder): Promise<OpenedOrder> {
    const codeUrl = `simulated://${gateway}/${paymentId}`;
    return this.db.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO simulated_order (payment_id, store_id, gateway, idempotency_key, amount_fen, code_url)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [paymentId, storeId, gateway, idempotencyKey, amountFen, codeUrl],
      );
      return { codeUrl };
    });
  }

  override findOrder(paymentId: string): Promise<OpenedOrder | undefined> {
    return this.db.read(async (tx) => {
      const [row] = await tx.query<{ code_url: string }>(
        'SELECT code_url FROM simulated_order WHERE payment_id = $1 AND store_id = ANY ($2)',
        [paymentId, tx.scope.stores],
      );
      return row && { codeUrl: row.code_url };
    });
  }

  override refund({ idempotencyKey, storeId, paymentId, amountFen }: GatewayOrder): Promise<RefundResult> {
    return this.db.transaction(async (tx) => {
      const [order] = await tx.query<{ left_fen: string }>(
        `SELECT amount_fen - (SELECT coalesce(sum(amount_fen), 0) FROM simulated_refund
                              WHERE payment_id = $1 AND idempotency_key <> $2) AS left_fen
         FROM simulated_order WHERE payment_id = $1 AND transaction_id IS NOT NULL FOR UPDATE`,
        [paymentId, idempotencyKey],
      );
      if (!order || Number(order.left_fen) < amountFen) return 'rejected';
      await tx.query(
        `INSERT INTO simulated_refund (idempotency_key, store_id, payment_id, amount_fen)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [idempotencyKey, storeId, paymentId, amountFen],
      );
      return 'refunded';
    });
  }

  override findRefund(idempotencyKey: string): Promise<RefundResult | undefined> {
    return this.db.read(async (tx) => {
      const found = await tx.query('SELECT FROM simulated_refund WHERE idempotency_key = $1', [idempotencyKey]);
      return found.length > 0 ? 'refunded' : undefined;
    });
  }

  /** The customer pays an order; the gateway will call back so many times. @throws OrderNotOpen */
  pay(gateway: Gateway, paymentId: string, times: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const [order] = await tx.query<{ transaction_id: string }>(
        `UPDATE simulated_order SET transaction_id = coalesce(transaction_id, $3)
         WHERE payment_id = $1 AND gateway = $2 AND store_id = ANY ($4) RETURNING transaction_id`,
        [paymentId, gateway, `SIM-${uuidv7()}`, tx.scope.stores],
      );
      if (!order) throw new OrderNotOpen(paymentId);
      const callbackIds = Array.from({ length: times }, () => uuidv7());
      await tx.query(
        `INSERT INTO simulated_callback (id, store_id, gateway, payment_id, transaction_id, amount_fen)
         SELECT callback_id, store_id, gateway, payment_id, transaction_id, amount_fen
         FROM simulated_order, unnest($2::uuid[]) AS callback_id WHERE payment_id = $1`,
        [paymentId, callbackIds],
      );
    });
  }

  storesWithCallbacks(): Promise<OfStore[]> {
    return this.db.read((tx) => tx.query<OfStore>('SELECT DISTINCT store_id FROM simulated_callback'));
  }

  dueCallbacks(): Promise<DueCallback[]> {
    return this.db.read((tx) =>
      tx.query<DueCallback>(
        `SELECT id, gateway, payment_id AS "paymentId", transaction_id AS "gatewayTransactionId",
                amount_fen::float8 AS "amountFen"
         FROM simulated_callback WHERE store_id = ANY ($1) ORDER BY id LIMIT 50`,
        [tx.scope.stores],
      ),
    );
  }

  async callbackEnded(id: string): Promise<void> {
    await this.db.transaction((tx) => tx.query('DELETE FROM simulated_callback WHERE id = $1 RETURNING id', [id]));
  }
}
