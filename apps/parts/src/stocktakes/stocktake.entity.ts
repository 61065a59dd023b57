import {
  type StocktakeAdjustment, StocktakeApproved, StocktakeCancelled, type StocktakeKind, StocktakeOpened,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity, OneToMany } from 'typeorm';
import { eachPartOnce } from '../catalogue/each-part-once.js';
import {
  ApprovedByCounter,
  CountedAtWrongTime,
  LinesStillToCount,
  NotOnSheet,
  StocktakeNotOpen,
} from './stocktake.errors.js';
import {
  type Count,
  type LedgerAtCount,
  NEVER_IN_STOCK,
  type PartToCount,
  StocktakeLine,
} from './stocktake-line.entity.js';

export const STOCKTAKE_STATUSES = ['counting', 'approved', 'cancelled'] as const;
export type StocktakeStatus = (typeof STOCKTAKE_STATUSES)[number];

export interface StocktakeFacts {
  id: string;
  storeId: string;
  kind: StocktakeKind;
  openedBy: string;
  openedAt: Date;
}

/** A sheet of parts that people walk along and count, blind (PRT-9). */
@Entity()
export class Stocktake extends Aggregate {
  @Disclosed() @Column('text') kind!: StocktakeKind;
  @Disclosed() @Column('text') status!: StocktakeStatus;
  @Disclosed() @Column('text') openedBy!: string;
  @Column('timestamptz') openedAt!: Date;
  /** Who approved or cancelled it, and when. */
  @Disclosed() @Column('text', { nullable: true }) endedBy!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  /** Why the variances are approved, or the sheet is cancelled. */
  @Column('text', { nullable: true }) reason!: string | null;
  @OneToMany(() => StocktakeLine, (line) => line.stocktake, { cascade: true, eager: true }) lines!: StocktakeLine[];

  static open(facts: StocktakeFacts, parts: readonly PartToCount[]): Stocktake {
    const stocktake = new Stocktake();
    stocktake.begin(facts.id, facts.storeId);
    const lines = parts.map((part, position) => StocktakeLine.of(facts.storeId, position, part));
    return Object.assign(stocktake, facts, { status: 'counting', endedBy: null, endedAt: null, reason: null, lines });
  }

  opened(): StocktakeOpened {
    const { id: stocktakeId, kind, openedAt } = this;
    return StocktakeOpened.of({
      stocktakeId,
      kind,
      partCount: this.lines.length,
      openedAt: openedAt.toISOString(),
    });
  }

  get linesInOrder(): StocktakeLine[] {
    return [...this.lines].sort((a, b) => a.position - b.position);
  }

  get countedLines(): StocktakeLine[] {
    return this.linesInOrder.filter(({ status }) => status === 'counted');
  }

  get exactLines(): StocktakeLine[] {
    return this.countedLines.filter(({ varianceThousandths }) => varianceThousandths === 0);
  }

  /**
   * Until it is approved, what the ledger had is for those alone who may approve it: the count is blind (PRT-9).
   * @param person staff id
   * @param isApprover whether that person may approve what others counted
   */
  isBlindFor(person: string, isApprover: boolean): boolean {
    return this.status !== 'approved' && (!isApprover || this.isCountedBy(person));
  }

  private isCountedBy(person: string): boolean {
    return this.lines.some((line) => line.isCountedBy(person));
  }

  private checkOpen(): void {
    if (this.status !== 'counting') throw new StocktakeNotOpen(this.id, this.status);
  }

  /**
   * Counts of an open sheet, each part once, of an instant between its opening and now.
   * @throws StocktakeNotOpen | PartNamedTwice | NotOnSheet | CountedAtWrongTime
   */
  checkCounts(counts: readonly Count[], now: Date): void {
    this.checkOpen();
    eachPartOnce(counts);
    const partNumbers = counts.map(({ partNumber }) => partNumber);
    const known = new Set(this.lines.map(({ partNumber }) => partNumber));
    const unknown = partNumbers.filter((partNumber) => !known.has(partNumber));
    if (unknown.length > 0) throw new NotOnSheet(unknown);
    const wrong = counts.find(({ countedAt }) => countedAt > now || countedAt < this.openedAt);
    if (wrong) throw new CountedAtWrongTime(wrong.partNumber);
  }

  /** @throws NeverInStock | RecountedBySame | CountImplausible */
  count(counts: readonly Count[], ledger: ReadonlyMap<string, LedgerAtCount>): void {
    const byNumber = new Map(counts.map((count) => [count.partNumber, count]));
    for (const line of this.lines) {
      const count = byNumber.get(line.partNumber);
      if (count) line.count(count, ledger.get(line.partNumber));
    }
  }

  /** The ledger again, once nobody posts late any more: this is what the variances are. */
  compare(ledger: ReadonlyMap<string, LedgerAtCount>): void {
    for (const line of this.lines) line.compare(ledger.get(line.partNumber) ?? NEVER_IN_STOCK);
  }

  /** Everything is counted, and by others than the one who approves. @throws StocktakeNotOpen | LinesStillToCount | ApprovedByCounter */
  approve(by: string, { reason, at }: { reason: string; at: Date }): void {
    this.checkOpen();
    const open = this.linesInOrder.filter(({ status }) => status !== 'counted');
    if (open.length > 0) throw new LinesStillToCount(open.map(({ partNumber }) => partNumber));
    if (this.isCountedBy(by)) throw new ApprovedByCounter();
    for (const line of this.lines) line.approve(by);
    this.end('approved', by, { reason, at });
  }

  approved(adjustments: StocktakeAdjustment[]): StocktakeApproved {
    return StocktakeApproved.of({
      stocktakeId: this.id,
      countedLines: this.countedLines.length,
      exactLines: this.exactLines.length,
      adjustments,
      approvedBy: this.endedBy ?? '',
      approvedAt: this.endedAt?.toISOString() ?? '',
    });
  }

  /** @throws StocktakeNotOpen */
  cancel(by: string, { reason, at }: { reason: string; at: Date }): StocktakeCancelled {
    this.checkOpen();
    for (const line of this.lines) line.close();
    this.end('cancelled', by, { reason, at });
    return StocktakeCancelled.of({ stocktakeId: this.id, reason, cancelledAt: at.toISOString() });
  }

  private end(status: StocktakeStatus, by: string, { reason, at }: { reason: string; at: Date }): void {
    Object.assign(this, { status, endedBy: by, endedAt: at, reason });
  }
}
