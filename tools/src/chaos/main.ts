import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { killAll } from '../../processes.mjs';
import { isRed, tableOf } from '../verify/report.js';
import { USUAL_EDITS } from './edits/edits.js';
import type { Fault } from './faults/fault.js';
import { faultOf, SKIPPED } from './faults/faults.js';
import { plannedRuns } from './plan.js';
import { Ground, type RunReport } from './run.js';

const HELP = `npm run chaos                       eight classes of faults, twice each, on two replicas of each service; at most 6 minutes
npm run chaos -- --seed S           the same runs again (default: by the clock)
npm run chaos -- --faults F1,F6     these faults only, one run each
npm run chaos -- --visits N         cars per run (default 4)

It ends with 0 when every run is green, 1 when one is red (its folder and logs are kept), 2 when it could not be made.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string' },
    visits: { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});

const began = Date.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => print(`${((Date.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

function show({ seed, faults, seconds, happenings, commands, repeated, events, results }: RunReport): boolean {
  for (const { at, what } of happenings) print(`        ${at.padStart(6)}  ${what}`);
  const red = results.filter(isRed);
  const verdict = red.length === 0 ? 'green' : 'RED';
  say(
    `${verdict}  ${faults.join()}  seed ${seed}  ${seconds} s  ${commands} commands, ${repeated} repeated, ${events} events`,
  );
  if (red.length > 0) print(tableOf(red));
  return red.length === 0;
}

async function shortForm(seed: number, runs: readonly { seed: number; faults: readonly Fault[] }[]): Promise<number> {
  const runDir = join(resolve(import.meta.dirname, '../../..'), 'tmp', `chaos-${process.pid}`);
  mkdirSync(runDir, { recursive: true });
  say(
    `seed ${seed}: ${runs.length} runs; skipped: ${Object.entries(SKIPPED)
      .map(([id, why]) => `${id} (${why})`)
      .join('; ')}`,
  );
  const ground = await Ground.prepare(runDir, USUAL_EDITS);
  say('two replicas of each service are up, and the store is set up');
  let isGreen = true;
  try {
    for (const run of runs)
      isGreen = show(await ground.run(run.seed, run.faults, { visits: Number(values.visits) })) && isGreen;
  } finally {
    await ground.cluster.stop();
  }
  if (isGreen) rmSync(runDir, { recursive: true, force: true });
  say(
    isGreen
      ? 'all runs are green'
      : `some runs are red: see ${runDir}/logs; npm run chaos -- --seed ${seed} plays them again`,
  );
  return isGreen ? 0 : 1;
}

async function main(): Promise<number> {
  if (values.help) {
    print(HELP);
    return 0;
  }
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1_000));
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes an integer.');
  const wanted = values.faults?.split(',').map(faultOf);
  return shortForm(seed, plannedRuns(seed, wanted));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${(error as Error).stack ?? ''}\n`);
  process.exitCode = 2;
} finally {
  killAll();
}
