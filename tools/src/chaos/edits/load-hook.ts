/**
 * Given to a process with `node --import`, by the chaos driver alone: makes the edits that CHAOS_EDITS names as their files
 * are loaded, and is the `pitlaneChaos` that failpoints call. Production images have neither this file nor the variable.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { editsNamed } from './edits.js';
import type { Arm, Arms, Point } from './failpoints.js';

const places = editsNamed((process.env['CHAOS_EDITS'] ?? '').split(',').filter(Boolean)).flatMap((edit) => edit.places);
register('./load-edits.js', { parentURL: import.meta.url, data: places });
// What it imports comes after the edits: the kernel is loaded once in a process.
const { Random } = await import('../../demo/random.js');

const file = process.env['CHAOS_FAILPOINTS'];
let readAt = -1;
let arms: Arms = {};
let random = new Random(0);

/** What is armed now; each arming starts its own chance, other in each process. */
function armed(point: Point): Arm | undefined {
  if (file === undefined) return undefined;
  const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
  if (changed !== readAt) {
    readAt = changed;
    const read = changed < 0 ? { seed: 0, arms: {} } : (JSON.parse(readFileSync(file, 'utf8')) as Armament);
    arms = read.arms;
    random = new Random(read.seed ^ process.pid);
  }
  return arms[point];
}

interface Armament {
  seed: number;
  arms: Arms;
}

const dieNow = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

/** The first event that comes by is the poison; who handles it dies of it. */
function isPoison(poisonFile: string, eventId: string): boolean {
  try {
    writeFileSync(poisonFile, eventId, { flag: 'wx' });
    return true;
  } catch {
    return readFileSync(poisonFile, 'utf8') === eventId;
  }
}

Object.assign(globalThis, {
  pitlaneChaos: {
    die(point: Point, kind: string): void {
      const arm = armed(point);
      if (arm && (arm.kind ?? kind) === kind && random.next() < arm.probability) dieNow();
    },
    happens(point: Point): boolean {
      const arm = armed(point);
      return arm !== undefined && random.next() < arm.probability;
    },
    poison(eventId: string): void {
      const poisonFile = armed('in-handler')?.poisonFile;
      if (poisonFile !== undefined && isPoison(poisonFile, eventId)) dieNow();
    },
  },
});
