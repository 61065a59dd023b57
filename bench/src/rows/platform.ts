import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@pitlane/contracts';
import { readRunningPlatform } from '@pitlane/tools';
import { residentMegabytes } from '../measure/machine.js';
import { inTurn, over } from '../measure/rounds.js';
import { house, REPOSITORY } from '../world/house.js';
import { atMost, type Suite, written } from './row.js';

const READY_WITHIN_MS = 120_000;
const IDLE_MS = 5_000;

interface Start {
  readonly seconds: number;
  readonly megabytes: Readonly<Record<string, number>>;
}

/** R14: `npm start` on data that is there already, and what each service holds when nothing happens. */
export const platform: Suite = {
  rows: ['R14'],
  async run({ world, say, repeats }) {
    const folder = join(world.folder, 'platform');
    mkdirSync(folder);
    const start = (): Promise<Start> => startOnce(folder, world.folder);
    say('the first start, which makes the databases');
    await start();
    const rounds = await inTurn({ warm: start }, { repeats: Math.min(3, repeats), say });
    const memory = (service: string): number => over(rounds, ({ warm }) => warm.megabytes[service] ?? Infinity).median;
    return [
      {
        row: 'R14',
        findings: [
          {
            figure: 'warm start of the whole platform',
            goal: atMost(15, 's'),
            measured: over(rounds, ({ warm }) => warm.seconds),
          },
          {
            figure: 'idle memory of the service that holds most',
            goal: atMost(200, 'MB'),
            measured: over(rounds, ({ warm }) => Math.max(...Object.values(warm.megabytes))),
          },
        ],
        sides: [SERVICES.map((service) => `${service} ${written(memory(service))} MB`).join(', ')],
      },
    ];
  },
};

/** Starts the platform, looks at it when it is idle, and stops it. */
async function startOnce(runDir: string, logs: string): Promise<Start> {
  const logFile = join(logs, `start-${Date.now()}.log`);
  const env = { ...process.env, PITLANE_RUN_DIR: runDir };
  const began = performance.now();
  const running = await house.startProcess(process.execPath, ['tools/start.mjs', '--no-demo'], {
    name: 'npm start', logFile, env, cwd: REPOSITORY,
  }); // prettier-ignore
  try {
    const ready = (): boolean => / s {2}ready$/m.test(readFileSync(logFile, 'utf8'));
    await house.until(ready, { what: 'npm start', timeoutMs: READY_WITHIN_MS, logFile, process: running });
    const seconds = (performance.now() - began) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const { pids } = readRunningPlatform(join(runDir, 'state.json'));
    const megabytes = SERVICES.map((service) => [service, residentMegabytes(pids[service] ?? 0)] as const);
    return { seconds, megabytes: Object.fromEntries(megabytes) };
  } finally {
    await running.stop(30_000);
  }
}
