import { endOfDay, instantOf, localTime } from '@pitlane/kernel';

/** From inclusive, to exclusive. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** The local day in a store's zone. */
export function dayPeriod(date: string, zone: string): Period {
  return { from: instantOf(date, '00:00', zone), to: endOfDay(date, zone) };
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
