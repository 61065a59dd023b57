import fc from 'fast-check';
import { inverseNormal, negativeBinomialQuantile } from './distributions.js';

describe('z of a probability', () => {
  it.each([
    [0.5, 0],
    [0.8, 0.841621],
    [0.95, 1.644854],
    [0.99, 2.326348],
    [0.001, -3.090232],
  ])('is for %d: %d', (probability, z) => {
    expect(inverseNormal(probability)).toBeCloseTo(z, 6);
  });

  it.each([0, 1, -0.1, NaN])('is refused for %d', (probability) => {
    expect(() => inverseNormal(probability)).toThrow(RangeError);
  });
});

describe('the quantile of a negative binomial demand', () => {
  it.each([
    // Poisson, mean 1: 0.368, 0.736, 0.920, 0.981
    [1, 1, 0.9, 2],
    [1, 1, 0.95, 3],
    [1, 0.5, 0.95, 3],
    // two successes at one half: 0.25, 0.5, 0.688, 0.813, 0.891, 0.938, 0.965
    [2, 4, 0.5, 1],
    [2, 4, 0.95, 6],
    [0.01, 0.01, 0.95, 0],
  ])('of mean %d and variance %d at %d is %i', (mean, variance, probability, quantile) => {
    expect(negativeBinomialQuantile(mean, variance, probability)).toBe(quantile);
  });

  it('never falls when more is to be covered or the demand varies more widely than it did', () => {
    const mean = fc.double({ min: 0.01, max: 50, noNaN: true });
    const ratio = fc.double({ min: 1, max: 5, noNaN: true });
    fc.assert(
      fc.property(mean, ratio, fc.double({ min: 0.5, max: 0.98, noNaN: true }), (average, wider, probability) => {
        const covered = negativeBinomialQuantile(average, average * wider, probability);
        expect(negativeBinomialQuantile(average, average * wider, probability + 0.015)).toBeGreaterThanOrEqual(covered);
        expect(covered).toBeGreaterThanOrEqual(
          negativeBinomialQuantile(average / 2, (average / 2) * wider, probability),
        );
      }),
    );
  });
});
