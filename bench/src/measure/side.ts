import type { Load } from '../load/job.js';
import { perSecond, runLoad } from '../load/run-load.js';
import type { World } from '../world/world.js';
import { cpuMicrosOfTree } from './machine.js';

/** What one side did under one load. */
export interface Sample {
  readonly accepted: number;
  readonly refusals: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time of Node and PostgreSQL for each accepted request, in microseconds. */
  readonly nodeMicros: number;
  readonly postgresMicros: number;
}

export interface Side {
  readonly load: Load;
  /** The process that answers; none for a floor, which PostgreSQL answers alone. */
  readonly pid?: number;
  /** Waits until nothing of the load is left to do: what is done later costs, too. */
  readonly settled?: () => Promise<void>;
}

/** Only what is accepted counts: fast refusals look like speed. @throws Error when nothing was accepted */
export async function measure(world: World, { load, pid, settled }: Side): Promise<Sample> {
  const node = (): number => (pid === undefined ? 0 : cpuMicrosOfTree(pid));
  const before = { node: node(), postgres: cpuMicrosOfTree(world.postgres.pid) };
  const result = await runLoad(world, load);
  await settled?.();
  const { accepted, refused, p50Ms, p99Ms } = result;
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  if (accepted === 0) throw new Error(`Nothing was accepted: ${JSON.stringify(refused)}`);
  return {
    accepted,
    refusals,
    perSecond: perSecond(result),
    p50Ms,
    p99Ms,
    nodeMicros: (node() - before.node) / accepted,
    postgresMicros: (cpuMicrosOfTree(world.postgres.pid) - before.postgres) / accepted,
  };
}

export const cpuMicros = ({ nodeMicros, postgresMicros }: Sample): number => nodeMicros + postgresMicros;
