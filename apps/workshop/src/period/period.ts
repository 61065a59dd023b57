import { endOfDay, instantOf, plusDays } from '@pitlane/kernel';
import type { PeriodQuery } from './period.dto.js';
import { PeriodInvalid } from './period.errors.js';

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Some local days of a store. */
export interface Period {
  days: string[];
  startsAt: Date;
  /** The first instant after it. */
  endsAt: Date;
}

/** @throws PeriodInvalid */
export function periodOf({ from, to }: PeriodQuery, zone: string): Period {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (length < 1 || length > LONGEST_DAYS) throw new PeriodInvalid(LONGEST_DAYS);
  const days = Array.from({ length }, (_, index) => plusDays(from, index));
  return { days, startsAt: instantOf(from, '00:00', zone), endsAt: endOfDay(to, zone) };
}
