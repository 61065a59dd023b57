import type { BayKind, Skill } from '@pitlane/contracts';

/** An operation of the labor catalog at the store's rate. */
export interface PublishedOperation {
  readonly operationCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly flatRateHundredths: number;
  readonly skill: Skill;
  readonly bayKind: BayKind;
  /** What a customer pays per hour of it, tax included; null when the list has no rate for the skill. */
  readonly hourlyRateFen: number | null;
}

/** What an estimate needs of the price list that is in force on the day of the visit (BIL-1). */
export interface PriceListExcerpt {
  readonly priceListVersion: number;
  readonly operations: readonly PublishedOperation[];
  /** Price of one stocking unit by part number, tax included. */
  readonly unitPricesFen: ReadonlyMap<string, number>;
}
