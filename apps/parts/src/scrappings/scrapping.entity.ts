import { type LotQuantity, StockScrapped } from '@pitlane/contracts';
import { quantityChargeFen, sumFen } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { ScrappedByFinder, ScrappingDecided } from './scrapping.errors.js';

export const SCRAPPING_STATUSES = ['found', 'scrapped', 'rejected'] as const;
export type ScrappingStatus = (typeof SCRAPPING_STATUSES)[number];

export interface ScrappingFacts {
  id: string;
  storeId: string;
  partNumber: string;
  /** Of this lot; null: of free stock, oldest lots first. */
  lotId: string | null;
  quantityThousandths: number;
  reason: string;
  /** Staff id. */
  foundBy: string;
  foundAt: Date;
}

/** A quantity of one part that nobody can use: found by one person, thrown away by another (PRT-4). The ledger knows its lots. */
@Entity()
export class Scrapping extends Aggregate {
  @Disclosed() @Column('text') status!: ScrappingStatus;
  @Disclosed() @Column('text') partNumber!: string;
  @Column('uuid', { nullable: true }) lotId!: string | null;
  @Column('bigint', { transformer: safeInteger }) quantityThousandths!: number;
  /** Sum over the lots, each rounded half up; 0 until it is scrapped. */
  @Column('bigint', { transformer: safeInteger }) costFen!: number;
  @Column('text') reason!: string;
  @Disclosed() @Column('text') foundBy!: string;
  @Column('timestamptz', { nullable: true }) foundAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) scrappedBy!: string | null;
  @Column('timestamptz', { nullable: true }) scrappedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) rejectedBy!: string | null;
  @Column('timestamptz', { nullable: true }) rejectedAt!: Date | null;
  @Column('text', { nullable: true }) rejectedReason!: string | null;

  static find(facts: ScrappingFacts): Scrapping {
    const scrapping = new Scrapping();
    scrapping.begin(facts.id, facts.storeId);
    return Object.assign(scrapping, facts, {
      ...{ status: 'found', costFen: 0, scrappedBy: null, scrappedAt: null },
      ...{ rejectedBy: null, rejectedAt: null, rejectedReason: null },
    });
  }

  /** @throws ScrappingDecided | ScrappedByFinder */
  checkMayScrap(by: string): void {
    this.checkOpen();
    if (by === this.foundBy) throw new ScrappedByFinder(this.id);
  }

  /** @param lots that left @throws ScrappingDecided | ScrappedByFinder */
  scrap(lots: LotQuantity[], by: string, at: Date): StockScrapped {
    this.checkMayScrap(by);
    const costFen = sumFen(lots.map((lot) => quantityChargeFen(lot.quantityThousandths, lot.unitCostFen)));
    Object.assign(this, { status: 'scrapped', costFen, scrappedBy: by, scrappedAt: at });
    const { id: scrappingId, partNumber, quantityThousandths, reason, foundBy } = this;
    const facts = { scrappingId, partNumber, quantityThousandths, costFen, lots, reason, foundBy, scrappedBy: by };
    return StockScrapped.of({ ...facts, scrappedAt: at.toISOString() });
  }

  /** The parts can be used. @throws ScrappingDecided */
  reject({ by, reason, at }: { by: string; reason: string; at: Date }): void {
    this.checkOpen();
    Object.assign(this, { status: 'rejected', rejectedBy: by, rejectedAt: at, rejectedReason: reason });
  }

  private checkOpen(): void {
    if (this.status !== 'found') throw new ScrappingDecided(this.id, this.status);
  }
}
