import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { ServiceName } from '@pitlane/contracts';
import { Api, freePort, HouseClock, readRunningPlatform, type RunningPlatform, until } from '@pitlane/tools';

const repository = resolve(import.meta.dirname, '../..');

/** The platform under test, as its people reach it. */
export function platformUnderTest(): { platform: RunningPlatform; api: Api; clock: HouseClock } {
  const platform = readRunningPlatform();
  return { platform, api: new Api(platform), clock: new HouseClock(platform.clockFile) };
}

/** A second process of a service on the same database and broker, reached at an address of its own. */
export async function startReplica(service: ServiceName): Promise<{ api: Api; stop: () => Promise<void> }> {
  const platform = readRunningPlatform();
  const port = await freePort();
  const child = spawn(process.execPath, [`apps/${service}/dist/main.js`], {
    cwd: repository,
    env: { ...process.env, ...platform.environments[service], SERVICE_PORT: String(port) },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    `a second ${service} is ready`,
    async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.ok,
  );
  const api = new Api({ ...platform, services: { ...platform.services, [service]: url } });
  return { api, stop: () => stopped(child) };
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await exit;
}

/** Ends a process of the platform at once; its launcher starts it again. */
export function kill(name: string): void {
  const { pids } = readRunningPlatform();
  const pid = pids[name];
  if (pid === undefined) throw new Error(`${name} is not running.`);
  process.kill(pid, 'SIGKILL');
}

/** What came of many tries at once: the winners' answers and the losers' codes. */
export async function race<T>(tries: readonly (() => Promise<T>)[]): Promise<{ won: T[]; codes: string[] }> {
  const outcomes = await Promise.allSettled(tries.map((attempt) => attempt()));
  return {
    won: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    codes: outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [String((outcome.reason as { code?: unknown }).code)] : [],
    ),
  };
}
