import { inWholePacks, MOST_ON_HAND_THOUSANDTHS, UNIT_THOUSANDTHS } from '../catalogue/packs.js';
import { inverseNormal, negativeBinomialQuantile } from '../forecasts/distributions.js';
import type { Forecast, ForecastMethod } from '../forecasts/forecast.js';
import type { DemandClass } from '../forecasts/demand-class.js';

/** Changes with each change of what follows from the same inputs; kept with each proposal (PRT-15). */
export const POLICY_VERSION = '2026-11';

/** A part is stocked from so many requests in 12 months (PRT-15). */
export const LEAST_REQUESTS = 3;

/** The chance that the stock lasts until an order arrives, for parts up to a unit cost. */
export interface ServiceLevel {
  /** Null for all that cost more. */
  readonly upToUnitCostFen: number | null;
  readonly serviceLevelBasisPoints: number;
}

/** The same money keeps many cheap parts or one dear one: so the cheap ones are to be there nearly always. */
export const USUAL_SERVICE_LEVELS: readonly ServiceLevel[] = [
  { upToUnitCostFen: 10_000, serviceLevelBasisPoints: 9_900 },
  { upToUnitCostFen: 30_000, serviceLevelBasisPoints: 9_500 },
  { upToUnitCostFen: 100_000, serviceLevelBasisPoints: 8_500 },
  { upToUnitCostFen: null, serviceLevelBasisPoints: 7_500 },
];

/** A part whose cost nobody knows yet counts as dear. */
export function serviceLevelOf(levels: readonly ServiceLevel[], unitCostFen: number | null): ServiceLevel {
  const level = levels.find(
    ({ upToUnitCostFen }) => upToUnitCostFen === null || (unitCostFen !== null && unitCostFen <= upToUnitCostFen),
  );
  if (!level) throw new Error('No service level covers the dearest parts.');
  return level;
}

export const LEAD_TIME_SOURCES = ['terms', 'measured'] as const;
/** The store's terms, or what the part's supplier kept. */
export type LeadTimeSource = (typeof LEAD_TIME_SOURCES)[number];

/** How long an order takes until it came. */
export interface LeadTime {
  readonly leadTimeDays: number;
  readonly leadTimeDeviationDays: number;
  readonly leadTimeSource: LeadTimeSource;
  /** Orders on which it was measured; 0 by the terms. */
  readonly leadTimeOrders: number;
}

export const byTerms = ({
  leadTimeDays,
  leadTimeDeviationDays,
}: Pick<LeadTime, 'leadTimeDays' | 'leadTimeDeviationDays'>): LeadTime => ({
  ...{ leadTimeDays, leadTimeDeviationDays, leadTimeSource: 'terms', leadTimeOrders: 0 },
});

/** How a store buys a part. */
export interface PolicyTerms extends LeadTime {
  readonly serviceLevelBasisPoints: number;
  readonly orderCycleDays: number;
  readonly packThousandths: number;
}

/** All that a proposal follows from, in whole numbers: whoever repeats the formula on them gets the same. */
export interface PolicyInputs extends PolicyTerms {
  /** What the part cost last; null when it was never received. It decides the service level. */
  readonly unitCostFen: number | null;
  readonly requestsInYear: number;
  readonly demandClass: DemandClass;
  readonly method: ForecastMethod;
  /** Weeks since the first request, at most three years. */
  readonly weeks: number;
  /** ADI and CV², in hundredths. */
  readonly intervalWeeksHundredths: number;
  readonly cvSquaredHundredths: number;
  /** The coming weeks beside the mean, for season and campaigns: 130 is 30 % more. */
  readonly seasonPercent: number;
  /** D, in millionths of the stocking unit. */
  readonly perDayMillionths: number;
  /** σd, in millionths of the stocking unit. */
  readonly perDayDeviationMillionths: number;
}

export const LEAD_TIME_DEMANDS = ['normal', 'negative-binomial'] as const;
/** The distribution that the demand of the lead time is taken to have. */
export type LeadTimeDemand = (typeof LEAD_TIME_DEMANDS)[number];

export interface Limits {
  readonly minThousandths: number;
  readonly maxThousandths: number;
}

export interface Proposal extends Limits {
  readonly isStocked: boolean;
  readonly leadTimeDemand: LeadTimeDemand;
  /** z of the service level, in thousandths: 1645 is 1.645. */
  readonly zThousandths: number;
  readonly reorderPointThousandths: number;
  readonly safetyStockThousandths: number;
  /** The safety stock in days of demand. */
  readonly safetyDays: number;
}

const MILLIONTHS_PER_THOUSANDTH = 1000;
/** Above that many units in the lead time even a slow demand is near the normal distribution. */
const MOST_SLOW_UNITS = 50;

export function inputsOf(
  forecast: Forecast,
  { requestsInYear, unitCostFen }: { requestsInYear: number; unitCostFen: number | null },
  terms: PolicyTerms,
): PolicyInputs {
  return {
    ...terms,
    requestsInYear,
    unitCostFen,
    demandClass: forecast.demandClass,
    method: forecast.method,
    weeks: forecast.weeks,
    intervalWeeksHundredths: Math.round(forecast.intervalWeeks * 100),
    cvSquaredHundredths: Math.round(forecast.cvSquared * 100),
    seasonPercent: Math.round(forecast.seasonFactor * 100),
    perDayMillionths: Math.round(forecast.perDay * MILLIONTHS_PER_THOUSANDTH),
    perDayDeviationMillionths: Math.round(forecast.perDayDeviation * MILLIONTHS_PER_THOUSANDTH),
  };
}

/**
 * MIN, MAX, reorder point and safety stock of a part (PRT-15).
 *
 * Reorder point = D·L + z·√(L·σd² + D²·σL²); for slow demand the quantile of a negative binomial demand of that mean and variance.
 * Its safety stock, counted in days of demand, is what stands for the safety days in
 * MIN = D × (safety days + lead time) and MAX = D × (safety days + order cycle + lead time).
 * One orders below MIN: so it is the first whole unit above the reorder point. MAX lies whole packs above. Neither is more than a store
 * may hold.
 */
export function propose(inputs: PolicyInputs): Proposal {
  const zThousandths = Math.round(inverseNormal(inputs.serviceLevelBasisPoints / 10_000) * 1000);
  const perDay = inputs.perDayMillionths / MILLIONTHS_PER_THOUSANDTH;
  const expected = perDay * inputs.leadTimeDays;
  const leadTimeDemand = leadTimeDemandOf(inputs, expected);
  if (inputs.requestsInYear < LEAST_REQUESTS || perDay === 0) return { ...NOT_STOCKED, leadTimeDemand, zThousandths };

  const reorderPoint =
    leadTimeDemand === 'normal'
      ? expected + (zThousandths / 1000) * deviationOf(inputs)
      : slowReorderPoint(inputs, expected);
  const safetyStock = Math.max(0, reorderPoint - expected);
  const minThousandths = (Math.floor(reorderPoint / UNIT_THOUSANDTHS) + 1) * UNIT_THOUSANDTHS;
  const maxThousandths =
    minThousandths - UNIT_THOUSANDTHS + wholePacks(perDay * inputs.orderCycleDays, inputs.packThousandths);
  return {
    isStocked: true,
    leadTimeDemand,
    zThousandths,
    reorderPointThousandths: Math.round(reorderPoint),
    safetyStockThousandths: Math.round(safetyStock),
    safetyDays: Math.round(safetyStock / perDay),
    minThousandths: Math.min(minThousandths, MOST_ON_HAND_THOUSANDTHS),
    maxThousandths: Math.min(maxThousandths, MOST_ON_HAND_THOUSANDTHS),
  };
}

const NOT_STOCKED = {
  isStocked: false,
  reorderPointThousandths: 0,
  safetyStockThousandths: 0,
  safetyDays: 0,
  minThousandths: 0,
  maxThousandths: 0,
} as const;

/** Standard deviation of the demand of the lead time, in thousandths. */
function deviationOf(inputs: PolicyInputs): number {
  const perDay = inputs.perDayMillionths / MILLIONTHS_PER_THOUSANDTH;
  const perDayDeviation = inputs.perDayDeviationMillionths / MILLIONTHS_PER_THOUSANDTH;
  return Math.sqrt(inputs.leadTimeDays * perDayDeviation ** 2 + perDay ** 2 * inputs.leadTimeDeviationDays ** 2);
}

function leadTimeDemandOf({ demandClass }: PolicyInputs, expected: number): LeadTimeDemand {
  const isSlow = demandClass === 'intermittent' || demandClass === 'lumpy';
  return isSlow && expected <= MOST_SLOW_UNITS * UNIT_THOUSANDTHS ? 'negative-binomial' : 'normal';
}

function slowReorderPoint(inputs: PolicyInputs, expected: number): number {
  const variance = (deviationOf(inputs) / UNIT_THOUSANDTHS) ** 2;
  const level = inputs.serviceLevelBasisPoints / 10_000;
  return negativeBinomialQuantile(expected / UNIT_THOUSANDTHS, variance, level) * UNIT_THOUSANDTHS;
}

/** A quantity rounded up to whole packs, at least one. */
export function wholePacks(quantityThousandths: number, packThousandths: number): number {
  return Math.max(packThousandths, inWholePacks(quantityThousandths, packThousandths));
}

/**
 * What is done without a forecast: MIN and MAX from the monthly average with the same days for each part (PRT-15).
 * @param yearThousandths what was asked for in the last 12 months
 */
export function fixedLimits(
  yearThousandths: number,
  days: { safetyDays: number; orderCycleDays: number; leadTimeDays: number },
): Limits {
  const perDay = yearThousandths / 12 / 30;
  const { safetyDays, orderCycleDays, leadTimeDays } = days;
  const daysOfMin = safetyDays + leadTimeDays;
  return {
    minThousandths: wholePacks(perDay * daysOfMin, UNIT_THOUSANDTHS),
    maxThousandths: wholePacks(perDay * (daysOfMin + orderCycleDays), UNIT_THOUSANDTHS),
  };
}
