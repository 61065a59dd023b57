import { plusDays } from '@pitlane/kernel';
import type { MeanwhileWish } from '../appointments/meanwhile.js';
import type { Estimate } from '../estimates/estimate.js';
import { SETTINGS } from '../settings.js';
import type { FreeStay } from './calendar.js';
import { SearchPeriodInvalid } from './capacity.errors.js';
import type { PlacedVisit, Shortage } from './need.js';

/** Work for which a start is looked for, and what is wished besides. */
export interface Search {
  readonly operationCodes: readonly string[];
  readonly vehicleId?: string;
  /** A visit that shall have another time: what it has itself does not stand in its way. */
  readonly moved?: PlacedVisit;
  readonly meanwhile?: MeanwhileWish;
  readonly overnight: boolean;
  /** Who shall receive the customer. */
  readonly advisorId?: string;
  /** All starts of one local day; instead of `from` and `to`. */
  readonly day?: string;
  /** First local day; today when absent. */
  readonly from?: string;
  /** Last local day; as far as one may search when absent. */
  readonly to?: string;
  /** How many starts are enough. */
  readonly earliest?: number;
}

export interface Found {
  readonly day?: string;
  readonly from: string;
  readonly to: string;
  /** By the price list of the first start; of the last day when there is none. */
  readonly estimate: Estimate;
  readonly stays: readonly FreeStay[];
  /** What stood against each start, when there is none that is free. */
  readonly shortages: readonly Shortage[];
  readonly closedDays: number;
}

/** The local days of a search. @throws SearchPeriodInvalid */
export function periodSearched({ day, ...period }: Search, today: string): { from: string; to: string } {
  const { from = day ?? today } = period;
  const { to = day ?? plusDays(from, SETTINGS.longestSearchDays - 1) } = period;
  const isLong = to < from || to >= plusDays(from, SETTINGS.longestSearchDays);
  if (isLong || (day !== undefined && (from !== day || to !== day))) {
    throw new SearchPeriodInvalid(SETTINGS.longestSearchDays);
  }
  return { from, to };
}
