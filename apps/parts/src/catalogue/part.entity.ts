import {
  CoreChargeSet, PartLimitsSet, PartListed, type PartOrigin, PartSuperseded, StockAboveMaximum, StockBelowMinimum, StockDead,
  type SupersessionRule, SupersessionWithdrawn,
} from '@pitlane/contracts'; // prettier-ignore
import { plusDays } from '@pitlane/kernel';
import { Aggregate, Disclosed, safeInteger } from '@pitlane/platform/aggregate';
import { initialsOf } from '@pitlane/platform/initials';
import { Column, Entity } from 'typeorm';
import { LimitsCrossed, PartAlreadySuperseded, PartNotSuperseded, YearsCrossed } from './part.errors.js';

export const STOCK_ALERTS = ['below-minimum', 'above-maximum'] as const;
export type StockAlert = (typeof STOCK_ALERTS)[number];

export const MODEL_YEARS = { min: 1900, max: 2200 };

/** A car that a part fits, in the words of the vehicle list. A year that is left out is open. */
export interface FittedCar {
  make: string;
  model: string;
  fromYear?: number;
  toYear?: number;
}

/** For whom the part is made, and whether it is new: what the trade calls its class (PRT-1). */
export const PART_CLASSES = ['original', 'same-quality', 'aftermarket', 'remanufactured'] as const;
export type PartClass = (typeof PART_CLASSES)[number];

const CLASS_OF_NEW: Readonly<Record<PartOrigin, PartClass>> = {
  genuine: 'original',
  certified: 'same-quality',
  aftermarket: 'aftermarket',
};

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
  /** None: it fits any car. */
  fits: FittedCar[];
  isRemanufactured?: boolean;
  /** Thousandths that come in one pack (PRT-16). */
  minPackThousandths?: number;
  minThousandths: number;
  maxThousandths: number;
}

/** Which part replaces one, from which calendar day of the store on, and what becomes of the old stock (PRT-1). */
export interface Supersession {
  successorId: string;
  rule: SupersessionRule;
  effectiveFrom: string;
}

/** What a customer owes for a piece of an exchange part, and how long he may bring his old unit instead (PRT-10). */
export interface Exchange {
  readonly coreChargeFen: number;
  readonly coreTermDays: number;
}

type Limits = Pick<PartFacts, 'minThousandths' | 'maxThousandths'>;
type AlertState = Limits & { alert: StockAlert | null };

const CLEARS_BEYOND = 1 / 5;

/**
 * The alert that a part with such limits is under, with so much of it available to whoever comes (PRT-6). It rises at the limit, and clears a fifth of
 * that limit beyond it, at most at the other limit: stock that swings about a limit by a piece or two is one alert, not many.
 */
export function alertAt({ minThousandths, maxThousandths, alert }: AlertState, available: number): StockAlert | null {
  const most = maxThousandths - minThousandths;
  const beyondMin = alert === 'below-minimum' ? Math.min(most, minThousandths * CLEARS_BEYOND) : 0;
  if (available < minThousandths + beyondMin) return 'below-minimum';
  const beyondMax = alert === 'above-maximum' ? Math.min(most, maxThousandths * CLEARS_BEYOND) : 0;
  return available > maxThousandths - beyondMax ? 'above-maximum' : null;
}

/** Last day of a lot that comes without one of its own; null when the part does not age. @param receivedOn the store's calendar day */
export function expiryOf({ shelfLifeDays }: Pick<Part, 'shelfLifeDays'>, receivedOn: string): string | null {
  return shelfLifeDays === null ? null : plusDays(receivedOn, shelfLifeDays);
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
  /** Cars that it fits; none means any. */
  @Column('jsonb', { name: 'fitted_cars' }) fits!: FittedCar[];
  /** Made from an old part; who vouches for it is its origin, as for a new one. */
  @Column('boolean') isRemanufactured!: boolean;
  /** The fewest that a supplier sells, and what it sells multiples of (PRT-16). */
  @Column('bigint', { nullable: true, transformer: safeInteger }) minPackThousandths!: number | null;
  @Column('bigint', { transformer: safeInteger }) minThousandths!: number;
  @Column('bigint', { transformer: safeInteger }) maxThousandths!: number;
  @Disclosed() @Column('text', { nullable: true }) alert!: StockAlert | null;
  @Column('timestamptz', { nullable: true }) alertSince!: Date | null;
  /** Who replaces it. */
  @Column('uuid', { nullable: true }) successorId!: string | null;
  @Disclosed() @Column('text', { nullable: true }) supersessionRule!: SupersessionRule | null;
  @Disclosed() @Column('date', { nullable: true }) supersededFrom!: string | null;
  /** Owed for each piece until the customer's old unit comes (PRT-10); null: it is no exchange part. */
  @Column('bigint', { nullable: true, transformer: safeInteger }) coreChargeFen!: number | null;
  /** Days that he has to bring it. */
  @Column('int', { nullable: true }) coreTermDays!: number | null;
  /** First letters of the Chinese name in pinyin, in each reading: it is found by them. */
  @Column('text', { array: true, select: false }) initials!: string[];
  /** Since when it is dead stock (PRT-6). */
  @Column('timestamptz', { nullable: true }) deadSince!: Date | null;

  /** @throws LimitsCrossed | YearsCrossed */
  static list(facts: PartFacts): Part {
    if (facts.minThousandths > facts.maxThousandths) throw new LimitsCrossed(facts.partNumber);
    const crossed = facts.fits.find(({ fromYear = 0, toYear = Infinity }) => fromYear > toYear);
    if (crossed) throw new YearsCrossed(facts.partNumber, crossed.model);
    const part = new Part();
    part.begin(facts.id, facts.storeId);
    return Object.assign(part, facts, {
      shelfLifeDays: facts.shelfLifeDays ?? null,
      bin: facts.bin ?? null,
      isRemanufactured: facts.isRemanufactured ?? false,
      minPackThousandths: facts.minPackThousandths ?? null,
      initials: initialsOf(facts.nameZh),
      alert: null,
      alertSince: null,
      successorId: null,
      supersessionRule: null,
      supersededFrom: null,
      deadSince: null,
      coreChargeFen: null,
      coreTermDays: null,
    });
  }

  get partClass(): PartClass {
    return this.isRemanufactured ? 'remanufactured' : CLASS_OF_NEW[this.origin];
  }

  listed(): PartListed {
    const { partNumber, nameZh, nameEn, unit, origin, isRemanufactured } = this;
    return PartListed.of({ partId: this.id, partNumber, nameZh, nameEn, unit, origin, isRemanufactured });
  }

  /** Another number replaces this one from a day on. That it does so in no circle is the caller's to see. @throws PartAlreadySuperseded */
  supersede({ successorId, rule, effectiveFrom }: Supersession, successorPartNumber: string): PartSuperseded {
    const { id: partId, partNumber } = this;
    if (this.successorId !== null) throw new PartAlreadySuperseded(partNumber);
    Object.assign(this, { successorId, supersessionRule: rule, supersededFrom: effectiveFrom });
    return PartSuperseded.of({ partId, partNumber, successorId, successorPartNumber, rule, effectiveFrom });
  }

  /** @throws PartNotSuperseded */
  withdrawSupersession(): SupersessionWithdrawn {
    const { id: partId, partNumber, successorId } = this;
    if (successorId === null) throw new PartNotSuperseded(partNumber);
    Object.assign(this, { successorId: null, supersessionRule: null, supersededFrom: null });
    return SupersessionWithdrawn.of({ partId, partNumber, successorId });
  }

  /** Sells the part as an exchange part, or as one like others. What was issued before stays as it is. */
  setCoreCharge(exchange: Exchange | null): CoreChargeSet {
    const { id: partId, partNumber } = this;
    const facts = { coreChargeFen: exchange?.coreChargeFen ?? null, coreTermDays: exchange?.coreTermDays ?? null };
    Object.assign(this, facts);
    return CoreChargeSet.of({ partId, partNumber, ...facts });
  }

  /** Purchase that would fill the store up to the maximum, in thousandths (PRT-6). */
  proposedThousandths(availableThousandths: number): number {
    return Math.max(0, this.maxThousandths - availableThousandths);
  }

  /** Gives the part other limits (PRT-15); its alert follows when what is available is noted. @throws LimitsCrossed */
  setLimits({ minThousandths, maxThousandths }: Limits, at: Date): PartLimitsSet {
    const { id: partId, partNumber } = this;
    if (minThousandths > maxThousandths) throw new LimitsCrossed(partNumber);
    const previous = { previousMinThousandths: this.minThousandths, previousMaxThousandths: this.maxThousandths };
    Object.assign(this, { minThousandths, maxThousandths });
    const facts = { partId, partNumber, minThousandths, maxThousandths, ...previous };
    return PartLimitsSet.of({ ...facts, setAt: at.toISOString() });
  }

  /** Raises, keeps or clears the dead-stock alert; says so once. @param dead what lies there without moving, if it does */
  noteDead(dead: { onHandThousandths: number; lastMovedOn: string } | undefined, at: Date): StockDead | undefined {
    const wasDead = this.deadSince !== null;
    if (wasDead === (dead !== undefined)) return undefined;
    this.deadSince = dead ? at : null;
    const { id: partId, partNumber } = this;
    return dead && StockDead.of({ partId, partNumber, ...dead, occurredAt: at.toISOString() });
  }

  /** Raises, keeps or clears the alert for what is available now and not softly reserved; says so once per crossing (PRT-6). */
  noteAvailable(availableThousandths: number, at: Date): StockBelowMinimum | StockAboveMaximum | undefined {
    const alert = alertAt(this, availableThousandths);
    if (alert === this.alert) return undefined;
    this.alert = alert;
    this.alertSince = alert && at;
    if (alert === null) return undefined;

    const { id: partId, partNumber, minThousandths, maxThousandths } = this;
    const available = Math.max(0, availableThousandths);
    const facts = { partId, partNumber, availableThousandths: available, occurredAt: at.toISOString() };
    if (alert === 'above-maximum') return StockAboveMaximum.of({ ...facts, maxThousandths });
    const proposedThousandths = this.proposedThousandths(availableThousandths);
    return StockBelowMinimum.of({ ...facts, minThousandths, proposedThousandths });
  }
}
