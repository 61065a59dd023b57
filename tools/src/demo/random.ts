import { type Random as Draw, randomOf } from '@pitlane/kernel';

/**
 * Repeatable chance for the demonstration: one seed, one day; not for secrets.
 * Two runs that ask in the same order get the same answers, on every machine.
 */
export class Random {
  /** A number in [0, 1). */
  readonly next: Draw;

  /** @param seed any integer; only its low 32 bits count */
  constructor(seed: number) {
    this.next = randomOf(seed);
  }

  /**
   * An integer from `min` to `max`, both included.
   * @throws RangeError when a bound is not an integer or `max` is below `min`
   */
  int(min: number, max: number): number {
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || max < min) {
      throw new RangeError(`No integer lies from ${min} to ${max}.`);
    }
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  /** A new array with the same items in another order (Fisher-Yates); the given one stays as it is. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.int(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}
