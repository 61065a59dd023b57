import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../verify/books.js';
import type { Arms } from '../edits/failpoints.js';
import { parkedEvents, redriveAll } from './parked.js';
import { type Fault, type Strike, unseen } from './fault.js';

const ARMED_SECONDS = { least: 5, most: 30 };

/** Arms failpoints in every replica for some seconds; where little is done on a busy machine, until somebody died. */
async function armed({ cluster, random, note, pause }: Strike, arms: Arms): Promise<void> {
  const before = cluster.replicas.map(({ process }) => process.starts);
  const deaths = () => cluster.replicas.filter(({ process }, index) => process.starts > (before[index] ?? 0));
  note(`armed: ${Object.keys(arms).join()}`);
  for (const { failpoints } of cluster.replicas) failpoints.arm(random.int(1, 1_000_000), arms);
  const { least, most } = ARMED_SECONDS;
  for (let seconds = 0; seconds < (deaths().length > 0 ? least : most); seconds += 1) await pause(1_000);
  for (const { failpoints } of cluster.replicas) failpoints.disarm();
  await cluster.up();
  note(
    `died: ${
      deaths()
        .map(({ name }) => name)
        .join() || 'nobody'
    }`,
  );
}

async function kills({ cluster, random, note, pause }: Strike): Promise<void> {
  for (const replica of random.shuffle(cluster.replicas).slice(0, 3)) {
    note(`kill -9 ${replica.name}`);
    replica.process.signal('SIGKILL');
    await pause(random.int(500, 1_500));
  }
}

/**
 * A handler that takes its process with it, each time, until the event is parked. The others' events go on.
 * @returns what is not as it should be: nothing was poisoned, or something else was parked
 */
async function poison(strike: Strike): Promise<Row[]> {
  const { cluster, random, note, pause } = strike;
  const service = random.pick(['crm', 'billing', 'parts'] as const);
  const poisonFile = join(cluster.runDir, 'poison');
  rmSync(poisonFile, { force: true });
  for (const { failpoints } of cluster.of(service)) failpoints.arm(1, { 'in-handler': { probability: 1, poisonFile } });
  note(`the next event kills whoever handles it in ${service}`);
  for (let left = 120; left > 0; left -= 1) {
    await pause(1_000);
    if ((await parkedEvents(cluster, service)).length > 0) break;
  }
  for (const { failpoints } of cluster.of(service)) failpoints.disarm();
  const event = existsSync(poisonFile) ? readFileSync(poisonFile, 'utf8') : 'none';
  note(
    `event ${event}, ${cluster
      .of(service)
      .map(({ process }) => process.starts)
      .join('+')} starts; redriven`,
  );
  const parked = await parkedEvents(cluster, service);
  await redriveAll(strike, service);
  const isParked = parked.some(({ eventId, reasonCode }) => eventId === event && reasonCode === 'process_killer');
  return isParked ? [] : [{ service, poisoned: event, parked: parked.map(({ reasonCode }) => reasonCode).join() }];
}

export const DEATHS: readonly Fault[] = [
  {
    id: 'F1',
    class: 'deaths',
    says: 'a service dies before its COMMIT',
    strike: unseen(async (strike) => {
      for (const kind of ['command', 'event'] as const)
        await armed(strike, { 'before-commit': { probability: 0.06, kind } });
      // Ten replicas look at something several times a second: more often, and all of them would do nothing but start.
      await armed(strike, { 'before-commit': { probability: 0.01, kind: 'check' } });
      await kills(strike);
    }),
  },
  {
    id: 'F2',
    class: 'deaths',
    says: 'a service dies after its COMMIT, before the answer',
    strike: unseen((strike) => armed(strike, { 'after-commit': { probability: 0.06, kind: 'command' } })),
  },
  {
    id: 'F3',
    class: 'deaths',
    says: 'the relay dies between publish and mark',
    strike: unseen((strike) => armed(strike, { 'before-mark': { probability: 0.1 } })),
  },
  {
    id: 'F4',
    class: 'deaths',
    says: 'a consumer dies between commit and ack',
    strike: unseen((strike) => armed(strike, { 'after-commit': { probability: 0.04, kind: 'event' } })),
  },
  {
    id: 'F5',
    class: 'slow',
    says: 'a handler kills its process every time',
    strike: poison,
    settlesWithinMs: 120_000,
  },
];
