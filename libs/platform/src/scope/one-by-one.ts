import type { Log } from '../telemetry/log.js';

/** Does the work for each id in turn; one that fails is logged and does not keep the others from theirs. */
export async function oneByOne(ids: readonly string[], log: Log, work: (id: string) => Promise<void>): Promise<void> {
  for (const id of ids) {
    try {
      await work(id);
    } catch (error) {
      log.error('a scheduled check failed', error);
    }
  }
}
