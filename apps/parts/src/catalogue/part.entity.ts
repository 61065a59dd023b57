import { PartListed, type PartOrigin, StockAboveMaximum, StockBelowMinimum } from '@pitlane/contracts';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { LimitsCrossed } from './part.errors.js';

export const STOCK_ALERTS = ['below-minimum', 'above-maximum'] as const;
export type StockAlert = (typeof STOCK_ALERTS)[number];

export interface PartFacts {
  id: string;
  storeId: string;
  partNumber: string;
  nameZh: string;
  nameEn: string;
  category: string;
  unit: string;
  brand: string;
  origin: PartOrigin;
  shelfLifeDays?: number;
  bin?: string;
  fits: string[];
  minThousandths: number;
  maxThousandths: number;
}

type Limits = Pick<PartFacts, 'minThousandths' | 'maxThousandths'>;

/** The alert that a part with such limits is under, with so much of it available (PRT-6). */
export function alertAt({ minThousandths, maxThousandths }: Limits, availableThousandths: number): StockAlert | null {
  if (availableThousandths < minThousandths) return 'below-minimum';
  return availableThousandths > maxThousandths ? 'above-maximum' : null;
}

/** Last day of a lot that comes without one of its own; null when the part does not age. */
export function expiryOf({ shelfLifeDays }: Pick<Part, 'shelfLifeDays'>, receivedAt: Date): string | null {
  if (shelfLifeDays === null) return null;
  return new Date(receivedAt.getTime() + shelfLifeDays * 86_400_000).toISOString().slice(0, 10);
}

/** A part of a store's catalogue (PRT-1) with its limits (PRT-6). Its row is the lock of all its stock. */
@Entity()
export class Part extends Aggregate {
  @Disclosed() @Column('text') partNumber!: string;
  @Column('text') nameZh!: string;
  @Column('text') nameEn!: string;
  @Disclosed() @Column('text') category!: string;
  /** Stocking unit: `piece`, `litre` … */
  @Disclosed() @Column('text') unit!: string;
  @Disclosed() @Column('text') brand!: string;
  @Disclosed() @Column('text') origin!: PartOrigin;
  @Column('int', { nullable: true }) shelfLifeDays!: number | null;
  /** Where it is stored: `A-03-2`. */
  @Disclosed() @Column('text', { nullable: true }) bin!: string | null;
  /** Cars that it fits, as make and model; none means any. */
  @Column('text', { array: true }) fits!: string[];
  @Column('bigint', { transformer: safeInteger }) minThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) maxThousandths!: number;
  @Disclosed() @Column('text', { nullable: true }) alert!: StockAlert | null;
  @Column('timestamptz', { nullable: true }) alertSince!: Date | null;
  /** Number and names in lower case, kept by the database. */
  @Column({ type: 'text', insert: false, update: false, select: false }) readonly searchText!: string;

  /** @throws LimitsCrossed */
  static list(facts: PartFacts): Part {
    if (facts.minThousandths > facts.maxThousandths) throw new LimitsCrossed(facts.partNumber);
    const part = new Part();
    part.begin(facts.id, facts.storeId);
    return Object.assign(part, facts, {
      shelfLifeDays: facts.shelfLifeDays ?? null,
      bin: facts.bin ?? null,
      alert: null,
      alertSince: null,
    });
  }

  listed(): PartListed {
    const { partNumber, nameZh, nameEn, unit, origin } = this;
    return PartListed.of({ partId: this.id, partNumber, nameZh, nameEn, unit, origin });
  }

  /** Purchase that would fill the store up to the maximum, in thousandths (PRT-6). */
  proposedThousandths(availableThousandths: number): number {
    return Math.max(0, this.maxThousandths - availableThousandths);
  }

  /** Raises, keeps or clears the alert for what is available now; says so once per crossing (PRT-6). */
  noteAvailable(availableThousandths: number, at: Date): StockBelowMinimum | StockAboveMaximum | undefined {
    const alert = alertAt(this, availableThousandths);
    if (alert === this.alert) return undefined;
    this.alert = alert;
    this.alertSince = alert && at;
    if (alert === null) return undefined;

    const { id: partId, partNumber, minThousandths, maxThousandths } = this;
    const facts = { partId, partNumber, availableThousandths, occurredAt: at.toISOString() };
    if (alert === 'above-maximum') return StockAboveMaximum.of({ ...facts, maxThousandths });
    const proposedThousandths = this.proposedThousandths(availableThousandths);
    return StockBelowMinimum.of({ ...facts, minThousandths, proposedThousandths });
  }
}
