import type { HouseClock } from '../platform/house-clock.js';

/** A story that goes on at the moments which it yields. */
export type Story = AsyncGenerator<Date, void, void>;

/**
 * Lets many stories pass at one store, in the order of their moments: the clock is moved to the next one, and the story
 * whose turn it is goes on until it has to wait again. Same stories, same order, every time.
 */
export async function play(stories: readonly Story[], clock: HouseClock): Promise<void> {
  const waiting: { story: Story; at: Date; order: number }[] = [];
  let order = 0;
  const advance = async (story: Story): Promise<void> => {
    const { done, value } = await story.next();
    if (!done) waiting.push({ story, at: value, order: order++ });
  };
  for (const story of stories) await advance(story);
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
    const next = waiting.shift();
    if (!next) break;
    if (next.at > clock.now()) clock.moveTo(next.at);
    await advance(next.story);
  }
}
