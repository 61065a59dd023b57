import type { Stage } from '../visit.js';

/** What the scenes of the parts department need besides. */
export interface PartsStage extends Stage {
  /** Of the day: no delivery note comes twice. */
  readonly seed: number;
}
