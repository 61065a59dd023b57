import type { Random } from '@pitlane/kernel';

/** A number of the standard normal distribution (Box and Muller, 1958). */
export const normalOf = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Days that each order takes, by the day on which it leaves; at least one. */
export function leadTimesOf(
  random: Random,
  { leadTimeDays, leadTimeDeviationDays }: { leadTimeDays: number; leadTimeDeviationDays: number },
  days: number,
): number[] {
  return Array.from({ length: days }, () =>
    Math.max(1, Math.round(leadTimeDays + normalOf(random) * leadTimeDeviationDays)),
  );
}
