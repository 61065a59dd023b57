import { SERVICES, type ServiceName } from '@pitlane/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../platform/api.js';
import { withBooks } from '../../verify/books.js';
import { leadersOf } from '../checks/processes.js';
import type { Cluster } from '../cluster/cluster.js';
import { leaderOf } from '../faults/pauses.js';
import type { Exchange } from '../load/history.js';
import { failed, p99, SteadyLoad } from './steady-load.js';

export interface Measure {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
  readonly isMet: boolean;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const worst = (values: readonly number[]): number => Math.max(...values);

/** How long until the condition holds. @throws Error after the limit */
export async function timeUntil(holds: () => Promise<boolean>, limitMs: number): Promise<number> {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > limitMs) throw new Error(`It took longer than ${seconds(limitMs)}.`);
    await sleep(25);
  }
  return performance.now() - from;
}

/** The relay leader of each service dies; another replica leads. */
export async function leaderDeath(cluster: Cluster): Promise<Measure> {
  const took: number[] = [];
  for (const service of SERVICES) {
    const leader = await leaderOf(cluster.of(service));
    if (!leader) throw new Error(`${service} has no leader.`);
    const others = cluster.of(service).filter(({ name }) => name !== leader.name);
    leader.process.signal('SIGKILL');
    took.push(await timeUntil(async () => (await leadersOf(others)).length > 0, 30_000));
    await cluster.up();
  }
  const isMet = worst(took) <= 2_000;
  return { what: "relay leader's death → next leader", value: took.map(seconds).join(', '), goal: '≤ 2 s', isMet };
}

const unpublished = (cluster: Cluster, service: ServiceName): Promise<number> =>
  withBooks(cluster.platform, (books) =>
    books[service].count('SELECT count(*) FROM outbox WHERE published_at IS NULL'),
  );

/** The broker dies while events are made; from its return on: until the first backlog is published. */
export async function brokerReturn(cluster: Cluster, seed: number): Promise<Measure> {
  const took: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await cluster.nats.hold();
    await new SteadyLoad(cluster, seed + turn).capacity(1_000);
    await sleep(2_000);
    await cluster.nats.release();
    took.push(await timeUntil(async () => (await unpublished(cluster, 'parts')) === 0, 60_000));
  }
  return {
    what: 'NATS accepts again → the backlog is published',
    value: took.map(seconds).join(', '),
    goal: '≤ 5 s',
    isMet: worst(took) <= 5_000,
  };
}

/** The database dies; from the moment at which it accepts connections: until a command is done through the balancer. */
export async function databaseReturn(cluster: Cluster, seed: number): Promise<Measure> {
  const took: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const load = new SteadyLoad(cluster, seed + turn);
    cluster.postgres.signal('SIGKILL');
    await sleep(200);
    await cluster.postgres.up();
    const from = Date.now();
    const written = async (): Promise<boolean> => {
      await load.capacity(100);
      return load.history.since(from).some(({ status }) => status === 201);
    };
    took.push(await timeUntil(written, 60_000));
  }
  return {
    what: 'PostgreSQL accepts again → a command is done',
    value: took.map(seconds).join(', '),
    goal: '≤ 5 s',
    isMet: worst(took) <= 5_000,
  };
}

/** Waits until the balancers send requests to every replica. */
const balanced = ({ balancers }: Cluster): Promise<boolean> =>
  until('each replica is ready', () => Promise.resolve(balancers.every(({ seesAll }) => seesAll)));

const RESTARTS = 10;
const REQUESTS_PER_SECOND = 20;

/** Each service is restarted ten times, replica by replica, under load. */
export async function rollingRestarts(cluster: Cluster, seed: number): Promise<Measure> {
  await balanced(cluster);
  const load = new SteadyLoad(cluster, seed);
  const sending = load.at(REQUESTS_PER_SECOND);
  for (let round = 0; round < RESTARTS; round += 1) {
    for (const turn of [0, 1]) {
      await Promise.all(SERVICES.map(async (service) => cluster.of(service)[turn]?.process.restart()));
      await balanced(cluster);
    }
  }
  await load.end();
  await sending;
  const { exchanges } = load.history;
  const lost = failed(exchanges);
  const value = `${lost.length} of ${exchanges.length} requests failed${howFailed(lost)}`;
  return { what: `${RESTARTS} rolling restarts of each service`, value, goal: '0 failed', isMet: lost.length === 0 };
}

/** By service, status (0 where there was no answer) and the problem's code. */
function howFailed(lost: readonly Exchange[]): string {
  const kinds = lost.map(({ service, status, code }) => `${service} ${status} ${code ?? 'without a problem'}`);
  const counts = [...new Set(kinds)].sort().map((kind) => `${kind}: ${kinds.filter((one) => one === kind).length}`);
  return counts.length > 0 ? ` (${counts.join(', ')})` : '';
}

const CAPACITY_MS = 15_000;
const BEFORE_MS = 60_000;

/** The broker is away for minutes at half of the measured capacity. */
export async function outage(cluster: Cluster, seed: number, minutes: number): Promise<Measure[]> {
  const capacity = await new SteadyLoad(cluster, seed).capacity(CAPACITY_MS);
  const load = new SteadyLoad(cluster, seed + 1);
  const sending = load.at(capacity / 2);
  await sleep(BEFORE_MS);
  const beforeMs = p99(load.history.exchanges);
  const brokenAt = Date.now();
  await cluster.nats.hold();
  await sleep(minutes * 60_000);
  const during = load.history.since(brokenAt);
  const backlog = await unpublished(cluster, 'parts');
  await cluster.nats.release();
  const allowedMs = (minutes * 60_000) / 2 + 15_000;
  const drainedMs = await timeUntil(async () => (await unpublished(cluster, 'parts')) < capacity, allowedMs * 4);
  await load.end();
  await sending;
  const ratio = p99(during) / beforeMs;
  return [
    {
      what: `broker away for ${minutes} min at ${(capacity / 2).toFixed(0)} requests/s: p99 during / before`,
      value: `${p99(during).toFixed(0)} ms / ${beforeMs.toFixed(0)} ms = ${ratio.toFixed(2)}; ${failed(during).length} of ${during.length} failed`,
      goal: '≤ 1.2, 0 failed',
      isMet: ratio <= 1.2 && failed(during).length === 0,
    },
    {
      what: `the backlog of ${backlog} events drains, under the same load`,
      value: seconds(drainedMs),
      goal: `≤ ${seconds(allowedMs)}`,
      isMet: drainedMs <= allowedMs,
    },
  ];
}
