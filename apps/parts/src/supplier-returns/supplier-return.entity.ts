import { SupplierReturnCredited, SupplierReturnSent } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { CreditDiffers, ReturnIsCredited } from './supplier-return.errors.js';

export interface ReturnFacts {
  id: string;
  storeId: string;
  deliveryId: string;
  supplier: string;
  lotId: string;
  partNumber: string;
  quantityThousandths: number;
  /** Of the lot. */
  unitCostFen: number;
  reason: string;
  /** Staff id. */
  sentBy: string;
  sentAt: Date;
}

export interface Credit {
  readonly creditedFen: number;
  readonly creditNote: string;
  readonly differenceReason?: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

/** A quantity of one lot that went back to its supplier, at the lot's cost, and the credit for it (PRT-10). */
@Entity()
export class SupplierReturn extends Aggregate {
  @Column('uuid') deliveryId!: string;
  @Disclosed() @Column('text') supplier!: string;
  @Column('uuid') lotId!: string;
  @Disclosed() @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** What the quantity cost. */
  @Column('bigint', { transformer: safeInteger }) expectedCreditFen!: number;
  @Column('text') reason!: string;
  @Disclosed() @Column('text') sentBy!: string;
  @Column('timestamptz') sentAt!: Date;
  @Column('bigint', { nullable: true, transformer: safeInteger }) creditedFen!: number | null;
  @Column('text', { nullable: true }) creditNote!: string | null;
  /** Why the credit is not what was expected. */
  @Column('text', { nullable: true }) differenceReason!: string | null;
  @Disclosed() @Column('text', { nullable: true }) creditedBy!: string | null;
  @Column('timestamptz', { nullable: true }) creditedAt!: Date | null;

  static send({ unitCostFen, ...facts }: ReturnFacts): SupplierReturn {
    const sent = new SupplierReturn();
    sent.begin(facts.id, facts.storeId);
    const uncredited = {
      creditedFen: null,
      creditNote: null,
      differenceReason: null,
      creditedBy: null,
      creditedAt: null,
    };
    return Object.assign(sent, facts, uncredited, {
      expectedCreditFen: quantityChargeFen(facts.quantityThousandths, unitCostFen),
    });
  }

  sent(): SupplierReturnSent {
    const { id: supplierReturnId, deliveryId, supplier, lotId, partNumber, quantityThousandths } = this;
    const { expectedCreditFen, reason } = this;
    const facts = { supplierReturnId, deliveryId, supplier, lotId, partNumber, quantityThousandths };
    return SupplierReturnSent.of({ ...facts, expectedCreditFen, reason, sentAt: this.sentAt.toISOString() });
  }

  /** The credit came, once; a difference is explained. @throws ReturnIsCredited | CreditDiffers */
  credit({ creditedFen, creditNote, differenceReason, by, at }: Credit): SupplierReturnCredited {
    const { id: supplierReturnId, supplier, expectedCreditFen } = this;
    if (this.creditedAt !== null) throw new ReturnIsCredited(supplierReturnId);
    if (creditedFen !== expectedCreditFen && differenceReason === undefined) throw new CreditDiffers(expectedCreditFen);
    const explained = differenceReason !== undefined && { differenceReason };
    Object.assign(this, { creditedFen, creditNote, ...explained, creditedBy: by, creditedAt: at });
    const facts = { supplierReturnId, supplier, expectedCreditFen, creditedFen, creditNote, ...explained };
    return SupplierReturnCredited.of({ ...facts, creditedAt: at.toISOString() });
  }
}
