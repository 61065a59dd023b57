import type { Absence, Shift } from '@pitlane/contracts';
import { instantOf } from '@pitlane/kernel';
import { openingHours, type Store, workWeekday } from '@pitlane/platform';

const MINUTE_MS = 60_000;

/** What a technician did in a period (WKS-6, WKS-12). */
export interface TechnicianFigures {
  technicianId: string;
  workedMinutes: number;
  presentMinutes: number;
  flatRateHundredths: number;
  finishedJobs: number;
  reworkedJobs: number;
}

/** Minutes of the shifts on these local days of the store, less absences. On a day on which it is closed nobody is present. */
export function presentMinutes(
  { shifts, absences }: { shifts: readonly Shift[]; absences: readonly Absence[] },
  days: readonly string[],
  store: Store,
): number {
  const away = absences.map(({ startsAt, endsAt }) => ({ start: Date.parse(startsAt), end: Date.parse(endsAt) }));
  const { zone } = store;
  const openDays = days.filter((day) => openingHours(store, day));
  const present = openDays.flatMap((day) => {
    const weekday = workWeekday(store, day);
    return shifts
      .filter((shift) => shift.weekday === weekday)
      .map(({ starts, ends }) => ({ start: +instantOf(day, starts, zone), end: +instantOf(day, ends, zone) }));
  });
  const presentMs = present.reduce((sum, shift) => sum + shift.end - shift.start - sharedMs(shift, away), 0);
  return Math.round(presentMs / MINUTE_MS);
}

interface Span {
  start: number;
  end: number;
}

/** Time of a span that lies in others, which may overlap each other. */
function sharedMs(span: Span, others: readonly Span[]): number {
  let counted = span.start;
  let shared = 0;
  for (const { start, end } of [...others].sort((a, b) => a.start - b.start)) {
    const from = Math.max(start, counted);
    const to = Math.min(end, span.end);
    if (to > from) shared += to - from;
    counted = Math.max(counted, to);
  }
  return shared;
}
