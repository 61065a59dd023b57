import { quantile } from '../measure/statistics.js';
import type { Load, LoadResult } from './job.js';

/** One worker's way to the side that is measured. */
export interface Sender {
  /** @returns undefined when it was accepted, else why not */
  send(index: number): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Lets all senders work until the time is over or nothing is left to send. */
export async function drive(senders: readonly Sender[], load: Load): Promise<LoadResult> {
  const count = load.kind === 'http' ? load.targets.length : load.parameters.length;
  const most = Math.min(load.most ?? Infinity, load.take === 'once' ? count : Infinity);
  const latenciesMs: number[] = [];
  const refused: Record<string, number> = {};
  const beganAt = performance.now();
  let sent = 0;
  const work = async (sender: Sender): Promise<void> => {
    for (;;) {
      const turn = sent;
      const dueAt = load.perSecond === undefined ? performance.now() : beganAt + (turn * 1_000) / load.perSecond;
      if (turn >= most || dueAt - beganAt >= load.durationMs) return;
      sent += 1;
      const index = load.take === 'once' ? turn : Math.floor(Math.random() * count);
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const refusal = await sender.send(index).catch((error: unknown) => (error as Error).message);
      if (refusal === undefined) latenciesMs.push(performance.now() - dueAt);
      else refused[refusal] = (refused[refusal] ?? 0) + 1;
    }
  };
  await Promise.all(senders.map(work));
  const elapsedMs = performance.now() - beganAt;
  latenciesMs.sort((a, b) => a - b);
  return {
    accepted: latenciesMs.length,
    refused,
    elapsedMs,
    p50Ms: quantile(latenciesMs, 0.5),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}
