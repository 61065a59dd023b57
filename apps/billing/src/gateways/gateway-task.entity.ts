import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Gateway, Payment } from '../payments/payment.entity.js';
import type { Refund } from '../payments/refund.entity.js';

export type GatewayTaskKind = 'open-order' | 'refund';

/** A call to a payment gateway that is made after commit, again and again until its result is known. */
@Entity()
export class GatewayTask {
  /** Also the idempotency key that the gateway gets. */
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('text') kind!: GatewayTaskKind;
  @Column('text') gateway!: Gateway;
  @Column('uuid') paymentId!: string;
  @Column('uuid') settlementId!: string;
  @Column('uuid', { nullable: true }) refundId!: string | null;
  @Column('bigint', { transformer: safeInteger }) amountFen!: number;
  @Column('text') status!: 'waiting' | 'done';
  @Column('int') attempts!: number;
  @Column('timestamptz') nextAttemptAt!: Date;

  static toOpenOrder(id: string, gateway: Gateway, payment: Payment): GatewayTask {
    const { storeId, id: paymentId, settlementId, amountFen, requestedAt } = payment;
    const task = { id, storeId, kind: 'open-order', gateway, paymentId, settlementId, refundId: null, amountFen };
    return Object.assign(new GatewayTask(), task, WAITING, { nextAttemptAt: requestedAt });
  }

  static toRefund(
    id: string,
    gateway: Gateway,
    { refund, payment }: { refund: Refund; payment: Payment },
  ): GatewayTask {
    const { storeId, id: paymentId, settlementId } = payment;
    const { id: refundId, amountFen, approvedAt, requestedAt } = refund;
    const task = { id, storeId, kind: 'refund', gateway, paymentId, settlementId, refundId, amountFen };
    return Object.assign(new GatewayTask(), task, WAITING, { nextAttemptAt: approvedAt ?? requestedAt });
  }

  done(): this {
    this.status = 'done';
    return this;
  }
}

const WAITING = { status: 'waiting', attempts: 0 } as const;
