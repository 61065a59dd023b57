import type { CloudEvent } from '@pitlane/contracts';
import { EventMessages, type Message } from './event-messages.js';

/** Versions by aggregate, of the messages that can be read and are sent under their own subject. */
function versionsOf(messages: readonly Message[]): Set<number>[] {
  const byAggregate = new Map<string, Set<number>>();
  for (const { subject, bytes } of messages) {
    const event = readable(bytes);
    if (!event || subject.includes('.BJ001.')) continue;
    const { aggregateid, aggregateversion } = event;
    byAggregate.set(aggregateid, (byAggregate.get(aggregateid) ?? new Set()).add(aggregateversion));
  }
  return [...byAggregate.values()];
}

function readable(bytes: Uint8Array): CloudEvent | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as CloudEvent;
  } catch {
    return undefined;
  }
}

describe('messages to consumers', () => {
  it('have no gap in a run, however many are asked for: what is sent later would wait for ever', () => {
    const parts = new EventMessages('parts');
    for (let count = 1; count <= 20; count += 1) {
      const later = versionsOf(parts.sample(count, 20261122)).filter((versions) => Math.max(...versions) > 1);
      for (const versions of later) expect(versions.size).toBe(Math.max(...versions));
    }
  });
});
