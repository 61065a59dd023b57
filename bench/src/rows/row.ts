import { type Measured, over, type Round } from '../measure/rounds.js';
import type { Sample } from '../measure/side.js';
import type { World } from '../world/world.js';

export type RowId = `R${number}`;

/** What a figure must be. */
export type Goal = ({ readonly atLeast: number } | { readonly atMost: number }) & {
  /** Empty for a ratio. */
  readonly unit?: string;
};

/** One figure of a row with its goal. */
export interface Finding {
  readonly figure: string;
  readonly goal: Goal;
  readonly measured: Measured;
}

export const isMet = ({ goal, measured: { median } }: Finding): boolean =>
  'atLeast' in goal ? median >= goal.atLeast : median <= goal.atMost;

/** What something costs with more and more data. */
export interface Curve {
  readonly of: string;
  readonly unit: string;
  readonly points: readonly { readonly size: number; readonly value: number }[];
}

export interface RowResult {
  readonly row: RowId;
  readonly findings: readonly Finding[];
  /** The sides of the ratios as absolute figures, medians: `ours 410/s, p99 95 ms …`. */
  readonly sides: readonly string[];
  readonly curves?: readonly Curve[];
  /** Why it could not be measured here. */
  readonly skipped?: string;
  /** What went wrong: books that do not add up, above all. */
  readonly failed?: string;
}

export interface Context {
  readonly world: World;
  readonly repeats: number;
  /** Of one load. */
  readonly durationMs: number;
  readonly sizes: Sizes;
  /** Rows that somebody will look at. */
  readonly wanted: readonly string[];
  readonly say: (message: string) => void;
}

/** The largest data that is tried. */
export interface Sizes {
  readonly parts: number;
  readonly bookings: number;
  readonly stores: number;
}

/** Rows that are measured together, for they share their sides. */
export interface Suite {
  readonly rows: readonly RowId[];
  /** It needs all stores of `Sizes`, where others do with a few. */
  readonly needsAllStores?: boolean;
  run(context: Context): Promise<RowResult[]>;
}

export const atLeast = (least: number, unit?: string): Goal => ({ atLeast: least, ...(unit && { unit }) });
export const atMost = (most: number, unit?: string): Goal => ({ atMost: most, ...(unit && { unit }) });

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
export const written = (value: number): string => number.format(Math.abs(value) >= 100 ? Math.round(value) : value);

/** The named sides in absolute figures, medians of the rounds that counted. */
export function sidesOf<Side extends string>(
  rounds: readonly Round<Side, Sample>[],
  labels: Readonly<Partial<Record<Side, string>>>,
): string[] {
  return (Object.entries(labels) as [Side, string][]).map(([side, label]) => {
    const figure = (of: keyof Sample): string => written(over(rounds, (samples) => samples[side][of]).median);
    const cpu = `CPU ${figure('nodeMicros')} µs Node, ${figure('postgresMicros')} µs PostgreSQL`;
    const refused = over(rounds, (samples) => samples[side].refusals).most;
    const refusals = refused > 0 ? `, up to ${written(refused)} refused` : '';
    return `${label}: ${figure('perSecond')}/s, p50 ${figure('p50Ms')} ms, p99 ${figure('p99Ms')} ms, ${cpu}${refusals}`;
  });
}
