import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import { durableOf, SERVICES, streamOf, TOPOLOGY } from '@pitlane/contracts';
import { until } from '../../platform/api.js';
import { withStreams } from './broker-admin.js';
import { type Fault, type Strike, unseen } from './fault.js';
import { cannotMount, fillDiskOf } from './small-disk.js';

async function crashes({ cluster, random, note, pause }: Strike): Promise<void> {
  for (const downMs of [0, random.int(1_500, 3_000)]) {
    note(`kill -9 nats, down for ${downMs} ms`);
    await cluster.nats.hold();
    await pause(downMs);
    await cluster.nats.release();
    await pause(random.int(500, 1_500));
  }
}

async function freezes({ cluster, random, note, pause }: Strike): Promise<void> {
  for (let burst = 0; burst < 2; burst += 1) {
    const ms = random.int(2_000, 3_500);
    note(`nats stands still for ${ms} ms`);
    cluster.nats.signal('SIGSTOP');
    await pause(ms);
    cluster.nats.signal('SIGCONT');
    await pause(random.int(300, 1_000));
  }
}

async function amnesia({ cluster, note, pause }: Strike): Promise<void> {
  note('kill -9 nats, its store is removed');
  await cluster.nats.hold();
  rmSync(cluster.natsStore, { recursive: true, force: true });
  await cluster.nats.release();
  await pause(1_000);
}

/** The broker comes back with the store that it had some seconds ago. */
async function lostTail({ cluster, random, note, pause }: Strike): Promise<void> {
  const copy = join(cluster.runDir, 'nats-copy');
  await cluster.nats.hold('SIGTERM');
  cpSync(cluster.natsStore, copy, { recursive: true });
  await cluster.nats.release();
  const seconds = random.int(3, 5);
  await pause(seconds * 1_000);
  note(`kill -9 nats, its store is that of ${seconds} s ago`);
  await cluster.nats.hold();
  rmSync(cluster.natsStore, { recursive: true, force: true });
  cpSync(copy, cluster.natsStore, { recursive: true });
  rmSync(copy, { recursive: true });
  await cluster.nats.release();
}

async function deletions({ cluster, random, note, pause }: Strike): Promise<void> {
  const consumer = random.pick(SERVICES);
  const source = random.pick(TOPOLOGY[consumer]);
  const lost = random.pick(SERVICES);
  await withStreams(cluster, async (manager) => {
    note(`the durable ${durableOf(consumer, source)} is deleted`);
    await manager.consumers.delete(streamOf(source), durableOf(consumer, source));
    await pause(1_000);
    note(`the stream ${streamOf(lost)} is deleted`);
    await manager.streams.delete(streamOf(lost));
  });
  await pause(2_000);
}

/** The store of the broker on a disk of 24 MB that something else fills. */
function fullDisk(strike: Strike): Promise<void> {
  const { nats: server } = strike.cluster;
  return fillDiskOf({ name: 'nats', server, stopSignal: 'SIGTERM', folder: 'natsStore', megabytes: 24 }, strike);
}

/** One that an operator deleted is back after the provisioner's next round. */
const infoOf = (manager: JetStreamManager, stream: string): Promise<StreamInfo> =>
  until(`stream ${stream}`, () => manager.streams.info(stream).catch(() => undefined));

async function fullStream({ cluster, random, note, pause }: Strike): Promise<void> {
  const stream = streamOf(random.pick(['workshop', 'parts', 'appointments'] as const));
  await withStreams(cluster, async (manager) => {
    const { config, state } = await infoOf(manager, stream);
    note(`${stream} is full`);
    await manager.streams.update(stream, { ...config, max_bytes: state.bytes + 200 });
    await pause(5_000);
    note(`${stream} has room again`);
    await manager.streams.update(stream, config);
  });
}

export const BROKER: readonly Fault[] = [
  { id: 'F6', class: 'broker', says: 'nats-server dies, and comes back at once or later', strike: unseen(crashes) },
  { id: 'F9', class: 'broker', says: 'nats-server stands still in bursts', strike: unseen(freezes) },
  { id: 'F8', class: 'broker', says: 'a stream is full', strike: unseen(fullStream) },
  { id: 'F10', class: 'broker-loss', says: 'nats-server forgets everything', strike: unseen(amnesia) },
  { id: 'F11', class: 'broker-loss', says: 'nats-server forgets the last seconds', strike: unseen(lostTail) },
  { id: 'F12', class: 'broker-loss', says: 'an operator deletes a durable and a stream', strike: unseen(deletions) },
  { id: 'F7', class: 'slow', says: 'the disk of nats-server is full', strike: unseen(fullDisk), cannot: cannotMount },
];
