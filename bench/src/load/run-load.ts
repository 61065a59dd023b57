import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { World } from '../world/world.js';
import type { Job, Load, LoadResult } from './job.js';

const PROGRAM = join(import.meta.dirname, 'main.js');
const GRACE_MS = 120_000;

/** Runs a load in a process of its own. @throws Error when it ends without a result */
export async function runLoad({ issuer }: World, load: Load): Promise<LoadResult> {
  const job: Job = load.kind === 'http' ? { ...load, token: await issuer.tokenFor(load.as) } : load;
  const child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const tooLate = setTimeout(() => child.kill('SIGKILL'), load.durationMs + GRACE_MS);
  child.send(job);
  return new Promise<LoadResult>((resolve, reject) => {
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('exit', (code, signal) => reject(new Error(`The load generator ended: ${signal ?? code}`)));
  }).finally(() => clearTimeout(tooLate));
}

export const perSecond = ({ accepted, elapsedMs }: LoadResult): number => (accepted * 1_000) / elapsedMs;

const TRIAL_MS = 1_000;

/** The number of connections, of those named, with which a load runs fastest. */
export async function fastest(world: World, load: Load, counts: readonly number[]): Promise<number> {
  let best = { connections: 0, perSecond: 0 };
  for (const connections of counts) {
    const result = await runLoad(world, { ...load, connections, durationMs: Math.min(TRIAL_MS, load.durationMs) });
    if (perSecond(result) > best.perSecond) best = { connections, perSecond: perSecond(result) };
  }
  return best.connections;
}
