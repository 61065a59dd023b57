import fc from 'fast-check';
import { daysOfWeek, weekOf } from './week.js';
import { NoSuchWeek } from './week-board.errors.js';

describe('a week', () => {
  it.each([
    ['2026-W48', '2026-11-23', '2026-11-29'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-W09', '2024-02-26', '2024-03-03'],
  ])('%s lasts from %s to %s', (week, monday, sunday) => {
    const days = daysOfWeek(week);
    expect([days.length, days[0], days[6]]).toEqual([7, monday, sunday]);
  });

  it('holds each of its days, and no other week does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const date = new Date(Date.UTC(1970, 0, 1 + days)).toISOString().slice(0, 10);
        expect(daysOfWeek(weekOf(date))).toContain(date);
      }),
    );
  });

  it('that a year does not have is refused', () => {
    expect(() => daysOfWeek('2025-W53')).toThrow(NoSuchWeek);
  });
});
