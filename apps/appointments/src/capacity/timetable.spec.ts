import fc from 'fast-check';
import { localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { aStore } from '@pitlane/testing';
import type { Need } from './need.js';
import { openPeriod, reachOf, timetableOf } from './timetable.js';

const store = aStore({
  openingHours: [
    { weekdays: [1, 2, 3, 4, 5], opens: '08:00', closes: '18:00' },
    { weekdays: [6], opens: '09:00', closes: '12:00' },
  ],
  closures: ['2026-11-24'],
});
/** Local time in November 2026; the 23rd is a Monday. */
const at = (day: number, time: string): Date => new Date(`2026-11-${day}T${time}:00+08:00`);
const aNeed = (...minutes: number[]): Need => ({
  overnight: true,
  durationMinutes: minutes.reduce((sum, one) => sum + one),
  legs: minutes.map((durationMinutes) => ({ bayKind: 'lift', skills: ['engine'], durationMinutes })),
});
const times = (need: Need, startsAt: Date) => {
  const timetable = timetableOf(store, startsAt, need);
  if ('reason' in timetable) return timetable;
  return timetable.legs.map(({ startsAt: from, endsAt: to, parts }) => [from, to, parts.length]);
};

describe('the timetable of a visit', () => {
  it('lays one leg at once after the other', () => {
    expect(times(aNeed(90, 45), at(23, '10:00'))).toEqual([
      [at(23, '10:00'), at(23, '11:30'), 1],
      [at(23, '11:30'), at(23, '12:15'), 1],
    ]);
  });

  it('stops at closing time and goes on when the store opens again, also past closures and short days', () => {
    expect(times(aNeed(60, 120, 60), at(23, '16:00'))).toEqual([
      [at(23, '16:00'), at(23, '17:00'), 1],
      [at(23, '17:00'), at(25, '09:00'), 2],
      [at(25, '09:00'), at(25, '10:00'), 1],
    ]);
    expect(times(aNeed(240), at(28, '11:00'))).toEqual([[at(28, '11:00'), at(30, '11:00'), 2]]);
  });

  it('begins a leg the next morning when the one before ends at closing time', () => {
    expect(times(aNeed(60, 30), at(25, '17:00'))).toEqual([
      [at(25, '17:00'), at(25, '18:00'), 1],
      [at(26, '08:00'), at(26, '08:30'), 1],
    ]);
  });

  it.each([
    ['before opening', at(23, '07:45'), aNeed(30), 'closed'],
    ['at closing time', at(23, '18:00'), aNeed(30), 'closed'],
    ['on a closure', at(24, '10:00'), aNeed(30), 'closed'],
    ['too late for a customer who waits', at(23, '17:45'), { ...aNeed(30), overnight: false }, 'overnight'],
    ['for six days of work', at(23, '08:00'), aNeed(6 * 600), 'too-long'],
  ])('is none %s', (_, startsAt, need, reason) => {
    expect(timetableOf(store, startsAt, need)).toEqual({ reason });
  });

  it('works on the car for exactly the time of each leg, only in open hours, whatever the work and its start', () => {
    const minutes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 0, max: 20 * 96 }), (legs, slot) => {
        const timetable = timetableOf(store, plusMinutes(at(10, '00:00'), slot * 15), aNeed(...legs));
        fc.pre(!('reason' in timetable));
        if ('reason' in timetable) return;
        let last = timetable.startsAt;
        for (const [index, { parts, endsAt }] of timetable.legs.entries()) {
          const workedMs = parts.reduce((sum, part) => sum + +part.endsAt - +part.startsAt, 0);
          expect(workedMs).toBe((legs[index] ?? 0) * 60_000);
          for (const part of parts) {
            const open = openPeriod(store, part.localStart.date);
            expect(open && part.startsAt >= open.from && part.endsAt <= open.to && part.startsAt >= last).toBe(true);
            last = part.endsAt;
          }
          expect(endsAt).toEqual(last);
        }
        expect(timetable.endsAt).toEqual(last);
      }),
    );
  });

  it('never reaches farther than the days that are read for it', () => {
    const property = fc.property(
      fc.integer({ min: 15, max: 3_000 }),
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 3 }),
      (minutes, day, more) => {
        const first = localTime(at(10, '12:00'), store.zone).date;
        const dates = Array.from({ length: more + 1 }, (_, n) => plusDays(first, day + n));
        const { from, to } = reachOf(store, dates, aNeed(minutes));
        for (const date of dates) {
          const open = openPeriod(store, date);
          for (let start = open?.from; open && start && start < open.to; start = plusMinutes(start, 15)) {
            const timetable = timetableOf(store, start, aNeed(minutes));
            if ('endsAt' in timetable) expect(timetable.startsAt >= from && timetable.endsAt <= to).toBe(true);
          }
        }
      },
    );
    fc.assert(property, { numRuns: 30 });
  });
});
