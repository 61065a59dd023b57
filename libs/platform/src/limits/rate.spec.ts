import fc from 'fast-check';
import { Rate } from './rate.js';

const PER_SECOND = 10;
const BURST = 50;

describe('a rate', () => {
  it('lets a burst through at once, and then says how long to wait for the next', () => {
    const rate = new Rate(PER_SECOND, BURST);
    for (let n = 0; n < BURST; n += 1) expect(rate.take('a', 1, 0)).toBe(0);
    expect(rate.take('a', 1, 0)).toBe(100);
    expect(rate.take('a', 1, 99)).toBe(1);
    expect(rate.take('a', 1, 100)).toBe(0);
  });

  it('takes nothing of one key for what another spends, and nothing when it refuses', () => {
    const rate = new Rate(PER_SECOND, BURST);
    expect(rate.take('a', 40, 0)).toBe(0);
    expect(rate.take('a', 20, 0)).toBe(1_000);
    expect(rate.take('a', 10, 0)).toBe(0);
    expect(rate.take('b', BURST, 0)).toBe(0);
  });

  it('lets a key owe what it has done already', () => {
    const rate = new Rate(PER_SECOND, BURST);
    rate.charge('a', 40, 0);
    rate.charge('a', 40, 0);
    expect(rate.waitMs('a', 1, 0)).toBe(3_100);
  });

  it('lets what costs more than a burst through when it is rested, and knows no limit of 0', () => {
    const rate = new Rate(PER_SECOND, BURST);
    expect(rate.take('a', 1_000, 0)).toBe(0);
    expect(rate.take('a', 1, 0)).toBe(100);
    expect(new Rate(0, 0).take('a', 1_000, 0)).toBe(0);
  });

  it('never lets more through than a burst and what the time allows, whatever is asked when', () => {
    const requests = fc.array(fc.record({ pauseMs: fc.nat(2_000), cost: fc.integer({ min: 1, max: BURST }) }));
    fc.assert(
      fc.property(requests, (asked) => {
        const rate = new Rate(PER_SECOND, BURST);
        let nowMs = 0;
        let spent = 0;
        for (const { pauseMs, cost } of asked) {
          nowMs += pauseMs;
          const waitMs = rate.take('a', cost, nowMs);
          if (waitMs === 0) spent += cost;
          else expect(rate.waitMs('a', cost, nowMs + waitMs)).toBeCloseTo(0);
        }
        expect(spent).toBeLessThanOrEqual(BURST + (nowMs * PER_SECOND) / 1_000);
      }),
    );
  });

  it('forgets the key that was longest unused when there are too many', () => {
    const rate = new Rate(PER_SECOND, 1);
    rate.take('first', 1, 0);
    for (let n = 0; n < 50_000; n += 1) rate.take(`key ${n}`, 1, 0);
    expect(rate.waitMs('first', 1, 0)).toBe(0);
    expect(rate.waitMs('key 1', 1, 0)).toBeGreaterThan(0);
  });
});
