import { quantile } from '../measure/statistics.js';
import type { World } from '../world/world.js';

/** Tables that bear the moment of a commit: PostgreSQL notes it with each transaction (`track_commit_timestamp`). */
export const TIMED_TABLES = `
  CREATE TABLE said (event_id uuid PRIMARY KEY);
  CREATE TABLE effect (event_id uuid PRIMARY KEY);`;

/** Where the commits of events and of their effects are found: SQL that answers `event_id`, `at` (milliseconds). */
export interface Ends {
  readonly said: { readonly url: string; readonly sql: string };
  readonly effect: { readonly url: string; readonly sql: string };
}

const COMMITTED_MS = 'extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000';

export const endsIn = (url: string): Ends => ({
  said: { url, sql: `SELECT event_id, ${COMMITTED_MS} AS at FROM said` },
  effect: { url, sql: `SELECT event_id, ${COMMITTED_MS} AS at FROM effect` },
});

export const committedMs = (row: string): string => `extract(epoch FROM pg_xact_commit_timestamp(${row}.xmin)) * 1000`;

export interface Delivered {
  readonly count: number;
  /** From the commit of the event to the commit of its effect. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** From the first commit to the last effect. */
  readonly perSecond: number;
}

/** What became of the events that were said after a moment. @throws Error when one had no effect, or one that nobody said had */
export async function deliveredSince(world: World, { said, effect }: Ends, sinceMs: number): Promise<Delivered> {
  const momentsOf = async (url: string, sql: string): Promise<Map<string, number>> => {
    const rows = await world.sql<{ event_id: string; at: string }>(url, sql);
    return new Map(rows.map(({ event_id, at }) => [event_id, Number(at)]));
  };
  const [saidAt, effectAt] = [await momentsOf(said.url, said.sql), await momentsOf(effect.url, effect.sql)];
  const recent = [...saidAt].filter(([, at]) => at >= sinceMs);
  const pairs = recent.map(([id, at]) => ({ at, until: effectAt.get(id) ?? NaN }));
  const lost = pairs.filter(({ until }) => Number.isNaN(until)).length;
  const unsaid = [...effectAt].filter(([id, at]) => at >= sinceMs && !saidAt.has(id)).length;
  if (lost > 0 || unsaid > 0) throw new Error(`${lost} events had no effect, ${unsaid} effects had no event.`);
  const latencies = pairs.map(({ at, until }) => until - at).sort((a, b) => a - b);
  const first = pairs.reduce((least, { at }) => Math.min(least, at), Infinity);
  const last = pairs.reduce((most, { until }) => Math.max(most, until), 0);
  return {
    count: pairs.length,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    perSecond: (pairs.length * 1_000) / (last - first),
  };
}

/**
 * Waits until a query counts at least so many; counting takes a tenth of the time at most, for it takes from what is counted.
 * @throws Error when it does not within the time
 */
export async function untilCount(
  world: World,
  { url, sql }: { url: string; sql: string },
  { atLeast, withinMs }: { atLeast: number; withinMs: number },
): Promise<void> {
  let count = 0;
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    const began = performance.now();
    const [row] = await world.sql<{ count: string }>(url, sql);
    count = Number(row?.count);
    if (count >= atLeast) return;
    await new Promise((resolve) => setTimeout(resolve, Math.max(100, 10 * (performance.now() - began))));
  }
  throw new Error(`Of ${atLeast} events ${count} had their effect within ${withinMs / 1_000} s.`);
}
