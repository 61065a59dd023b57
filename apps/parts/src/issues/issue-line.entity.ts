import type { IssuedLine, LotQuantity } from '@pitlane/contracts';
import { sumFen } from '@pitlane/kernel';
import { Column, Entity, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import { MoreThanIssued } from './issue.errors.js';
import { Issue } from './issue.entity.js';
import { IssueLot } from './issue-lot.entity.js';

export interface DrawnLine {
  id: string;
  /** Part line of the repair order. */
  lineId: string;
  partNumber: string;
  /** Oldest first. */
  lots: readonly (LotQuantity & { id: string })[];
}

const sum = (quantities: readonly number[]): number => quantities.reduce((total, quantity) => total + quantity, 0);

/** What an issue gave to one line of the repair order. */
@Entity()
export class IssueLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Issue, (issue) => issue.lines) issue!: Relation<Issue>;
  @Column('uuid') lineId!: string;
  @Column('text') partNumber!: string;
  @OneToMany(() => IssueLot, (lot) => lot.issueLine, { cascade: true, eager: true }) lots!: IssueLot[];

  static of(storeId: string, { id, lineId, partNumber, lots }: DrawnLine): IssueLine {
    const line = Object.assign(new IssueLine(), { id, storeId, lineId, partNumber });
    line.lots = lots.map((lot, position) =>
      Object.assign(new IssueLot(), { ...lot, storeId, position, returnedThousandths: 0 }),
    );
    return line;
  }

  get lotsOldestFirst(): IssueLot[] {
    return [...this.lots].sort((a, b) => a.position - b.position);
  }

  get quantityThousandths(): number {
    return sum(this.lots.map((lot) => lot.quantityThousandths));
  }

  get returnedThousandths(): number {
    return sum(this.lots.map((lot) => lot.returnedThousandths));
  }

  /** Sum over the lots, each rounded half up (PRT-3). */
  get costFen(): number {
    return sumFen(this.lots.map((lot) => lot.costFen));
  }

  /** Takes a quantity back into the lots that left last. @throws MoreThanIssued */
  takeBack(quantityThousandths: number): IssuedLine {
    const drawnThousandths = this.quantityThousandths - this.returnedThousandths;
    if (quantityThousandths > drawnThousandths) throw new MoreThanIssued(this.lineId, drawnThousandths);

    const lots: LotQuantity[] = [];
    let openThousandths = quantityThousandths;
    let costFen = 0;
    for (const lot of this.lotsOldestFirst.reverse()) {
      const taken = Math.min(openThousandths, lot.drawnThousandths);
      if (taken === 0) continue;
      costFen += lot.takeBack(taken);
      openThousandths -= taken;
      lots.push(lot.toLotQuantity(taken));
    }
    return { lineId: this.lineId, partNumber: this.partNumber, quantityThousandths, costFen, lots };
  }

  toIssuedLine(): IssuedLine {
    const { lineId, partNumber, quantityThousandths, costFen } = this;
    const lots = this.lotsOldestFirst.map((lot) => lot.toLotQuantity(lot.quantityThousandths));
    return { lineId, partNumber, quantityThousandths, costFen, lots };
  }
}
