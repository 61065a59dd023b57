import { plusMinutes } from '@pitlane/kernel';
import type { Story } from '../../demo/scheduler.js';
import { playTogether } from './play-together.js';

describe('Stories that are played together', () => {
  it('go on side by side, in the order of their moments', async () => {
    const { clock, startedAt } = clockOf();
    const told: string[] = [];
    const story = async function* (name: string, afterMinutes: number): Story {
      yield await Promise.resolve(plusMinutes(startedAt, afterMinutes));
      told.push(`${name} at ${clock.now().toISOString()}`);
    };

    const brokenOff = await playTogether([story('late', 60), story('early', 20), story('soon after', 30)], clock);

    expect(brokenOff).toEqual([]);
    expect(told).toEqual([
      'early at 2026-03-02T02:30:00.000Z',
      'soon after at 2026-03-02T02:30:00.000Z',
      'late at 2026-03-02T03:00:00.000Z',
    ]);
  });

  it('break off when they wait for somebody who never comes', async () => {
    const { clock } = clockOf();
    const forEver = async function* (): Story {
      for (;;) yield await Promise.resolve(plusMinutes(clock.now(), 10));
    };
    const failing = async function* (): Story {
      yield await Promise.resolve(clock.now());
      throw new Error('The technician went home.');
    };

    const brokenOff = await playTogether([forEver(), failing()], clock);

    expect(brokenOff).toEqual([
      'The technician went home.',
      expect.stringMatching(/^waits still, now for 2026-04-01T/),
    ]);
  });
});

function clockOf(): { clock: Parameters<typeof playTogether>[1]; startedAt: Date } {
  const startedAt = new Date('2026-03-02T02:00:00Z');
  let now = startedAt;
  return { clock: { now: () => now, moveTo: (at) => void (now = at) }, startedAt };
}
