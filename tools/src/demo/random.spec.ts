import { Random } from './random.js';

describe('seeded chance', () => {
  it('says the same again for the same seed, and something else for another', () => {
    const draws = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.int(1, 1_000));
    };

    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const random = new Random(1);
    const seen = new Set(Array.from({ length: 200 }, () => random.int(-1, 1)));

    expect([...seen].sort((a, b) => a - b)).toEqual([-1, 0, 1]);
  });

  it('shuffles without loss and leaves the given list alone', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new Random(3).shuffle(items);

    expect(items[0]).toBe(0);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow(RangeError);
    expect(() => new Random(1).int(2, 1)).toThrow(RangeError);
  });
});
