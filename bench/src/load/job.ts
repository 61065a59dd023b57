import type { Caller } from '../world/issuer.js';

/** One HTTP request of a load; every command gets an `Idempotency-Key` of its own. */
export interface Target {
  readonly path: string;
  /** JSON; with it the request is a POST. */
  readonly body?: string;
  /** The store that acts, where the token has several. */
  readonly store?: string;
}

interface Pace {
  /** `random`: with repetition, for as long as it takes; `once`: each a single time, in order. */
  readonly take: 'random' | 'once';
  readonly durationMs: number;
  /** Ends earlier after so many. */
  readonly most?: number;
  /** Starts so many a second, whatever the answers; without it each worker waits for its answer and goes on at once. */
  readonly perSecond?: number;
}

/** Keep-alive connections that send requests. An answer below 300 is accepted. */
export interface HttpLoad extends Pace {
  readonly kind: 'http';
  readonly url: string;
  readonly as: Caller;
  readonly connections: number;
  readonly targets: readonly Target[];
}

/** Database connections that run one prepared statement each time. It is accepted when its first column is not false or null. */
export interface SqlLoad extends Pace {
  readonly kind: 'sql';
  readonly url: string;
  readonly connections: number;
  readonly sql: string;
  readonly parameters: readonly (readonly (string | number)[])[];
  /** Run after each, on a connection of its own; once more for all that come while it runs. */
  readonly afterwards?: string;
}

export type Load = HttpLoad | SqlLoad;

/** A load with what its requests bear to be let in. */
export type Job = (HttpLoad & { readonly token: string }) | SqlLoad;

export interface LoadResult {
  readonly accepted: number;
  /** By status, or by what happened instead of one. */
  readonly refused: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
  /** Of what was accepted, from the moment when it should have started. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}
