import { BorrowingBought, BorrowingGivenBack, PartBorrowed } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { BorrowingSettled, CostDiffers } from './borrowing.errors.js';

export const BORROWING_STATUSES = ['open', 'given-back', 'bought'] as const;
export type BorrowingStatus = (typeof BORROWING_STATUSES)[number];

export interface BorrowingFacts {
  id: string;
  storeId: string;
  lender: string;
  partNumber: string;
  quantityThousandths: number;
  /** Agreed with the lender, for one stocking unit. */
  unitCostFen: number;
  lotId: string;
  /** Part line of the repair order that waits for it. */
  lineId: string | null;
  /** Calendar day. */
  dueOn: string;
  /** Staff id. */
  borrowedBy: string;
  borrowedAt: Date;
}

export interface Settlement {
  /** Cost of what went back, or the amount of the invoice. */
  readonly fen: number;
  readonly explanation?: string;
  /** Staff id. */
  readonly by: string;
  readonly at: Date;
}

/** A part that somebody lent: the store owes it, or its price, until it is settled (PRT-16). Stock never goes below zero for it. */
@Entity()
export class Borrowing extends Aggregate {
  @Disclosed() @Column('text') status!: BorrowingStatus;
  @Column('text') lender!: string;
  @Disclosed() @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;
  /** What was lent came in as this lot. */
  @Column('uuid') lotId!: string;
  @Column('uuid', { nullable: true }) lineId!: string | null;
  @Column('date') dueOn!: string;
  @Disclosed() @Column('text') borrowedBy!: string;
  @Column('timestamptz') borrowedAt!: Date;
  @Disclosed() @Column('text', { nullable: true }) settledBy!: string | null;
  @Column('timestamptz', { nullable: true }) settledAt!: Date | null;
  /** Cost of what went back, or the amount of the invoice. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) settledFen!: number | null;
  @Column('text', { nullable: true }) invoiceNumber!: string | null;
  @Column('text', { nullable: true }) explanation!: string | null;

  static open(facts: BorrowingFacts): Borrowing {
    const borrowing = new Borrowing();
    borrowing.begin(facts.id, facts.storeId);
    return Object.assign(borrowing, facts, {
      ...{ status: 'open', settledBy: null, settledAt: null, settledFen: null, invoiceNumber: null, explanation: null },
    });
  }

  /** What was borrowed, at the agreed cost. */
  get borrowedFen(): number {
    return quantityChargeFen(this.quantityThousandths, this.unitCostFen);
  }

  opened(): PartBorrowed {
    const { id: borrowingId, lender, partNumber, quantityThousandths, unitCostFen, lotId, lineId, dueOn } = this;
    return PartBorrowed.of({
      ...{ borrowingId, lender, partNumber, quantityThousandths, unitCostFen, lotId, dueOn },
      ...(lineId !== null && { lineId }),
      borrowedAt: this.borrowedAt.toISOString(),
    });
  }

  /** @throws BorrowingSettled */
  checkOpen(): void {
    if (this.status !== 'open') throw new BorrowingSettled(this.id, this.status);
  }

  /** As much of the part goes back to the lender. @throws BorrowingSettled | CostDiffers */
  giveBack(settlement: Settlement): BorrowingGivenBack {
    this.settle('given-back', settlement);
    const { id: borrowingId, borrowedFen } = this;
    return BorrowingGivenBack.of({
      ...{ borrowingId, borrowedFen, givenBackFen: settlement.fen },
      givenBackAt: settlement.at.toISOString(),
    });
  }

  /** The lender is paid instead. @throws BorrowingSettled | CostDiffers */
  buy(invoiceNumber: string, settlement: Settlement): BorrowingBought {
    this.settle('bought', settlement);
    this.invoiceNumber = invoiceNumber;
    const { id: borrowingId, borrowedFen } = this;
    return BorrowingBought.of({
      ...{ borrowingId, invoiceNumber, borrowedFen, invoiceFen: settlement.fen },
      boughtAt: settlement.at.toISOString(),
    });
  }

  private settle(status: BorrowingStatus, { fen, explanation, by, at }: Settlement): void {
    this.checkOpen();
    if (fen !== this.borrowedFen && explanation === undefined) throw new CostDiffers(this.borrowedFen, fen);
    Object.assign(this, {
      ...{ status, settledFen: fen, settledBy: by, settledAt: at, explanation: explanation ?? null },
    });
  }
}
