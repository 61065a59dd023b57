import { meanOf } from './demand-class.js';

/** What one week asked for, and in which month it lies. */
export interface Week {
  readonly quantity: number;
  /** `2026-11`. */
  readonly month: string;
}

/** By how much each month of the year differs from the mean, and months of a campaign from others: 1 is no difference. */
export interface Seasonality {
  /** January first. */
  readonly monthFactors: readonly number[];
  readonly campaignFactor: number;
}

const YEAR_OF_WEEKS = 52;
const LEAST_AGREEMENT = 0.5;
const LEAST_PAIRS = 8;
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'];
const NO_SEASON = MONTHS.map(() => 1);

const monthNumber = (month: string): number => Number(month.slice(5)) - 1;

/** What a month is expected to ask for, beside the mean. */
export function factorOf({ monthFactors, campaignFactor }: Seasonality, month: string, isCampaign: boolean): number {
  return (monthFactors[monthNumber(month)] ?? 1) * (isCampaign ? campaignFactor : 1);
}

/**
 * Seasonal index by month: the mean of its weeks beside the mean of all, from two years on, and only where the years agree with
 * each other (correlation of the months' means with those of the year before of at least 0.5): chance is no season.
 * Weeks of campaigns stay out of it; beside the others of such a part they give the factor of a campaign.
 */
export function seasonalityOf(weeks: readonly Week[], campaigns: ReadonlySet<string>): Seasonality {
  const usual = weeks.filter(({ month }) => !campaigns.has(month));
  const monthFactors = usual.length >= 2 * YEAR_OF_WEEKS * 0.8 && yearsAgree(usual) ? indexOf(usual) : NO_SEASON;
  const seasonal = { monthFactors, campaignFactor: 1 };
  const expected = meanOf(usual.map(({ quantity }) => quantity));
  const inCampaign = weeks.filter(({ month }) => campaigns.has(month));
  const ratios = inCampaign.map(({ quantity, month }) => quantity / (expected * factorOf(seasonal, month, false)));
  const isKnown = inCampaign.length > 0 && expected > 0;
  return { monthFactors, campaignFactor: isKnown ? Math.max(1, meanOf(ratios)) : 1 };
}

/** A month of the year without any demand stays at a tenth of the mean: never at nothing. */
function indexOf(weeks: readonly Week[]): number[] {
  const mean = meanOf(weeks.map(({ quantity }) => quantity));
  const means = meansBy(weeks, ({ month }) => month.slice(5));
  const raw = MONTHS.map((month) => Math.max(0.1, (means.get(month) ?? mean) / mean));
  return raw.map((factor) => factor / meanOf(raw));
}

function yearsAgree(weeks: readonly Week[]): boolean {
  const means = meansBy(weeks, ({ month }) => month);
  const pairs = [...means].flatMap(([month, after]) => {
    const before = means.get(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`);
    return before === undefined ? [] : [{ before, after }];
  });
  return pairs.length >= LEAST_PAIRS && correlationOf(pairs) >= LEAST_AGREEMENT;
}

function meansBy(weeks: readonly Week[], keyOf: (week: Week) => string): Map<string, number> {
  const byKey = new Map<string, number[]>();
  for (const week of weeks) {
    const group = byKey.get(keyOf(week));
    if (group) group.push(week.quantity);
    else byKey.set(keyOf(week), [week.quantity]);
  }
  return new Map([...byKey].map(([key, quantities]) => [key, meanOf(quantities)]));
}

function correlationOf(pairs: readonly { before: number; after: number }[]): number {
  const [x, y] = [meanOf(pairs.map(({ before }) => before)), meanOf(pairs.map(({ after }) => after))];
  const product = pairs.reduce((sum, { before, after }) => sum + (before - x) * (after - y), 0);
  const spread = pairs.reduce((sum, { before }) => sum + (before - x) ** 2, 0);
  const other = pairs.reduce((sum, { after }) => sum + (after - y) ** 2, 0);
  return spread * other === 0 ? 0 : product / Math.sqrt(spread * other);
}
