import { instantOf, localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { openingHours, type Store } from '@pitlane/platform';
import { SETTINGS } from '../settings.js';
import { dayOf, type Period, periodOf } from './day.js';
import type { Leg } from './legs.js';
import type { Need, Shortage } from './need.js';
import { type Stay, stayIn } from './stay.js';

/** A leg with its time: from its first minute of work to its last, the nights between them included. */
export interface LegTime {
  readonly leg: Leg;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When it is worked on, one part for each day. */
  readonly parts: readonly Stay[];
}

export interface Timetable {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When it is worked on the car: one period for each day, in order. */
  readonly days: readonly Period[];
  readonly legs: readonly LegTime[];
}

/**
 * The legs of a visit laid over the hours in which the store is open, one at once after the other; at closing time work
 * stops, and goes on when the store opens again (APT-4).
 */
export function timetableOf(store: Store, startsAt: Date, need: Need): Timetable | Shortage {
  const days = workingDays(store, startsAt, need);
  if ('reason' in days) return days;
  let workedMs = 0;
  const legs = need.legs.flatMap((leg) => {
    const fromMs = workedMs;
    workedMs += leg.durationMinutes * 60_000;
    const parts = cut(days, fromMs, workedMs).map((period) => stayIn(period, store));
    const [first, last] = [parts.at(0), parts.at(-1)];
    return first && last ? [{ leg, startsAt: first.startsAt, endsAt: last.endsAt, parts }] : [];
  });
  return { startsAt, endsAt: days.at(-1)?.to ?? startsAt, days, legs };
}

/** The open hours that the work needs from a start on, or why they can't be had. */
function workingDays(store: Store, startsAt: Date, { durationMinutes, overnight }: Need): Period[] | Shortage {
  const { date } = localTime(startsAt, store.zone);
  const first = openPeriod(store, date);
  if (!first || startsAt < first.from || startsAt >= first.to) return { reason: 'closed' };
  const days: Period[] = [];
  let leftMs = durationMinutes * 60_000;
  for (let day = 0; day < SETTINGS.longestStayDays && days.length < SETTINGS.longestVisitWorkingDays; day += 1) {
    const open = day === 0 ? { from: startsAt, to: first.to } : openPeriod(store, plusDays(date, day));
    if (!open) continue;
    const workMs = Math.min(leftMs, open.to.getTime() - open.from.getTime());
    days.push({ from: open.from, to: new Date(open.from.getTime() + workMs) });
    leftMs -= workMs;
    if (leftMs === 0) return days;
    if (!overnight) return { reason: 'overnight' };
  }
  return { reason: 'too-long' };
}

/** Some local days, in order, with the days until which a visit that begins on one of them may stay. */
export function reachOf(store: Store, dates: readonly string[], need: Need): Period {
  const { from, to } = periodOf(dates, store);
  if (!need.overnight) return { from, to };
  const lastOpen = dates.map((date) => openPeriod(store, date)).findLast((open) => open !== undefined);
  const latest = lastOpen && timetableOf(store, plusMinutes(lastOpen.to, -1), need);
  if (latest && 'endsAt' in latest) return { from, to: dayOf(latest.endsAt, store.zone).to };
  return { from, to: plusMinutes(to, SETTINGS.longestStayDays * 24 * 60) };
}

/** When a store is open on a local day; undefined when it is not. */
export function openPeriod(store: Store, date: string): Period | undefined {
  const hours = openingHours(store, date);
  const at = (time: string): Date => instantOf(date, time, store.zone);
  return hours && { from: at(hours.opens), to: at(hours.closes) };
}

/** What of some periods lies between two marks on a clock that runs only during them. */
function cut(periods: readonly Period[], fromMs: number, toMs: number): Period[] {
  let passedMs = 0;
  return periods.flatMap(({ from, to }) => {
    const lengthMs = to.getTime() - from.getTime();
    const startMs = Math.max(fromMs - passedMs, 0);
    const endMs = Math.min(toMs - passedMs, lengthMs);
    passedMs += lengthMs;
    if (startMs >= endMs) return [];
    return [{ from: new Date(from.getTime() + startMs), to: new Date(from.getTime() + endMs) }];
  });
}
