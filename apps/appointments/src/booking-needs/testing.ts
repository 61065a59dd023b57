import type { Absence, BayKind, Skill } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';

// All times are minutes after the midnight with which Sunday 22 November 2026 begins in Shanghai.

const MIDNIGHT = new Date('2026-11-21T16:00:00Z');
const [OPENS, CLOSES, DAY] = [8 * 60, 18 * 60, 24 * 60];
export const SLOT = 15;

export const instantOf = (minute: number): Date => plusMinutes(MIDNIGHT, minute);
export const minuteOf = (at: Date): number => (at.getTime() - MIDNIGHT.getTime()) / 60_000;
export const isSameDay = (one: number, other: number): boolean => Math.floor(one / DAY) === Math.floor(other / DAY);

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** One of the works, and when it begins. */
export interface Task {
  readonly work: number;
  readonly from: number;
}

/** What visits are booked for, by the price list of `Surroundings`; with the time of each leg, the last one's filled up to whole slots. */
export const WORKS: readonly {
  codes: string[];
  legs: readonly { kind: BayKind; skills: Skill[]; minutes: number }[];
}[] = [
  { codes: ['MNT-001'], legs: [{ kind: 'quick', skills: ['maintenance'], minutes: 45 }] },
  { codes: ['BRK-012'], legs: [{ kind: 'lift', skills: ['brakes'], minutes: 90 }] },
  { codes: ['EVB-001'], legs: [{ kind: 'ev', skills: ['ev-high-voltage'], minutes: 60 }] },
  {
    codes: ['MNT-001', 'BRK-012'],
    legs: [
      { kind: 'quick', skills: ['maintenance'], minutes: 36 },
      { kind: 'lift', skills: ['brakes'], minutes: 99 },
    ],
  },
  { codes: ['BRK-012', 'LNG-001'], legs: [{ kind: 'lift', skills: ['brakes', 'engine'], minutes: 630 }] },
];

/** When a work is done that begins at a minute of open hours, minute by minute. */
function minutesOf({ from, work }: Task): number[] {
  const minutes: number[] = [];
  const total = legsOf(work).reduce((sum, leg) => sum + leg.minutes, 0);
  for (let minute = from; minutes.length < total; minute += 1) if (isOpen(minute)) minutes.push(minute);
  return minutes;
}

export const isOpen = (minute: number): boolean => minute % DAY >= OPENS && minute % DAY < CLOSES;
const legsOf = (work: number) => WORKS[work]?.legs ?? [];
const spanOf = (minutes: readonly number[]): Span => ({ from: minutes[0] ?? 0, until: (minutes.at(-1) ?? 0) + 1 });
const spansByDay = (minutes: readonly number[]): Span[] =>
  [...new Set(minutes.map((minute) => Math.floor(minute / DAY)))].map((day) =>
    spanOf(minutes.filter((minute) => Math.floor(minute / DAY) === day)),
  );
/** The starts of a day, 0 being Sunday. */
export const startsOf = (day: number): number[] =>
  Array.from({ length: (CLOSES - OPENS) / SLOT }, (_, step) => day * DAY + OPENS + step * SLOT);

const slotsOf = (minutes: readonly number[]): Set<number> => new Set(minutes.map((minute) => minute - (minute % SLOT)));
export const overlap = (one: Span, other: Span): boolean => one.from < other.until && other.from < one.until;

/** What a wish needs, and when. */
export interface Needs {
  readonly stay: Span;
  readonly slots: ReadonlySet<number>;
  readonly isOvernight: boolean;
  readonly legs: readonly { kind: BayKind; skills: readonly Skill[]; span: Span; shifts: readonly Span[] }[];
}

const KNOWN_NEEDS = new Map<string, Needs>();

export function needsOf(wish: Task): Needs {
  const key = `${wish.work} ${wish.from}`;
  const known = KNOWN_NEEDS.get(key);
  if (known) return known;
  const minutes = minutesOf(wish);
  let begun = 0;
  const legs = legsOf(wish.work).map(({ kind, skills, minutes: length }) => {
    const own = minutes.slice(begun, (begun += length));
    return { kind, skills, span: spanOf(own), shifts: spansByDay(own) };
  });
  const needs = { stay: spanOf(minutes), slots: slotsOf(minutes), isOvernight: spansByDay(minutes).length > 1, legs };
  KNOWN_NEEDS.set(key, needs);
  return needs;
}

/** As the workshop tells of it. */
export const absencesOf = (span: Span | null): Absence[] =>
  span ? [{ startsAt: instantOf(span.from).toISOString(), endsAt: instantOf(span.until).toISOString() }] : [];
