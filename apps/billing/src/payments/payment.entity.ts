import type { PaymentMethod } from '@pitlane/contracts';
import { sumFen } from '@pitlane/kernel';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { Settlement } from '../settlements/settlement.entity.js';
import { MoreThanReceived, PaymentNotReceived, SecondPersonNeeded } from './payment.errors.js';
import { Refund, type RefundRequest } from './refund.entity.js';

export const GATEWAYS = ['wechat-pay', 'alipay'] as const;
export type Gateway = (typeof GATEWAYS)[number];

export const isGateway = (method: PaymentMethod): method is Gateway => GATEWAYS.some((gateway) => gateway === method);

export const PAYMENT_STATUSES = ['pending', 'captured', 'surplus', 'expired', 'failed'] as const;
/** `surplus`: the money came when nothing was open any more; it waits for its refund. */
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export interface NewPayment {
  readonly id: string;
  readonly method: PaymentMethod;
  readonly amountFen: number;
  readonly takenBy: string;
  readonly at: Date;
}

/** One payment of a settlement, part of its aggregate (BIL-6). */
@Entity()
export class Payment {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') settlementId!: string;
  @ManyToOne(() => Settlement, (settlement) => settlement.payments)
  @JoinColumn({ name: 'settlement_id' })
  settlement!: Relation<Settlement>;
  @Column('text') method!: PaymentMethod;
  @Column('bigint', { transformer: safeInteger }) amountFen!: number;
  @Column('text') status!: PaymentStatus;
  @Column('text') takenBy!: string;
  @Column('timestamptz') requestedAt!: Date;
  /** When a gateway's order runs out. */
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  /** What the customer scans. */
  @Column('text', { nullable: true }) codeUrl!: string | null;
  @Column('text', { nullable: true }) gatewayTransactionId!: string | null;
  @Column('timestamptz', { nullable: true }) receivedAt!: Date | null;
  /** Of refunds that were carried out. */
  @Column('bigint', { transformer: safeInteger }) refundedFen!: number;
  @OneToMany(() => Refund, (refund) => refund.payment, { cascade: true, eager: true }) refunds!: Refund[];

  static of(
    settlement: Settlement,
    { id, method, amountFen, takenBy, at }: NewPayment,
    expiresAt: Date | null,
  ): Payment {
    return Object.assign(new Payment(), {
      id,
      storeId: settlement.storeId,
      settlementId: settlement.id,
      method,
      amountFen,
      status: 'pending',
      takenBy,
      requestedAt: at,
      expiresAt,
      codeUrl: null,
      gatewayTransactionId: null,
      receivedAt: null,
      refundedFen: 0,
      refunds: [],
    });
  }

  get isReceived(): boolean {
    return this.status === 'captured' || this.status === 'surplus';
  }

  /** What is neither given back nor on its way. */
  get refundableFen(): number {
    const leaving = this.refunds.filter(({ status }) => status === 'sending' || status === 'refunded');
    return this.amountFen - sumFen(leaving.map(({ amountFen }) => amountFen));
  }

  /** @throws PaymentNotReceived | MoreThanReceived */
  requestRefund(request: RefundRequest): Refund {
    this.refuseRefundOver(request.amountFen);
    const refund = Refund.of(this, request);
    this.refunds.push(refund);
    return refund;
  }

  /** @throws SecondPersonNeeded | RefundNotRequested | PaymentNotReceived | MoreThanReceived */
  approveRefund(refund: Refund, approvedBy: string, at: Date): void {
    if (approvedBy === this.takenBy) throw new SecondPersonNeeded(this.id);
    this.refuseRefundOver(refund.amountFen);
    refund.approve(approvedBy, at);
  }

  private refuseRefundOver(amountFen: number): void {
    if (!this.isReceived) throw new PaymentNotReceived(this.id, this.status);
    if (amountFen > this.refundableFen) throw new MoreThanReceived(this.id, this.refundableFen);
  }
}
