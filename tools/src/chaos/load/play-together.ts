import { plusMinutes } from '@pitlane/kernel';
import type { Story } from '../../demo/scheduler.js';
import type { HouseClock } from '../../platform/house-clock.js';

/** Stories whose moments lie this close go on at the same time. */
const TOGETHER_MINUTES = 15;
/** Holidays included. Who waits any longer waits for a person whose own story broke off. */
const LONGEST_STORIES_MINUTES = 30 * 24 * 60;

/**
 * Lets many stories pass at once: the clock goes on to the next moments, and all stories that wait for them go on side by side.
 * @returns why stories broke off; none should
 */
export async function playTogether(
  stories: readonly Story[],
  clock: Pick<HouseClock, 'now' | 'moveTo'>,
): Promise<string[]> {
  const failures: string[] = [];
  let waiting: { story: Story; at: Date }[] = [];
  const advance = async (story: Story): Promise<void> => {
    try {
      const { done, value } = await story.next();
      if (!done) waiting.push({ story, at: value });
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  const over = plusMinutes(clock.now(), LONGEST_STORIES_MINUTES);
  await Promise.all(stories.map(advance));
  while (waiting.length > 0) {
    if (clock.now() > over)
      return [...failures, ...waiting.map(({ at }) => `waits still, now for ${at.toISOString()}`)];
    const first = waiting.reduce((earliest, { at }) => (at < earliest ? at : earliest), waiting[0]?.at ?? clock.now());
    const until = plusMinutes(first, TOGETHER_MINUTES);
    const wave = waiting.filter(({ at }) => at <= until);
    waiting = waiting.filter(({ at }) => at > until);
    const latest = wave.reduce((last, { at }) => (at > last ? at : last), first);
    if (latest > clock.now()) clock.moveTo(latest);
    await Promise.all(wave.map(({ story }) => advance(story)));
  }
  return failures;
}
