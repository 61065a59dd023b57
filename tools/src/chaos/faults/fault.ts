import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../demo/random.js';
import type { Api } from '../../platform/api.js';
import type { Row } from '../../verify/books.js';
import type { Cluster } from '../cluster/cluster.js';
import type { History } from '../load/history.js';

/** What a fault may use while it strikes. */
export interface Strike {
  readonly cluster: Cluster;
  readonly random: Random;
  readonly api: Api;
  readonly history: History;
  /** Writes what is done, with its time, into the record of the run. */
  readonly note: (what: string) => void;
  /** Waits while the load goes on. */
  readonly pause: (ms: number) => Promise<void>;
}

/** Classes of faults: the short form takes two of each of the quick ones. */
export const FAULT_CLASSES = [
  'deaths',
  'broker',
  'broker-loss',
  'database',
  'network',
  'pauses',
  'storms',
  'events',
  'edges',
  'slow',
] as const;
export type FaultClass = (typeof FAULT_CLASSES)[number];

/** One fault of the product's list, F1 to F32. */
export interface Fault {
  readonly id: string;
  readonly class: FaultClass;
  readonly says: string;
  /** Strikes while visits are played, and heals what it broke. Answers what it saw that should not be. */
  readonly strike: (strike: Strike) => Promise<Row[] | undefined>;
  /** Why this machine cannot do it. */
  readonly cannot?: () => string | undefined;
  /** Clocks that differ by hours are no help to those who book ahead. */
  readonly onlyWalkIns?: boolean;
  /** Events that were marked as published are missing in their stream for good. */
  readonly losesPublished?: boolean;
  /** Longer than others until all is settled. */
  readonly settlesWithinMs?: number;
}

/** A strike after which the books alone tell whether all is well. */
export const unseen =
  (strike: (strike: Strike) => Promise<void>): Fault['strike'] =>
  async (given) => {
    await strike(given);
    return undefined;
  };

/** As a strike waits; the faults of a run are over long before its load could outlast them. */
export const pauseOf = (ms: number): Promise<void> => sleep(ms);
