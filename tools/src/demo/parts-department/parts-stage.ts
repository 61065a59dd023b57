import type { Api } from '../../platform/api.js';
import type { Guest } from '../store-setup.js';
import type { Stage } from '../visit.js';

/** What the scenes of the parts department need besides. */
export interface PartsStage extends Stage {
  /** The same platform, as of the store that helps out. */
  readonly sister: Api;
  /** Tells what a person at the store would notice now; of a guest's car when one is named. */
  readonly say: (what: string, guestIndex?: number) => void;
  readonly guests: readonly Guest[];
  /** Of the day: no delivery note comes twice. */
  readonly seed: number;
}

/** The stage of a day, for the scenes of the parts department. */
export const partsStageOf = (stage: Stage, around: Pick<PartsStage, 'sister' | 'guests' | 'seed'>): PartsStage => ({
  ...stage,
  ...around,
  say: (what, guestIndex) => stage.narrator.say(stage.clock.now(), guestIndex, what),
});
