import type { OrderedPart } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Requisition } from './requisition.entity.js';

export interface LineFacts {
  id: string;
  partNumber: string;
  quantityThousandths: number;
  /** Price of one stocking unit. */
  unitPriceFen: number;
  /** The line of a reservation that waits for it (PRT-14). */
  reservationLineId?: string;
}

/** One part that is to be bought. */
@Entity()
export class RequisitionLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Requisition, (requisition) => requisition.lines) requisition!: Relation<Requisition>;
  /** 0, 1, 2 … in the order of the request. */
  @Column('int') position!: number;
  @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) unitPriceFen!: number;
  @Column('uuid', { nullable: true }) reservationLineId!: string | null;

  static of(storeId: string, position: number, { reservationLineId, ...facts }: LineFacts): RequisitionLine {
    const pegged = { reservationLineId: reservationLineId ?? null };
    return Object.assign(new RequisitionLine(), { ...facts, ...pegged, storeId, position });
  }

  get valueFen(): number {
    return quantityChargeFen(this.quantityThousandths, this.unitPriceFen);
  }

  toOrderedPart(): OrderedPart {
    const { partNumber, quantityThousandths, unitPriceFen, reservationLineId } = this;
    return { partNumber, quantityThousandths, unitPriceFen, ...(reservationLineId !== null && { reservationLineId }) };
  }
}
