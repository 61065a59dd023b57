import { Random } from '../demo/random.js';
import { type Fault, FAULT_CLASSES, type FaultClass } from './faults/fault.js';
import { FAULTS } from './faults/faults.js';

/** Classes that settle in seconds; the others belong to the campaign. */
const QUICK_CLASSES: readonly FaultClass[] = FAULT_CLASSES.filter((name) => name !== 'slow' && name !== 'edges');
const TIMES = 2;
export const CAMPAIGN_RUNS = 180;

export interface PlannedRun {
  readonly seed: number;
  readonly faults: readonly Fault[];
}

const possible = (): Fault[] => FAULTS.filter((fault) => fault.cannot?.() === undefined);

/** The runs of the short form: each quick class twice, with other faults of it where it has several; or one for each wanted fault. */
export function plannedRuns(seed: number, wanted?: readonly Fault[]): PlannedRun[] {
  const random = new Random(seed);
  const nextSeed = (): number => random.int(1, 1_000_000);
  if (wanted) return wanted.map((fault) => ({ seed: nextSeed(), faults: [fault] }));
  return QUICK_CLASSES.flatMap((name) => {
    const ofClass = random.shuffle(possible().filter((fault) => fault.class === name));
    return Array.from({ length: TIMES }, (_, turn) => {
      const fault = ofClass[turn % ofClass.length];
      return { seed: nextSeed(), faults: fault ? [fault] : [] };
    });
  });
}

/** Every fault in turn, at first alone, then with a quick one after it. */
export function campaignRuns(seed: number): PlannedRun[] {
  const random = new Random(seed);
  const faults = possible();
  const quick = faults.filter(({ class: name }) => QUICK_CLASSES.includes(name));
  return Array.from({ length: CAMPAIGN_RUNS }, (_, index) => {
    const first = faults[index % faults.length];
    const second = index < faults.length ? [] : [random.pick(quick)];
    return { seed: random.int(1, 1_000_000), faults: [...(first ? [first] : []), ...second] };
  });
}
