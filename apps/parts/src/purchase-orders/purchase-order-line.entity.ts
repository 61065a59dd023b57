import type { LotResult, OrderedPart } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { InspectionResult } from '../stock/lot.entity.js';
import { PurchaseOrder } from './purchase-order.entity.js';

export interface WaitingLine {
  readonly id: string;
  readonly partNumber: string;
}

export interface MissingLine extends WaitingLine {
  readonly missingThousandths: number;
}

/** One part of an order: what is to come, and what came. */
@Entity()
export class PurchaseOrderLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => PurchaseOrder, (order) => order.lines) purchaseOrder!: Relation<PurchaseOrder>;
  @Column('uuid') requisitionId!: string;
  /** 0, 1, 2 … */
  @Column('int') position!: number;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** What came and was not rejected; within the tolerance it may be more than was ordered. */
  @Column('bigint', { transformer: safeInteger }) receivedThousandths!: number;
  /** Of that, what waits for a decision. */
  @Column('bigint', { transformer: safeInteger }) undecidedThousandths!: number;
  /** Price of one stocking unit. */
  @Column('bigint', { transformer: safeInteger }) unitPriceFen!: number;
  /** The line of a reservation that waits for it (PRT-14). */
  @Column('uuid', { nullable: true }) reservationLineId!: string | null;
  /** Of what is bought in a hurry, what somebody asked for (PRT-15). */
  @Column('bigint', { transformer: safeInteger }) askedThousandths!: number;

  get missingThousandths(): number {
    return Math.max(0, this.quantityThousandths - this.receivedThousandths);
  }

  /** Some of a lot came for it. What is undecided counts until it is rejected. */
  receive(quantityThousandths: number, result: InspectionResult): void {
    if (result === 'rejected') return;
    this.receivedThousandths += quantityThousandths;
    if (result === 'quarantined') this.undecidedThousandths += quantityThousandths;
  }

  /** What was undecided is accepted, or missing again; a release before this one may have taken it without counting it as undecided. */
  decide(quantityThousandths: number, result: LotResult): void {
    this.undecidedThousandths = Math.max(0, this.undecidedThousandths - quantityThousandths);
    if (result === 'rejected') this.receivedThousandths = Math.max(0, this.receivedThousandths - quantityThousandths);
  }

  /** Whether something is to come for this line of a reservation: what was ordered for another is not (PRT-14). */
  isFor({ id, partNumber }: WaitingLine): boolean {
    const goesTo = this.reservationLineId ?? id;
    return this.missingThousandths > 0 && this.partNumber === partNumber && goesTo === id;
  }

  /**
   * Bought in a hurry, it was asked for: what is for a line that waits as far as that misses it, what is for nobody in particular as a
   * whole (PRT-15). @returns how much was, in thousandths
   */
  noteAsked(missing: readonly MissingLine[]): number {
    const { reservationLineId, quantityThousandths } = this;
    const waiting = missing.find(({ id }) => id === reservationLineId)?.missingThousandths ?? 0;
    this.askedThousandths = reservationLineId === null ? quantityThousandths : Math.min(quantityThousandths, waiting);
    return this.askedThousandths;
  }

  /** The rest never comes. @returns what of it was asked for, in thousandths */
  takeBackAsked(): number {
    const neverComes = Math.max(0, this.askedThousandths - this.receivedThousandths);
    this.askedThousandths -= neverComes;
    return neverComes;
  }

  toMissingPart(): OrderedPart {
    const { partNumber, missingThousandths: quantityThousandths, unitPriceFen, reservationLineId } = this;
    return { partNumber, quantityThousandths, unitPriceFen, ...(reservationLineId !== null && { reservationLineId }) };
  }
}
