import { exponentialSmoothing, syntetosBoylan, teunterSyntetosBabai } from './smoothing.js';

const times = (count: number, weeks: readonly number[]): number[] => Array.from({ length: count }, () => weeks).flat();

describe('simple exponential smoothing', () => {
  it('expects what always came, without an error', () => {
    expect(exponentialSmoothing(times(20, [7]))).toEqual({ perWeek: 7, meanSquaredError: 0 });
  });

  it('follows a demand that moved to another level', () => {
    const { perWeek } = exponentialSmoothing([...times(30, [2]), ...times(30, [6])]);
    expect(perWeek).toBeGreaterThan(5.5);
    expect(perWeek).toBeLessThanOrEqual(6);
  });
});

describe('the Syntetos-Boylan approximation', () => {
  it('is 0.95 of size through interval: 8 units each fourth week are 1.9 a week', () => {
    expect(syntetosBoylan(times(10, [0, 0, 0, 8])).perWeek).toBeCloseTo(1.9, 10);
  });

  it('does not notice that nobody asks any more', () => {
    const asked = times(10, [0, 0, 0, 8]);
    expect(syntetosBoylan([...asked, ...times(52, [0])]).perWeek).toBeGreaterThan(0.5);
  });
});

describe('the method of Teunter, Syntetos and Babai', () => {
  it('falls week by week once nobody asks any more', () => {
    const asked = times(10, [0, 0, 0, 8]);
    const after = (weeks: number): number => teunterSyntetosBabai([...asked, ...times(weeks, [0])]).perWeek;
    expect(after(13)).toBeLessThan(after(0) / 2);
    expect(after(52)).toBeLessThan(0.02);
  });
});
