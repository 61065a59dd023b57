import { type DemandClass, meanOf, patternOf } from './demand-class.js';
import { factorOf, type Seasonality, seasonalityOf, type Week } from './seasonality.js';
import { exponentialSmoothing, type Smoothed, syntetosBoylan, teunterSyntetosBabai } from './smoothing.js';

export const FORECAST_METHODS = ['ses', 'sba', 'tsb', 'none'] as const;
/** Simple exponential smoothing, Syntetos-Boylan approximation, Teunter-Syntetos-Babai. */
export type ForecastMethod = (typeof FORECAST_METHODS)[number];

const DAY_MS = 86_400_000;
const DAYS_IN_WEEK = 7;
const MOST_WEEKS = 156;
/** A part is dying when nobody asked for it over three of its usual intervals, and over a quarter. */
const DYING_INTERVALS = 3;
const DYING_WEEKS = 13;

/** What was asked for in the past, in thousandths of the stocking unit. */
export interface DemandHistory {
  /** The day after the last week: `2026-11-21`. */
  readonly endsBefore: string;
  /** Week by week, oldest first, from the first request on. */
  readonly weeksThousandths: readonly number[];
  /** Months of campaigns, past and planned: `2026-11`. */
  readonly campaignMonths: ReadonlySet<string>;
}

export interface Forecast {
  readonly demandClass: DemandClass;
  readonly method: ForecastMethod;
  readonly intervalWeeks: number;
  readonly cvSquared: number;
  readonly weeks: number;
  /** Expected demand of one day within the horizon, in thousandths. */
  readonly perDay: number;
  /** Standard deviation of one day's demand, in thousandths. */
  readonly perDayDeviation: number;
  /** By how much season and campaigns raise or lower the horizon beside the mean. */
  readonly seasonFactor: number;
}

/** Forecasts the days from the end of the history on. The method follows from the class of the demand (PRT-12). */
export function forecast(history: DemandHistory, horizonDays: number): Forecast {
  const weeks = weeksOf(history);
  const usual = weeks.filter(({ month }) => !history.campaignMonths.has(month));
  const known = usual.some(({ quantity }) => quantity > 0) ? usual : weeks;
  const pattern = patternOf(known.map(({ quantity }) => quantity));
  const nothing = { method: 'none', perDay: 0, perDayDeviation: 0, seasonFactor: 1 } as const;
  if (pattern.demandClass === 'none') return { ...pattern, ...nothing, weeks: weeks.length };

  const isRegular = pattern.demandClass === 'smooth' || pattern.demandClass === 'erratic';
  const season = seasonalityOf(weeks, history.campaignMonths);
  const seasonal = isRegular ? season : { ...season, monthFactors: [] };
  const level = known.map(({ quantity, month }) => quantity / factorOf(seasonal, month, false));
  const method = isRegular ? 'ses' : methodOfSlow(level, pattern.intervalWeeks);
  const { perWeek, meanSquaredError } = SMOOTHED_BY[method](level);
  const seasonFactor = factorAhead(history, seasonal, horizonDays);
  return {
    ...pattern,
    method,
    weeks: weeks.length,
    seasonFactor,
    perDay: (perWeek * seasonFactor) / DAYS_IN_WEEK,
    perDayDeviation: Math.sqrt(meanSquaredError / DAYS_IN_WEEK) * seasonFactor,
  };
}

const SMOOTHED_BY: Readonly<Record<Exclude<ForecastMethod, 'none'>, (weeks: readonly number[]) => Smoothed>> = {
  ses: exponentialSmoothing,
  sba: syntetosBoylan,
  tsb: teunterSyntetosBabai,
};

function methodOfSlow(weeks: readonly number[], intervalWeeks: number): 'sba' | 'tsb' {
  const silentWeeks = weeks.length - 1 - weeks.findLastIndex((quantity) => quantity > 0);
  return silentWeeks >= Math.max(DYING_WEEKS, DYING_INTERVALS * intervalWeeks) ? 'tsb' : 'sba';
}

/** The last three years. A week belongs to the month of its middle day. */
function weeksOf({ endsBefore, weeksThousandths }: DemandHistory): Week[] {
  const kept = weeksThousandths.slice(-MOST_WEEKS);
  const end = Date.parse(endsBefore);
  return kept.map((quantity, index) => {
    const middle = end - ((kept.length - index) * DAYS_IN_WEEK - 3) * DAY_MS;
    return { quantity, month: monthOf(middle) };
  });
}

function factorAhead({ endsBefore, campaignMonths }: DemandHistory, season: Seasonality, horizonDays: number): number {
  const start = Date.parse(endsBefore);
  const days = Array.from({ length: Math.max(1, horizonDays) }, (_, day) => monthOf(start + day * DAY_MS));
  return meanOf(days.map((month) => factorOf(season, month, campaignMonths.has(month))));
}

function monthOf(ms: number): string {
  const day = new Date(ms);
  return `${day.getUTCFullYear()}-${String(day.getUTCMonth() + 1).padStart(2, '0')}`;
}
