import { yearOf } from './calls.js';
import { playOurs } from './our-calendar.js';
import { keptPercent, type Outcome } from './outcome.js';
import { playSlotCount } from './slot-count.js';
import { tableOf } from './table.js';

const outcome = (facts: Partial<Outcome> = {}): Outcome => ({
  ...{ calls: 100, turnedAway: 1, movedInTime: 2, noShows: 3, kept: 98, broken: 2, usedSlots: 85, bookableSlots: 100 },
  ...facts,
});

describe('a year with two calendars', () => {
  it('is the same each time for a seed, and loses no call', () => {
    const ours = playOurs(yearOf(7, 6));
    expect(playOurs(yearOf(7, 6))).toEqual(ours);
    expect(ours.calls).toBeGreaterThan(40);
    expect(ours.turnedAway + ours.noShows + ours.kept).toBeLessThanOrEqual(ours.calls);
  });

  it('keeps more promises where bays, skills and absences are looked at', () => {
    const days = yearOf(8, 12);
    const [ours, slotCount] = [playOurs(days), playSlotCount(days)];
    expect(ours.kept).toBeGreaterThan(20);
    expect(keptPercent(ours)).toBeGreaterThan(keptPercent(slotCount));
    expect(ours.usedSlots).toBeLessThanOrEqual(ours.bookableSlots);
  });

  it('says whether a goal was reached', () => {
    const reached = tableOf(outcome(), outcome());
    expect(reached).toContain('98.0 % (reached: at least 98 %)');
    expect(reached).toContain('85.0 % (reached: at least 85 %)');
    const missed = tableOf(outcome({ kept: 97, broken: 3, usedSlots: 84 }), outcome());
    expect(missed).toContain('97.0 % (missed: at least 98 %)');
    expect(missed).toContain('84.0 % (missed: at least 85 %)');
  });
});
