import { endOfDay, instantOf, localTime, plusDays } from '@pitlane/kernel';
import type { Store } from '@pitlane/platform';

/** From inclusive, to exclusive. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** The local day in a store's zone. */
export function dayPeriod(date: string, zone: string): Period {
  return { from: instantOf(date, '00:00', zone), to: endOfDay(date, zone) };
}

/** Local days from one to another, both included. */
export function datesFrom(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = plusDays(date, 1)) dates.push(date);
  return dates;
}

/** From the first to the last of some local days of a store. @throws Error when there are none */
export function periodOf(dates: readonly string[], { zone }: Store): Period {
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (first === undefined || last === undefined) throw new Error('There are no days.');
  return { from: dayPeriod(first, zone).from, to: dayPeriod(last, zone).to };
}

/** The local day that an instant lies in. */
export const dayOf = (at: Date, zone: string): Period => dayPeriod(localTime(at, zone).date, zone);

/** A time as the outside is told of it. */
export const timeTold = ({
  startsAt,
  endsAt,
}: {
  startsAt: Date;
  endsAt: Date;
}): { startsAt: string; endsAt: string } => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});
