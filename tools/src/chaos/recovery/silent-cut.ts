import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../../processes.mjs';
import { leadersOf } from '../checks/processes.js';
import type { Cluster } from '../cluster/cluster.js';
import { LOAD_HOOK, ROOT } from '../cluster/environment.js';
import { Kept, launchProgram } from '../cluster/kept.js';
import { type Measure, timeUntil } from './measures.js';

const SERVICE = 'parts';
const NAMESPACE = 'pitlane-chaos';
const CABLE = 'pitlane-chaos0';
const HERE = '10.211.77.1';
const THERE = '10.211.77.2';
const GOAL_MS = 15_000;

const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
const inNamespace = (...args: string[]): void => ip('netns', 'exec', NAMESPACE, 'ip', ...args);

/** Why this machine cannot take a network away silently. */
export function cannotCutSilently(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    ip('netns', 'add', NAMESPACE);
    ip('netns', 'delete', NAMESPACE);
    return undefined;
  } catch (error) {
    return `there are no network namespaces here: ${(error as Error).message.split('\n')[0] ?? ''}`;
  }
}

function layCable(): void {
  ip('netns', 'add', NAMESPACE);
  ip('link', 'add', CABLE, 'type', 'veth', 'peer', 'name', 'there', 'netns', NAMESPACE);
  ip('address', 'add', `${HERE}/24`, 'dev', CABLE);
  ip('link', 'set', CABLE, 'up');
  inNamespace('address', 'add', `${THERE}/24`, 'dev', 'there');
  inNamespace('link', 'set', 'there', 'up');
  inNamespace('link', 'set', 'lo', 'up');
}

/** A third replica behind a cable of its own, which no proxy of ours holds open. */
async function farReplica(cluster: Cluster): Promise<{ name: string; url: string; process: Kept }> {
  cluster.postgresAddresses = ['127.0.0.1', HERE];
  appendFileSync(join(cluster.runDir, 'postgres/data/pg_hba.conf'), `host all all ${THERE}/32 scram-sha-256\n`);
  await cluster.postgres.restart();
  const known = cluster.platform.environments[SERVICE];
  const database = new URL(known['DATABASE_URL'] ?? '');
  database.hostname = HERE;
  const port = await freePort();
  const [name, url] = [`${SERVICE}-far`, `http://${THERE}:${port}`];
  const program = [process.execPath, '--import', LOAD_HOOK, join(ROOT, `apps/${SERVICE}/dist/main.js`)];
  const env = {
    ...known,
    SERVICE_HOST: '0.0.0.0',
    SERVICE_PORT: String(port),
    DATABASE_URL: database.href,
    DATABASE_OWNER_URL: '',
  };
  const launch = (): ReturnType<typeof launchProgram> =>
    launchProgram({
      name,
      command: 'ip',
      args: ['netns', 'exec', NAMESPACE, ...program],
      env,
      logFile: cluster.log(name),
      isReady: async () => (await fetch(`${url}/health/ready`)).ok,
    });
  const kept = new Kept(name, launch);
  await kept.start();
  return { name, url, process: kept };
}

/** The cable of the leader is pulled out: it says nothing any more, not even goodbye. */
export async function silentCut(cluster: Cluster): Promise<Measure> {
  layCable();
  try {
    const far = await farReplica(cluster);
    const near = cluster.of(SERVICE);
    await Promise.all(near.map(({ process }) => process.hold()));
    await timeUntil(async () => (await leadersOf([far])).length > 0, 30_000);
    await Promise.all(near.map(({ process }) => process.release()));
    ip('link', 'set', CABLE, 'down');
    const tookMs = await timeUntil(async () => (await leadersOf(near)).length > 0, 120_000).catch(() => Infinity);
    ip('link', 'set', CABLE, 'up');
    await far.process.stop();
    return {
      what: 'the cable of the relay leader is pulled → next leader',
      value: tookMs === Infinity ? 'none within 120 s' : `${(tookMs / 1_000).toFixed(1)} s`,
      goal: `≤ ${GOAL_MS / 1_000} s`,
      isMet: tookMs <= GOAL_MS,
    };
  } finally {
    ip('netns', 'delete', NAMESPACE); // the cable goes with it
  }
}
