import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRed, tableOf } from '../verify/report.js';
import { USUAL_EDITS } from './edits/edits.js';
import type { Mutant } from './edits/mutant.js';
import { MUTANTS } from './edits/mutants.js';
import { faultOf } from './faults/faults.js';
import { Ground } from './ground.js';

const VISITS = 3;
/** What a mutant has broken does not settle. */
const SETTLES_WITHIN_MS = 15_000;
/** A mutant that needs a race or a certain moment gets more than one chance. */
const TRIES = 3;

export interface MutantsOptions {
  readonly runDir: string;
  readonly seed: number;
  /** Names; all of them when there are none. */
  readonly only?: readonly string[] | undefined;
  readonly say: (line: string) => void;
}

/**
 * Plays a short run against each mutant, on a copy of one store that was set up in health; and before, the same runs against none.
 * @returns how many were caught, and of how many
 * @throws Error when there is no mutant of a name, or a run is red without one
 */
export async function runMutants({ runDir, seed, only, say }: MutantsOptions): Promise<{ caught: number; of: number }> {
  const mutants = MUTANTS.filter(({ name }) => only?.includes(name) ?? true);
  if (mutants.length < (only?.length ?? 1)) throw new Error(`There is no such mutant: ${only?.join() ?? ''}.`);
  const healthy = join(runDir, 'healthy');
  const ground = await Ground.open(healthy, USUAL_EDITS);
  await ground.cluster.stop();
  say('the store is set up');
  await playedInHealth(mutants, { healthy, runDir, seed });
  say('without a mutant all is green');
  let caught = 0;
  for (const mutant of mutants) {
    const how = await caughtBy(mutant, { healthy, runDir, seed });
    if (how !== undefined) caught += 1;
    say(
      `${how === undefined ? 'MISSED' : 'caught'}  ${mutant.name.padEnd(30)}${mutant.says}${how === undefined ? '' : `\n${how}`}`,
    );
  }
  return { caught, of: mutants.length };
}

interface Copied {
  /** Folder of the store that was set up. */
  readonly healthy: string;
  readonly runDir: string;
  readonly seed: number;
}

/** Each combination of faults once. @throws Error with what is red */
async function playedInHealth(mutants: readonly Mutant[], { healthy, runDir, seed }: Copied): Promise<void> {
  const combinations = new Map(mutants.map((mutant) => [mutant.faults.join() + (mutant.mustHave ?? ''), mutant]));
  await onCopy({ healthy, dir: join(runDir, 'control'), edits: USUAL_EDITS }, async (ground) => {
    for (const { faults, mustHave } of combinations.values()) {
      const { results } = await ground.run({ seed, faults: faults.map(faultOf), visits: VISITS, mustHave });
      const red = results.filter(isRed);
      if (red.length > 0) throw new Error(`Without a mutant, under ${faults.join()}:\n${tableOf(red)}`);
    }
  });
}

/** What is red, if what the mutant shows in is. */
function caughtBy(mutant: Mutant, { healthy, runDir, seed }: Copied): Promise<string | undefined> {
  const edits = [...USUAL_EDITS, mutant.name];
  return onCopy({ healthy, dir: join(runDir, mutant.name), edits }, async (ground) => {
    for (let turn = 0; turn < TRIES; turn += 1) {
      const { results } = await ground.run({
        seed: seed + turn,
        faults: mutant.faults.map(faultOf),
        visits: VISITS,
        mustHave: mutant.mustHave,
        settlesWithinMs: SETTLES_WITHIN_MS,
      });
      const red = results.filter(isRed);
      if (red.some(({ id }) => mutant.shows.includes(id))) return briefly(tableOf(red));
    }
    return undefined;
  });
}

/** Does something on a copy of the store, and throws the copy away. */
async function onCopy<T>(
  { healthy, dir, edits }: { healthy: string; dir: string; edits: readonly string[] },
  run: (ground: Ground) => Promise<T>,
): Promise<T> {
  cpSync(healthy, dir, { recursive: true });
  let ground: Ground | undefined;
  try {
    ground = await Ground.open(dir, edits);
    return await run(ground);
  } finally {
    await ground?.cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

const LINES = 8;
const WIDTH = 160;

/** The first lines of a table, without its head. */
const briefly = (table: string): string =>
  table
    .split('\n')
    .slice(1, LINES + 1)
    .map((line) => `          ${line.slice(0, WIDTH)}`)
    .join('\n');
