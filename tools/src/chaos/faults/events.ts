import { jetstream } from '@nats-io/jetstream';
import { SERVICES, type ServiceName, TOPOLOGY } from '@pitlane/contracts';
import { withClient } from '../../../databases.mjs';
import type { Row } from '../../verify/books.js';
import { withBroker } from './broker-admin.js';
import { type Fault, type Strike, unseen } from './fault.js';
import { discardAll, parkedEvents } from './parked.js';

const LONGER_THAN_ACK_WAIT_MS = 7_000;

/** The relays connect anew, and look whether their streams are those that they filled. */
async function reconnectRelays({ cluster, note, pause }: Strike): Promise<void> {
  note('every connection to the broker is cut once');
  for (const { toNats } of cluster.replicas) toNats.set({ kind: 'cut' });
  await pause(200);
  for (const { toNats } of cluster.replicas) toNats.set({ kind: 'pass' });
}

/** Publishes what was published before, without the id by which the broker knows it. */
async function duplicates(strike: Strike): Promise<void> {
  const { cluster, random, note } = strike;
  for (const service of SERVICES) {
    const { rows } = await withClient(cluster.platform.databases[service].ownerUrl, (client) =>
      client.query<{ subject: string; payload: string }>(
        'SELECT subject, payload::text FROM outbox WHERE published_at IS NOT NULL ORDER BY random() LIMIT 40',
      ),
    );
    await withBroker(cluster, service, async (connection) => {
      for (const { subject, payload } of random.shuffle(rows)) await jetstream(connection).publish(subject, payload);
    });
    note(`${rows.length} events of ${service} are published again`);
  }
  await reconnectRelays(strike);
}

/** The relay publishes the events of an aggregate backwards for a while. */
async function reordered({ cluster, random, note, pause }: Strike): Promise<void> {
  note('relays wait for several events of an aggregate, and publish most batches backwards');
  const arms = { 'held-batch': { probability: 1 }, 'swapped-lane': { probability: 0.8 } };
  for (const { failpoints } of cluster.replicas) failpoints.arm(random.int(1, 1_000_000), arms);
  await pause(10_000);
  for (const { failpoints } of cluster.replicas) failpoints.disarm();
}

const NONSENSE: readonly (string | Uint8Array)[] = [
  '', 'not json', '{}', '[]', 'null', '{"specversion":"1.0"}', new Uint8Array([0xff, 0xfe, 0x00, 0x80]), `"${'x'.repeat(100_000)}"`,
  JSON.stringify({ specversion: '1.0', id: 'no uuid', type: 'parts.part.listed.v9', source: '/pitlane/parts' }),
]; // prettier-ignore

/** One that was delivered to a replica whose connection was cut comes again, and is parked again when it was discarded already. */
async function discardForGood(strike: Strike, consumer: ServiceName): Promise<void> {
  for (let quietMs = 0; quietMs < LONGER_THAN_ACK_WAIT_MS; quietMs += 500) {
    if ((await parkedEvents(strike.cluster, consumer)).length > 0) quietMs = 0;
    await discardAll(strike, consumer);
    await strike.pause(500);
  }
}

/** Bytes that no code of ours wrote, on subjects of events: each consumer parks them, and goes on. */
async function malformed(strike: Strike): Promise<Row[]> {
  const { cluster, note, pause } = strike;
  await withBroker(cluster, 'parts', async (connection) => {
    for (const bytes of NONSENSE) await jetstream(connection).publish('evt.parts.SH001.part.listed.v1', bytes);
  });
  note(`${NONSENSE.length} malformed events of parts`);
  await reconnectRelays(strike);
  const consumers = SERVICES.filter((service) => TOPOLOGY[service].includes('parts'));
  const violations: Row[] = [];
  for (const consumer of consumers) {
    let parked = await parkedEvents(cluster, consumer);
    for (let left = 60; left > 0 && parked.length < NONSENSE.length; left -= 1) {
      await pause(500);
      parked = await parkedEvents(cluster, consumer);
    }
    if (parked.length !== NONSENSE.length) {
      violations.push({ consumer, malformed: NONSENSE.length, parked: parked.length });
    }
  }
  await Promise.all(consumers.map((consumer) => discardForGood(strike, consumer)));
  note(`parked and discarded by ${consumers.join()}`);
  return violations;
}

/** A service hears nothing for a while, and then everything at once, of which its handlers refuse one in five at first. */
async function delayed({ cluster, random, note, pause }: Strike): Promise<void> {
  const service = random.pick(SERVICES);
  note(`${service} hears nothing for 15 s`);
  for (const { toNats } of cluster.of(service)) toNats.set({ kind: 'cut' });
  await pause(15_000);
  for (const { failpoints } of cluster.of(service))
    failpoints.arm(random.int(1, 1_000_000), { 'refusing-handler': { probability: 0.2 } });
  for (const { toNats } of cluster.of(service)) toNats.set({ kind: 'pass' });
  await pause(4_000);
  for (const { failpoints } of cluster.of(service)) failpoints.disarm();
}

/** Events that are marked as published and never were: their successors wait, until the consumer asks the producer. */
async function gaps({ cluster, random, note, pause }: Strike): Promise<void> {
  note('relays lose one event in five');
  for (const { failpoints } of cluster.replicas)
    failpoints.arm(random.int(1, 1_000_000), { 'lost-publish': { probability: 0.2 } });
  await pause(4_000);
  for (const { failpoints } of cluster.replicas) failpoints.disarm();
}

async function slowHandlers({ cluster, random, note, pause }: Strike): Promise<void> {
  const service = random.pick(SERVICES);
  note(`every handler of ${service} takes 2 s`);
  for (const { failpoints } of cluster.of(service)) failpoints.arm(1, { 'slow-handler': { probability: 1 } });
  await pause(15_000);
  for (const { failpoints } of cluster.of(service)) failpoints.disarm();
}

export const EVENTS: readonly Fault[] = [
  { id: 'F20', class: 'events', says: 'events come twice', strike: unseen(duplicates) },
  { id: 'F21', class: 'events', says: 'events come in the wrong order', strike: unseen(reordered) },
  { id: 'F23', class: 'events', says: 'malformed events come', strike: malformed },
  { id: 'F22', class: 'slow', says: 'events come late, and are refused at first', strike: unseen(delayed) },
  {
    id: 'F24',
    class: 'slow',
    says: 'events never come',
    strike: unseen(gaps),
    settlesWithinMs: 150_000,
    losesPublished: true,
  },
  { id: 'F29', class: 'slow', says: 'a consumer is slow', strike: unseen(slowHandlers), settlesWithinMs: 120_000 },
];
