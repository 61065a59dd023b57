import { type Disturbance, isDisturbed, watchMachine } from './machine.js';
import { type Spread, spreadOf } from './statistics.js';

/** Every side was measured once, one right after the other. */
export interface Round<Side extends string, T> {
  readonly samples: Readonly<Record<Side, T>>;
  readonly disturbance: Disturbance;
}

/** A figure of the rounds that counted. */
export interface Measured extends Spread {
  /** Rounds that counted. */
  readonly rounds: number;
  /** Rounds with more than a fifth of the processors used by others or stolen: they did not count. */
  readonly thrownOut: number;
  /** Every round was disturbed: the figure is taken from them all, for want of better ones. */
  readonly isDoubtful: boolean;
}

export interface RoundOptions {
  readonly repeats: number;
  /** Hears of each round that is through. */
  readonly say: (message: string) => void;
  /** Runs after each round: throws when the books do not add up. */
  readonly check?: () => Promise<unknown>;
}

/** Measures the sides in turn, forwards and backwards by turns, so that what drifts hits all of them alike. */
export async function inTurn<Side extends string, T>(
  sides: Readonly<Record<Side, () => Promise<T>>>,
  { repeats, say, check }: RoundOptions,
): Promise<Round<Side, T>[]> {
  const rounds: Round<Side, T>[] = [];
  const order = Object.keys(sides) as Side[];
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    const samples: Partial<Record<Side, T>> = {};
    const look = watchMachine();
    for (const side of repeat % 2 === 1 ? order : order.toReversed()) samples[side] = await sides[side]();
    const round = { samples: samples as Record<Side, T>, disturbance: look() };
    rounds.push(round);
    say(`  round ${repeat} of ${repeats}${isDisturbed(round.disturbance) ? `, disturbed: ${percentages(round)}` : ''}`);
    await check?.();
  }
  return rounds;
}

const percentages = ({ disturbance: { foreign, stolen } }: Round<string, unknown>): string =>
  `${Math.round(foreign * 100)} % of the processors went to others, ${Math.round(stolen * 100)} % were stolen`;

/** One figure over all rounds, without those that were disturbed. */
export function over<Side extends string, T>(
  rounds: readonly Round<Side, T>[],
  figure: (samples: Readonly<Record<Side, T>>) => number,
): Measured {
  const quiet = rounds.filter(({ disturbance }) => !isDisturbed(disturbance));
  const counted = quiet.length > 0 ? quiet : rounds;
  return {
    ...spreadOf(counted.map(({ samples }) => figure(samples))),
    rounds: counted.length,
    thrownOut: rounds.length - quiet.length,
    isDoubtful: quiet.length === 0,
  };
}

/** A figure that is taken once, where there are no two sides. */
export const once = (value: number): Measured => ({
  median: value, least: value, most: value, rounds: 1, thrownOut: 0, isDoubtful: false,
}); // prettier-ignore
