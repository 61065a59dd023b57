import { USUAL_EDITS } from '../edits/edits.js';
import { Ground } from '../ground.js';
import { brokerReturn, databaseReturn, leaderDeath, type Measure, outage, rollingRestarts } from './measures.js';
import { cannotCutSilently, silentCut } from './silent-cut.js';

export interface RecoveryOptions {
  readonly runDir: string;
  readonly seed: number;
  readonly outageMinutes: number;
  readonly say: (line: string) => void;
}

/** Measures how the platform comes back; every figure beside its goal. @returns whether all goals are met */
export async function measureRecovery({ runDir, seed, outageMinutes, say }: RecoveryOptions): Promise<boolean> {
  const { cluster } = await Ground.open(runDir, USUAL_EDITS);
  say('two replicas of each service are up, and the store is set up');
  let isMet = true;
  const tell = (...measures: readonly Measure[]): void => {
    for (const { what, value, goal, isMet: met } of measures) {
      isMet = isMet && met;
      say(`${met ? 'met   ' : 'MISSED'}  ${what}: ${value} (goal ${goal})`);
    }
  };
  try {
    tell(await leaderDeath(cluster));
    const cannot = cannotCutSilently();
    if (cannot === undefined) tell(await silentCut(cluster));
    else say(`skipped: a silently cut leader: ${cannot}`);
    tell(await brokerReturn(cluster, seed));
    tell(await databaseReturn(cluster, seed));
    tell(await rollingRestarts(cluster, seed));
    if (outageMinutes > 0) tell(...(await outage(cluster, seed, outageMinutes)));
  } finally {
    await cluster.stop();
  }
  return isMet;
}
