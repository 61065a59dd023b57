import { MOST_FEN } from '@pitlane/contracts';
import { safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { AbcClass } from '../part-usage/part-usage.js';
import { CountImplausible, NeverInStock, RecountedBySame } from './stocktake.errors.js';
import { Stocktake } from './stocktake.entity.js';

/** A variance worth more than this is counted again, whatever its share: ¥500. */
const RECOUNT_VALUE_FEN = 50_000;
/** So is one above this share of the expected quantity, where it is worth more than a trifle: 5 %, ¥50. */
const RECOUNT_SHARE_PERCENT = 5;
const TRIFLE_FEN = 5_000;

export interface PartToCount {
  readonly id: string;
  readonly partId: string;
  readonly partNumber: string;
  readonly bin: string | null;
  readonly abcClass: AbcClass;
}

/** What was seen, when, and by whom. */
export interface Count {
  readonly partNumber: string;
  readonly quantityThousandths: number;
  readonly countedAt: Date;
  readonly countedBy: string;
}

/** What the ledger says of a part at the instant of its count. */
export interface LedgerAtCount {
  /** On hand in the store, whatever it is kept for, and in quarantine. */
  readonly expectedThousandths: number;
  /** Of the newest lot. */
  readonly unitCostFen: number;
}

/** What the ledger says of a part that never had an accepted lot. */
export const NEVER_IN_STOCK: LedgerAtCount = { expectedThousandths: 0, unitCostFen: 0 };

export type LineStatus = 'to-count' | 'to-recount' | 'counted';

/** One part of a sheet: what was counted, and what the ledger had at that instant. */
@Entity()
export class StocktakeLine {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') storeId!: string;
  @ManyToOne(() => Stocktake, (stocktake) => stocktake.lines) stocktake!: Relation<Stocktake>;
  @Column('uuid') stocktakeId!: string;
  /** 0, 1, 2 … in the order of the walk. */
  @Column('int') position!: number;
  @Column('uuid') partId!: string;
  @Column('text') partNumber!: string;
  @Column('text', { nullable: true }) bin!: string | null;
  @Column('text') abcClass!: AbcClass;
  /** Its sheet is neither approved nor cancelled: no other sheet may hold the part meanwhile. */
  @Column('boolean') open!: boolean;
  /** The last count is the one that holds. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) countedThousandths!: number | null;
  @Column('timestamptz', { nullable: true }) countedAt!: Date | null;
  @Column('text', { nullable: true }) countedBy!: string | null;
  /** Where it was counted again: what the first one saw. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) firstCountedThousandths!: number | null;
  /** Who counted before `countedBy`, in turn. */
  @Column('text', { array: true }) earlierCounters!: readonly string[];
  /** On hand by the ledger at `countedAt`. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) expectedThousandths!: number | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) unitCostFen!: number | null;
  @Column('boolean') recountAsked!: boolean;
  @Column('text', { nullable: true }) approvedBy!: string | null;

  static of(storeId: string, position: number, part: PartToCount): StocktakeLine {
    return Object.assign(new StocktakeLine(), part, {
      ...{ storeId, position, open: true, recountAsked: false, approvedBy: null },
      ...{ countedThousandths: null, countedAt: null, countedBy: null },
      ...{ firstCountedThousandths: null, earlierCounters: [], expectedThousandths: null, unitCostFen: null },
    });
  }

  get status(): LineStatus {
    if (this.countedBy === null) return 'to-count';
    return this.recountAsked ? 'to-recount' : 'counted';
  }

  /** Counted less expected, in thousandths; 0 while it is not counted. */
  get varianceThousandths(): number {
    return (this.countedThousandths ?? 0) - (this.expectedThousandths ?? 0);
  }

  isCountedBy(person: string): boolean {
    return person === this.countedBy || this.earlierCounters.includes(person);
  }

  /**
   * Another person counts again what differs by more than the threshold, until two in a row find the same variance or it is below;
   * so, too, where one person contradicts a large variance that two have found.
   * @param ledger nothing when the part never had an accepted lot
   * @throws NeverInStock | CountImplausible | RecountedBySame
   */
  count({ quantityThousandths, countedAt, countedBy }: Count, ledger: LedgerAtCount | undefined): void {
    if (!ledger && quantityThousandths > 0) throw new NeverInStock(this.partNumber);
    const isWorthMore = isWorthMoreThan(ledger?.unitCostFen ?? 0, quantityThousandths);
    if (isWorthMore(MOST_FEN)) throw new CountImplausible(this.partNumber);
    if (countedBy === this.countedBy) throw new RecountedBySame(this.partNumber);
    const before = this.countedBy === null ? null : this.varianceThousandths;
    const wasConfirmed = this.status === 'counted' && this.isAboveThreshold();
    if (this.countedBy !== null) this.earlierCounters = [...this.earlierCounters, this.countedBy];
    this.firstCountedThousandths ??= this.countedThousandths;
    this.countedThousandths = quantityThousandths;
    this.countedAt = countedAt;
    this.countedBy = countedBy;
    this.compare(ledger ?? NEVER_IN_STOCK);
    this.recountAsked = this.varianceThousandths !== before && (wasConfirmed || this.isAboveThreshold());
  }

  /** What the ledger says of that instant. */
  compare({ expectedThousandths, unitCostFen }: LedgerAtCount): void {
    this.expectedThousandths = expectedThousandths;
    this.unitCostFen = unitCostFen;
  }

  private isAboveThreshold(): boolean {
    const variance = Math.abs(this.varianceThousandths);
    const isWorthMore = isWorthMoreThan(this.unitCostFen ?? 0, variance);
    const isLargeShare = variance * 100 > (this.expectedThousandths ?? 0) * RECOUNT_SHARE_PERCENT;
    return isWorthMore(RECOUNT_VALUE_FEN) || (isLargeShare && isWorthMore(TRIFLE_FEN));
  }

  approve(approvedBy: string): void {
    this.approvedBy = approvedBy;
    this.open = false;
  }

  close(): void {
    this.open = false;
  }
}

/** Compares without dividing, so that nothing is rounded and no product is too large to compare. */
const isWorthMoreThan =
  (unitCostFen: number, quantityThousandths: number) =>
  (limitFen: number): boolean =>
    BigInt(quantityThousandths) * BigInt(unitCostFen) > BigInt(limitFen) * 1_000n;
