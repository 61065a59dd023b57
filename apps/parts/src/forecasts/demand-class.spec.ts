import { patternOf } from './demand-class.js';

describe('the class of a demand (Syntetos, Boylan and Croston, 2005)', () => {
  it.each([
    ['smooth', [4, 5, 4, 6, 5, 4]],
    ['erratic', [1, 9, 1, 1, 20, 1]],
    ['intermittent', [0, 0, 2, 0, 0, 2, 0, 2]],
    ['lumpy', [0, 0, 1, 0, 0, 30, 0, 1]],
    ['none', [0, 0, 0]],
    ['none', []],
  ])('is %s for the weeks %j', (demandClass, weeks) => {
    expect(patternOf(weeks).demandClass).toBe(demandClass);
  });

  it('shows the interval and the variation that it follows from', () => {
    expect(patternOf([0, 2, 0, 0, 4, 0])).toEqual({ demandClass: 'intermittent', intervalWeeks: 3, cvSquared: 1 / 9 });
  });
});
