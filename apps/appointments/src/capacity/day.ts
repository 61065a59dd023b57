import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';

/** From inclusive, to exclusive. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** `2026-11-30`, 1 → `2026-12-01` */
export function plusDays(date: string, days: number): string {
  return plusMinutes(new Date(`${date}T00:00:00Z`), days * 24 * 60)
    .toISOString()
    .slice(0, 10);
}

/** The local day in a store's zone. */
export function dayPeriod(date: string, zone: string): Period {
  return { from: instantOf(date, '00:00', zone), to: instantOf(plusDays(date, 1), '00:00', zone) };
}

/** The local day that an instant lies in. */
export const dayOf = (at: Date, zone: string): Period => dayPeriod(localTime(at, zone).date, zone);
