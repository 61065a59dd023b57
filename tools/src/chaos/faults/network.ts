import type { Link, LinkMode } from '../cluster/link.js';
import { type Fault, type Strike, unseen } from './fault.js';

const PASS: LinkMode = { kind: 'pass' };
const MODES: readonly LinkMode[] = [
  { kind: 'cut' },
  { kind: 'swallow' },
  { kind: 'half-open' },
  { kind: 'slow', delayMs: 40 },
  { kind: 'narrow', bytesPerSecond: 40_000 },
];

const wordsOf = (mode: LinkMode): string => mode.kind;

/** Several links break, each in its own way, and heal after some seconds. */
async function brokenLinks({ cluster, random, note, pause }: Strike): Promise<void> {
  const modes = random.shuffle(MODES);
  const replicas = random.shuffle(cluster.replicas);
  const broken: Link[] = [];
  for (const [index, mode] of modes.entries()) {
    const replica = replicas[index];
    if (!replica) continue;
    const link = random.int(0, 1) === 0 ? replica.toPostgres : replica.toNats;
    note(`${link.name}: ${wordsOf(mode)}`);
    link.set(mode);
    broken.push(link);
    await pause(random.int(200, 600));
  }
  await pause(random.int(2_000, 4_000));
  for (const link of broken) link.set(PASS);
  note('all links pass again');
}

/** Every link is cut, one after the other; they come back in another order. */
async function swizzle({ cluster, random, note, pause }: Strike): Promise<void> {
  const links = cluster.replicas.flatMap(({ toPostgres, toNats }) => [toPostgres, toNats]);
  note(`${links.length} links are cut one by one`);
  for (const link of random.shuffle(links)) {
    link.set({ kind: 'cut' });
    await pause(100);
  }
  await pause(1_000);
  note('they come back in another order');
  for (const link of random.shuffle(links)) {
    link.set(PASS);
    await pause(100);
  }
}

export const NETWORK: readonly Fault[] = [
  {
    id: 'F17',
    class: 'network',
    says: 'links are cut, swallow, are half open, slow or narrow',
    strike: unseen(brokenLinks),
  },
  {
    id: 'F18',
    class: 'network',
    says: 'all links are cut one by one and restored in another order',
    strike: unseen(swizzle),
  },
];
