import type { LotQuantity } from '@pitlane/contracts';
import { quantityChargeFen } from '@pitlane/kernel';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { IssueLine } from './issue-line.entity.js';

/** What an issue took from one lot, and what came back to it (PRT-3, PRT-10). */
@Entity()
export class IssueLot {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => IssueLine, (line) => line.lots) issueLine!: Relation<IssueLine>;
  /** 0, 1, 2 … in the order in which the lots left. */
  @Column('int') position!: number;
  @Column('uuid') lotId!: string;
  @Column('uuid') deliveryId!: string;
  @Column('text') deliveryNote!: string;
  @Column('text') supplier!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) returnedThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) unitCostFen!: number;

  get drawnThousandths(): number {
    return this.quantityThousandths - this.returnedThousandths;
  }

  get costFen(): number {
    return quantityChargeFen(this.quantityThousandths, this.unitCostFen);
  }

  /**
   * Takes a quantity back.
   * @returns by how much the cost of what stays drawn falls, in fen: so all returns together never exceed the cost of the issue
   */
  takeBack(quantityThousandths: number): number {
    const costBeforeFen = quantityChargeFen(this.drawnThousandths, this.unitCostFen);
    this.returnedThousandths += quantityThousandths;
    return costBeforeFen - quantityChargeFen(this.drawnThousandths, this.unitCostFen);
  }

  toLotQuantity(quantityThousandths: number): LotQuantity {
    const { lotId, deliveryId, deliveryNote, supplier, unitCostFen } = this;
    return { lotId, deliveryId, deliveryNote, supplier, unitCostFen, quantityThousandths };
  }
}
