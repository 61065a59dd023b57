import { readdirSync, readFileSync } from 'node:fs';
import { SERVICES } from '@pitlane/contracts';
import { withClient } from '../../../databases.mjs';
import type { Row } from '../../verify/books.js';
import type { Result } from '../../verify/report.js';
import type { Cluster, Replica } from '../cluster/cluster.js';

/** Growth that is not work in hand: descriptors and resident memory of a process, against what it had at rest before. */
const MORE_FILES = 24;
const MORE_MEMORY = 2;

export interface Footprint {
  readonly files: number;
  readonly residentKb: number;
}

/** What a process holds, as the kernel counts it. */
function footprintOf(pid: number): Footprint {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { files: readdirSync(`/proc/${pid}/fd`).length, residentKb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) };
}

/** By replica. */
export const footprints = (cluster: Cluster): Map<string, Footprint> =>
  new Map(cluster.replicas.map(({ name, process }) => [name, footprintOf(process.pid)]));

/** As the relay names it (libs/platform/src/messaging/relay.ts). */
const LEADER_LOCK = 7_400_002;
const STUCK = `
  SELECT datname AS database, 'idle in transaction' AS what, pid FROM pg_stat_activity
  WHERE state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '10 seconds'
    AND usename LIKE '%\\_app'
  UNION ALL
  SELECT datname, 'active for more than 10 s', pid FROM pg_stat_activity
  WHERE state = 'active' AND query_start < clock_timestamp() - interval '10 seconds' AND usename LIKE '%\\_app'
  UNION ALL
  SELECT datname, 'an advisory lock that nobody uses', lock.pid FROM pg_locks lock JOIN pg_stat_activity session USING (pid)
  WHERE locktype = 'advisory' AND granted AND state = 'idle' AND state_change < clock_timestamp() - interval '10 seconds'
  UNION ALL
  SELECT datname, count(lock.pid) || ' locks of relay leaders', min(lock.pid) FROM pg_database
  LEFT JOIN pg_locks lock ON lock.database = pg_database.oid AND locktype = 'advisory' AND granted AND objid = $2
  WHERE datname = ANY ($1) GROUP BY datname HAVING count(lock.pid) <> 1`;

const NEW_LEADER_WITHIN_MS = 5_000;

/** Services that have not settled on one relay leader. */
async function withoutOneLeader(cluster: Cluster): Promise<Row[]> {
  const end = Date.now() + NEW_LEADER_WITHIN_MS;
  for (;;) {
    const leaders = await Promise.all(SERVICES.map((service) => leadersOf(cluster.of(service))));
    const odd = SERVICES.flatMap((service, index) =>
      leaders[index]?.length === 1 ? [] : [{ service, leaders: leaders[index]?.join() ?? '' }],
    );
    if (odd.length === 0 || Date.now() > end) return odd;
    await new Promise((again) => setTimeout(again, 200));
  }
}

/** Replicas that say that they publish the outbox. */
export async function leadersOf(replicas: readonly Pick<Replica, 'name' | 'url'>[]): Promise<string[]> {
  const leaders: string[] = [];
  for (const { name, url } of replicas) {
    const figures = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(1_000) })
      .then((answer) => answer.text())
      .catch(() => '');
    if (/^pitlane_relay_leader(\{.*\})? 1$/m.test(figures)) leaders.push(name);
  }
  return leaders;
}

/** X13: nothing is stuck in the databases, and the replicas have shrunk back to what they were. */
export async function stuckThings(cluster: Cluster, before: ReadonlyMap<string, Footprint>): Promise<Result> {
  const databases = Object.keys(cluster.platform.databases);
  const { rows } = await withClient(cluster.adminUrl, (client) => client.query<Row>(STUCK, [databases, LEADER_LOCK]));
  const now = footprints(cluster);
  const grown = [...now].filter(([name, { files, residentKb }]) => {
    const then = before.get(name) ?? { files, residentKb };
    return files > then.files + MORE_FILES || residentKb > then.residentKb * MORE_MEMORY;
  });
  return {
    id: 'X13',
    says: 'nobody is stuck in a transaction, each database has one relay leader, no replica has grown',
    checked: databases.length + now.size,
    violations: [
      ...rows,
      ...(await withoutOneLeader(cluster)),
      ...grown.map(([replica, now]) => ({ replica, ...now, ...renamed(before.get(replica)) })),
    ],
  };
}

const renamed = (before: Footprint | undefined): Row =>
  before ? { filesBefore: before.files, residentKbBefore: before.residentKb } : {};
