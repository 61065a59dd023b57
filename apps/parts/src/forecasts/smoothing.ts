import { meanOf } from './demand-class.js';

/** What a method expects of the next week, and the mean square of how far it was off, one week ahead. */
export interface Smoothed {
  readonly perWeek: number;
  readonly meanSquaredError: number;
}

const FIRST_WEEKS = 8;
const LEVEL_WEIGHTS = [0.05, 0.1, 0.2, 0.3];
/** Weight of the newest request's size and of its interval: 0.1, as Syntetos and Boylan (2005) found best for slow parts. */
const CROSTON_WEIGHT = 0.1;

/** Simple exponential smoothing (Brown, 1959), with the weight of the newest week that errs least on the past. */
export function exponentialSmoothing(weeks: readonly number[]): Smoothed {
  const tries = LEVEL_WEIGHTS.map((weight) => smoothedBy(weeks, weight));
  return tries.reduce((best, next) => (next.meanSquaredError < best.meanSquaredError ? next : best));
}

function smoothedBy(weeks: readonly number[], weight: number): Smoothed {
  let level = meanOf(weeks.slice(0, FIRST_WEEKS));
  const squares = weeks.map((quantity) => {
    const error = quantity - level;
    level += weight * error;
    return error ** 2;
  });
  return { perWeek: level, meanSquaredError: meanOf(squares) };
}

/**
 * Croston's method in the approximation of Syntetos and Boylan (SBA, 2005): size and interval of the requests are smoothed each
 * for itself, and the quotient is corrected by 1 − weight ÷ 2, for Croston's own forecasts too much.
 */
export function syntetosBoylan(weeks: readonly number[]): Smoothed {
  let { size, interval } = firstOf(weeks);
  let sinceLast = 0;
  const expected = (): number => (1 - CROSTON_WEIGHT / 2) * (size / interval);
  const squares = weeks.map((quantity) => {
    const error = quantity - expected();
    sinceLast += 1;
    if (quantity > 0) {
      size += CROSTON_WEIGHT * (quantity - size);
      interval += CROSTON_WEIGHT * (sinceLast - interval);
      sinceLast = 0;
    }
    return error ** 2;
  });
  return { perWeek: expected(), meanSquaredError: meanOf(squares) };
}

/**
 * The method of Teunter, Syntetos and Babai (TSB, 2011): as Croston's, but with the chance of a request in place of the interval.
 * It falls in each week without one, so a part that nobody asks for any more is forecast down to nothing.
 */
export function teunterSyntetosBabai(weeks: readonly number[]): Smoothed {
  const first = firstOf(weeks);
  let { size } = first;
  let chance = 1 / first.interval;
  const squares = weeks.map((quantity) => {
    const error = quantity - chance * size;
    chance += CROSTON_WEIGHT * ((quantity > 0 ? 1 : 0) - chance);
    if (quantity > 0) size += CROSTON_WEIGHT * (quantity - size);
    return error ** 2;
  });
  return { perWeek: chance * size, meanSquaredError: meanOf(squares) };
}

/** Both methods start from the mean of all weeks. At least one has a demand. */
function firstOf(weeks: readonly number[]): { size: number; interval: number } {
  const sizes = weeks.filter((quantity) => quantity > 0);
  return { size: meanOf(sizes), interval: weeks.length / sizes.length };
}
