import { Random } from '../demo/random.js';
import { type Fault, FAULT_CLASSES } from './faults/fault.js';
import { FAULTS } from './faults/faults.js';

/** Classes that settle in seconds; the others belong to the campaign. */
const QUICK_CLASSES = FAULT_CLASSES.filter((name) => name !== 'slow' && name !== 'edges');
const TIMES = 2;

export interface PlannedRun {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** The runs of the short form: each quick class twice, with other faults of it where it has several; or one for each wanted fault. */
export function plannedRuns(seed: number, wanted?: readonly Fault[]): PlannedRun[] {
  const random = new Random(seed);
  const nextSeed = (): number => random.int(1, 1_000_000);
  if (wanted) return wanted.map((fault) => ({ seed: nextSeed(), faults: [fault] }));
  return QUICK_CLASSES.flatMap((name) => {
    const ofClass = random.shuffle(FAULTS.filter((fault) => fault.class === name && fault.cannot?.() === undefined));
    return Array.from({ length: TIMES }, (_, turn) => {
      const fault = ofClass[turn % ofClass.length];
      return { seed: nextSeed(), faults: fault ? [fault] : [] };
    });
  });
}
