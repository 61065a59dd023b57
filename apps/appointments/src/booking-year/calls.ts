import { instantOf, plusDays, plusMinutes, poissonOf, type Random, randomOf } from '@pitlane/kernel';
import { needOf, type Need } from '../capacity/need.js';
import { openPeriod } from '../capacity/timetable.js';
import { legsOf, minutesOf } from '../capacity/legs.js';
import { KINDS_OF_WORK, STORE, technicians } from './store.js';

/** Somebody who wants a visit. What will happen is drawn with the call, so that every calendar meets the same year. */
export interface Call {
  /** Local day. */
  readonly on: string;
  readonly need: Need;
  /** The start that would suit best, on the grid of an open day. */
  readonly wish: Date;
  /** By how many days they would come earlier or later. */
  readonly flexibleDays: number;
  readonly comes: boolean;
  /** Days by which the parts will be late, as is known the day before the visit; 0: they are there. */
  readonly partsLateDays: number;
  /** A part turns out wrong when it is wanted: nobody could know. */
  readonly partIsWrong: boolean;
}

/** A technician is away on local days, both included. */
export interface Leave {
  readonly technicianId: string;
  readonly from: string;
  readonly to: string;
  /** Local day; in its morning the workshop hears of it. */
  readonly knownOn: string;
}

export interface Year {
  /** Local days. */
  readonly days: readonly string[];
  readonly calls: readonly Call[];
  readonly leaves: readonly Leave[];
}

const FIRST_DAY = '2026-01-01';
const DAYS_OF_A_YEAR = 365;
/** Mean of a day on which the store is open. */
const CALLS_A_DAY = 20;
const NO_SHOW = 0.04;
const PARTS_LATE = 0.03;
const PART_WRONG = 0.003;
/** Of customers whose work is short enough to wait for it. */
const WAITS = 0.4;
const LONGEST_WAIT_MINUTES = 180;
const FARTHEST_WISH_DAYS = 12;
/** Who leaves a car for a day's work or more takes a day of the next week, too. */
const FLEXIBLE_DAYS = 3;
const FLEXIBLE_FOR_LONG_WORK_DAYS = 7;
/** When customers like to come, by hour from opening on. */
const BUSY_HOURS = [5, 5, 4, 3, 2, 2, 3, 3, 2, 1];
const SICK_DAYS_A_YEAR = 5;
const HOLIDAY_WEEKS = 2;
const HOLIDAY_KNOWN_DAYS_AHEAD = 21;

/** A year of calls and absences, or its first days; the same each time for a seed. */
export function yearOf(seed: number, dayCount = DAYS_OF_A_YEAR): Year {
  const random = randomOf(seed);
  const days = Array.from({ length: dayCount }, (_, n) => plusDays(FIRST_DAY, n));
  const openDays = days.filter((date) => openPeriod(STORE, date));
  const calls = openDays.flatMap((on) =>
    Array.from({ length: poissonOf(random, CALLS_A_DAY) }, () => callOn(on, random)),
  );
  return { days, calls, leaves: technicians().flatMap(({ technicianId }) => leavesOf(technicianId, days, random)) };
}

function callOn(on: string, random: Random): Call {
  const operations = drawn(KINDS_OF_WORK, ({ share }) => share, random).operations;
  const minutes = minutesOf(legsOf(operations));
  const durationMinutes = Math.ceil(minutes / STORE.slotMinutes) * STORE.slotMinutes;
  const waits = durationMinutes <= LONGEST_WAIT_MINUTES && random() < WAITS;
  return {
    on,
    need: { ...needOf({ operations, durationMinutes }), overnight: !waits },
    wish: wishAfter(on, random),
    flexibleDays: durationMinutes > LONGEST_WAIT_MINUTES ? FLEXIBLE_FOR_LONG_WORK_DAYS : FLEXIBLE_DAYS,
    comes: random() >= NO_SHOW,
    partsLateDays: random() < PARTS_LATE ? 1 + Math.floor(random() * 4) : 0,
    partIsWrong: random() < PART_WRONG,
  };
}

function wishAfter(on: string, random: Random): Date {
  let date = plusDays(on, 1 + Math.floor(random() * FARTHEST_WISH_DAYS));
  while (!openPeriod(STORE, date)) date = plusDays(date, 1);
  const hour = drawn([...BUSY_HOURS.keys()], (index) => BUSY_HOURS[index] ?? 0, random);
  const slot = Math.floor((random() * 60) / STORE.slotMinutes);
  return plusMinutes(instantOf(date, '08:00', STORE.zone), hour * 60 + slot * STORE.slotMinutes);
}

function leavesOf(technicianId: string, days: readonly string[], random: Random): Leave[] {
  const someDay = (): string => days[Math.floor(random() * days.length)] ?? FIRST_DAY;
  const sick = Array.from({ length: poissonOf(random, (SICK_DAYS_A_YEAR * days.length) / DAYS_OF_A_YEAR) }, () => {
    const from = someDay();
    return { technicianId, from, to: from, knownOn: from };
  });
  const holidays = Array.from({ length: HOLIDAY_WEEKS }, () => {
    const from = someDay();
    return { technicianId, from, to: plusDays(from, 6), knownOn: plusDays(from, -HOLIDAY_KNOWN_DAYS_AHEAD) };
  });
  return [...sick, ...holidays];
}

/** One of them, each as likely as its weight. */
function drawn<T>(all: readonly T[], weightOf: (one: T) => number, random: Random): T {
  let left = random() * all.reduce((sum, one) => sum + weightOf(one), 0);
  const found = all.find((one) => (left -= weightOf(one)) < 0) ?? all.at(-1);
  if (found === undefined) throw new Error('There is nothing to draw from.');
  return found;
}
