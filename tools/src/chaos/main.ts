import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { killAll } from '../../processes.mjs';
import { isRed, tableOf } from '../verify/report.js';
import { runCampaign } from './campaign.js';
import { USUAL_EDITS } from './edits/edits.js';
import { faultOf, SKIPPED } from './faults/faults.js';
import { Ground, type RunReport } from './ground.js';
import { runMutants } from './mutant-runs.js';
import { plannedRuns, type PlannedRun } from './plan.js';
import { measureRecovery } from './recovery/recovery.js';

const HELP = `npm run chaos                        eight classes of faults, twice each, on two replicas of each service; at most 6 minutes
npm run chaos -- --seed S            the same runs again (default: by the clock)
npm run chaos -- --faults F1,F6      these faults only, one run each
npm run chaos -- --visits N          cars per run (default 3)
npm run chaos -- --campaign          180 runs, each fault alone and in pairs; goes on where it was stopped; writes docs/chaos-report.md
npm run chaos -- --mutants           seeded bugs, each of which must turn a short run red; --only NAME,NAME: some of them
npm run chaos -- --recovery          how long until the next leader, the next publication, the next write; rolling restarts;
                                     the broker away for --outage-minutes (default 10; 0: not at all)

It ends with 0 when all is well, 1 when something is red (its folder and logs are kept), 2 when it could not be tried.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string' },
    visits: { type: 'string', default: '3' },
    campaign: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    recovery: { type: 'boolean', default: false },
    'outage-minutes': { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});

const COULD_NOT_TRY = 2;
const ROOT = resolve(import.meta.dirname, '../../..');
const runDir = join(ROOT, 'tmp', `chaos-${process.pid}`);
const began = Date.now();
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => print(`${((Date.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${line}`);

/** Prints a run; answers whether it is green. */
function show({ seed, faults, seconds, happenings, commands, repeated, events, results }: RunReport): boolean {
  for (const { at, what } of happenings) print(`         ${at.padStart(6)}  ${what}`);
  const red = results.filter(isRed);
  const figures = `${seconds} s  ${commands} commands, ${repeated} repeated, ${events} events, ${results.length} invariants`;
  say(`${red.length === 0 ? 'green' : 'RED'}  ${faults.join()}  seed ${seed}  ${figures}`);
  if (red.length > 0) print(tableOf(red));
  return red.length === 0;
}

async function play(runs: readonly PlannedRun[]): Promise<boolean> {
  for (const [id, why] of Object.entries(SKIPPED)) say(`skipped: ${id}: ${why}`);
  const ground = await Ground.open(runDir, USUAL_EDITS);
  say('two replicas of each service are up, and the store is set up');
  let isGreen = true;
  try {
    for (const run of runs) isGreen = show(await ground.run({ ...run, visits: Number(values.visits) })) && isGreen;
  } finally {
    await ground.cluster.stop();
  }
  return isGreen;
}

async function mutants(seed: number): Promise<boolean> {
  const { caught, of } = await runMutants({ runDir, seed, only: values.only?.split(','), say });
  say(`caught ${caught} of ${of}`);
  return caught === of;
}

function campaign(seed: number): Promise<boolean> {
  const progressFile = join(ROOT, 'tmp/chaos-campaign.json');
  return runCampaign({ progressFile, reportFile: join(ROOT, 'docs/chaos-report.md'), runDir, seed, show });
}

async function chosen(seed: number): Promise<boolean> {
  if (values.mutants) return mutants(seed);
  if (values.campaign) return campaign(seed);
  if (values.recovery) return measureRecovery({ runDir, seed, outageMinutes: Number(values['outage-minutes']), say });
  return play(plannedRuns(seed, values.faults?.split(',').map(faultOf)));
}

async function main(): Promise<number> {
  if (values.help) {
    print(HELP);
    return 0;
  }
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1_000));
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes an integer.');
  say(`seed ${seed}`);
  const isGreen = await chosen(seed);
  if (isGreen) rmSync(runDir, { recursive: true, force: true });
  say(isGreen ? 'all is well' : `something is red: see ${runDir}; --seed ${seed} tries it again`);
  return isGreen ? 0 : 1;
}

/** Ends everything that was started, also what is being started again at this moment. */
function leave(code: number): never {
  killAll();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leave(COULD_NOT_TRY));
try {
  leave(await main());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  leave(COULD_NOT_TRY);
}
