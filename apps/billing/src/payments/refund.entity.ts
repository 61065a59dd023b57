import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Payment } from './payment.entity.js';
import { RefundNotRequested } from './payment.errors.js';

/** `sending`: approved, the gateway has yet to carry it out. */
export type RefundStatus = 'requested' | 'sending' | 'refunded' | 'rejected';

export interface RefundRequest {
  readonly id: string;
  readonly amountFen: number;
  readonly reason: string;
  readonly requestedBy: string;
  readonly at: Date;
}

/** Money that goes back by the way it came (BIL-6). */
@Entity()
export class Refund {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @Column('uuid') paymentId!: string;
  @ManyToOne(() => Payment, (payment) => payment.refunds)
  @JoinColumn({ name: 'payment_id' })
  payment!: Relation<Payment>;
  @Column('bigint', { transformer: safeInteger }) amountFen!: number;
  @Column('text') reason!: string;
  @Column('text') status!: RefundStatus;
  @Column('text') requestedBy!: string;
  @Column('timestamptz') requestedAt!: Date;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) refundedAt!: Date | null;

  static of(payment: Payment, { id, amountFen, reason, requestedBy, at }: RefundRequest): Refund {
    return Object.assign(new Refund(), {
      id,
      storeId: payment.storeId,
      paymentId: payment.id,
      amountFen,
      reason,
      status: 'requested',
      requestedBy,
      requestedAt: at,
      approvedBy: null,
      approvedAt: null,
      refundedAt: null,
    });
  }

  /** @throws RefundNotRequested */
  approve(approvedBy: string, at: Date): void {
    if (this.status !== 'requested') throw new RefundNotRequested(this.id, this.status);
    Object.assign(this, { status: 'sending', approvedBy, approvedAt: at });
  }

  /** The money is back; or the gateway would not give it. */
  end(status: 'refunded' | 'rejected', at: Date): void {
    this.status = status;
    this.refundedAt = status === 'refunded' ? at : null;
  }
}
