import { type LotQuantity, StockScrapped } from '@pitlane/contracts';
import { quantityChargeFen, sumFen } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { ScrappedByFinder } from './scrapping.errors.js';

export interface ScrappingFacts {
  id: string;
  storeId: string;
  partNumber: string;
  quantityThousandths: number;
  reason: string;
  /** Staff id. */
  foundBy: string;
  /** Staff id. */
  scrappedBy: string;
  scrappedAt: Date;
}

/** A quantity of one part that nobody can use, thrown away by two people (PRT-4). The ledger knows its lots. */
@Entity()
export class Scrapping extends Aggregate {
  @Disclosed() @Column('text') partNumber!: string;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** Sum over the lots, each rounded half up. */
  @Column('bigint', { transformer: safeInteger }) costFen!: number;
  @Column('text') reason!: string;
  @Disclosed() @Column('text') foundBy!: string;
  @Disclosed() @Column('text') scrappedBy!: string;
  @Column('timestamptz') scrappedAt!: Date;

  /** @throws ScrappedByFinder */
  static post(facts: ScrappingFacts): Scrapping {
    if (facts.foundBy === facts.scrappedBy) throw new ScrappedByFinder();
    const scrapping = new Scrapping();
    scrapping.begin(facts.id, facts.storeId);
    return Object.assign(scrapping, facts, { costFen: 0 });
  }

  scrapped(lots: LotQuantity[]): StockScrapped {
    this.costFen = sumFen(lots.map((lot) => quantityChargeFen(lot.quantityThousandths, lot.unitCostFen)));
    const { id: scrappingId, partNumber, quantityThousandths, costFen, reason, foundBy, scrappedBy } = this;
    const facts = { scrappingId, partNumber, quantityThousandths, costFen, lots, reason, foundBy, scrappedBy };
    return StockScrapped.of({ ...facts, scrappedAt: this.scrappedAt.toISOString() });
  }
}
