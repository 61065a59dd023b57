import type { Log } from '../telemetry/log.js';

/** Does the work for each in turn; one that fails is logged and does not keep the others from theirs. */
export async function oneByOne<T>(due: readonly T[], log: Log, work: (one: T) => Promise<void>): Promise<void> {
  for (const one of due) {
    try {
      await work(one);
    } catch (error) {
      log.error('a scheduled check failed', error);
    }
  }
}
