import type { Plan } from '../../demo/plans.js';
import type { Edit } from './edit.js';

/** A seeded bug, and what has to happen for it to show. */
export interface Mutant extends Edit {
  readonly says: string;
  /** Ids of results, one of which must be red: red for another reason is no catch. */
  readonly shows: readonly string[];
  /** Faults under which it shows; none when the visits alone show it. */
  readonly faults: readonly string[];
  readonly mustHave?: keyof Plan;
}
