import { median, quantile, spreadOf } from './statistics.js';

describe('statistics', () => {
  it('take the middle, or between the two in the middle, whatever the order', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
    expect(() => median([])).toThrow('Nothing has no median.');
  });

  it('take the value that a share does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([1, 50, 99, 100]);
    expect(quantile([], 0.99)).toBe(0);
  });

  it('say between which values the repeats lay', () => {
    expect(spreadOf([5, 1, 3])).toEqual({ median: 3, least: 1, most: 5 });
  });
});
