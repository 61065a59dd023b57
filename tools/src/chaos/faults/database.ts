import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { SERVICES } from '@pitlane/contracts';
import pg from 'pg';
import { withClient } from '../../../databases.mjs';
import type { Row } from '../../verify/books.js';
import type { Cluster } from '../cluster/cluster.js';
import { type Fault, type Strike, unseen } from './fault.js';
import { OPERATOR } from './parked.js';
import { cannotMount, fillDiskOf } from './small-disk.js';

async function crash({ cluster, random, note, pause }: Strike): Promise<void> {
  note('kill -9 the postmaster');
  cluster.postgres.signal('SIGKILL');
  await pause(100);
  await cluster.postgres.up();
  await pause(random.int(500, 2_000));
}

/** The postmaster and its backends, which lead process groups of their own. */
function processesOf(postmaster: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === postmaster)
    .map(Number);
  return [postmaster, ...children];
}

function parentOf(pid: string): number {
  try {
    return Number(/PPid:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return 0; // it has ended meanwhile
  }
}

async function freeze({ cluster, random, note, pause }: Strike): Promise<void> {
  const ms = random.int(3_000, 6_000);
  note(`PostgreSQL stands still for ${ms} ms`);
  const pids = processesOf(cluster.postgres.pid);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  await pause(ms);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
}

const ROOM_MEGABYTES = 48;

/** The data of PostgreSQL on a disk of its own that something else fills; who cannot write for it is told so. */
function fullDisk(strike: Strike): Promise<void> {
  const { postgres: server, postgresData } = strike.cluster;
  const megabytes = megabytesOf(postgresData) + ROOM_MEGABYTES;
  return fillDiskOf({ name: 'PostgreSQL', server, stopSignal: 'SIGINT', folder: 'postgresData', megabytes }, strike);
}

const megabytesOf = (folder: string): number =>
  Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0]);

export const asAdmin = <T>(cluster: Cluster, sql: string, parameters: unknown[] = []): Promise<T[]> =>
  withClient(cluster.adminUrl, async (client) => (await client.query(sql, parameters)).rows as T[]);

async function terminations({ cluster, random, note, pause }: Strike): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const ended = await asAdmin(
      cluster,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE '%\\_app' AND abs(hashint4(pid)) % 3 = $1`,
      [random.int(0, 2)],
    );
    note(`${ended.length} backends terminated`);
    await pause(random.int(500, 1_200));
  }
}

const AT_ONCE = 200;

/** All at once on one service while its rows are locked: those who find no connection are told so, in time. */
async function exhaustion({ cluster, random, history, api, note }: Strike): Promise<Row[]> {
  const service = random.pick(SERVICES);
  const client = new pg.Client({ connectionString: cluster.platform.databases[service].ownerUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE command IN ACCESS EXCLUSIVE MODE');
  note(`${AT_ONCE} commands at once on ${service}, which must wait for a lock`);
  const token = await api.token(OPERATOR);
  const requests = Array.from({ length: AT_ONCE }, () =>
    history
      .fetch(`${cluster.platform.services[service]}/ops/parked/0/redrive`, {
        method: 'POST',
        headers: headersOf(token),
        body: '{"reason":"none"}',
        signal: AbortSignal.timeout(20_000),
      })
      .then(
        ({ status }) => status,
        () => 0,
      ),
  );
  setTimeout(() => void client.query('ROLLBACK').then(() => client.end()), 3_000);
  const odd = (await Promise.all(requests)).filter((status) => ![404, 409, 503].includes(status));
  return odd.map((status) => ({ service, exhausted: 'answered otherwise than 503', status }));
}

const headersOf = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'pitlane-store': 'SH001',
  'idempotency-key': crypto.randomUUID(),
  'content-type': 'application/json',
});

export const DATABASE: readonly Fault[] = [
  { id: 'F13', class: 'database', says: 'PostgreSQL dies', strike: unseen(crash) },
  { id: 'F14', class: 'database', says: 'PostgreSQL stands still', strike: unseen(freeze) },
  {
    id: 'F14-disk',
    class: 'slow',
    says: 'the disk of PostgreSQL is full',
    strike: unseen(fullDisk),
    cannot: cannotMount,
  },
  { id: 'F15', class: 'database', says: 'backends are terminated in mid-transaction', strike: unseen(terminations) },
  { id: 'F16', class: 'storms', says: 'a pool is exhausted', strike: exhaustion },
];
