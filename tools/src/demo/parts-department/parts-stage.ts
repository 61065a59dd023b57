import type { Api } from '../../platform/api.js';
import type { Guest } from '../store-setup.js';
import type { Stage } from '../visit.js';

/** What the scenes of the parts department need besides. */
export interface PartsStage extends Stage {
  /** The same platform, as of the store that helps out. */
  readonly sister: Api;
  readonly guests: readonly Guest[];
  /** Of the day: no delivery note comes twice. */
  readonly seed: number;
}
