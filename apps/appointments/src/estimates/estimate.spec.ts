import fc from 'fast-check';
import type { PriceListExcerpt, PublishedOperation } from '../known-operations/price-list.js';
import { OperationsNotKnown } from './estimate.errors.js';
import { estimateOf } from './estimate.js';

const operation = (facts: Partial<PublishedOperation> = {}): PublishedOperation => ({
  operationCode: 'MNT-001',
  nameZh: '小保养',
  nameEn: 'Oil service',
  flatRateHundredths: 60,
  skill: 'maintenance',
  bayKind: 'quick',
  hourlyRateFen: 28_000,
  ...facts,
});
const list = (operations: PublishedOperation[], prices: [string, number][] = []): PriceListExcerpt => ({
  priceListVersion: 3,
  operations,
  unitPricesFen: new Map(prices),
});

describe('an estimate', () => {
  it('prices labor and parts at the list, and rounds the time up to slots', () => {
    const parts = [{ partNumber: 'OIL', quantityThousandths: 4_500 }];
    const brakes = operation({ operationCode: 'BRK-012', flatRateHundredths: 150, skill: 'brakes', bayKind: 'lift' });

    const estimate = estimateOf(
      { operationCodes: ['BRK-012', 'MNT-001'], parts },
      list([operation(), brakes], [['OIL', 8_999]]),
      15,
    );

    expect(estimate).toMatchObject({
      durationMinutes: 135, // 126 minutes of work
      priceListVersion: 3,
      lowFen: 42_000 + 16_800 + 40_496,
      highFen: 119_155,
      unpriced: [],
    });
    expect(estimate.operations.map(({ operationCode }) => operationCode)).toEqual(['BRK-012', 'MNT-001']);
  });

  it('names what has no published price, and leaves it out of the range', () => {
    const parts = [{ partNumber: 'NEW-1', quantityThousandths: 1_000 }];
    const estimate = estimateOf({ operationCodes: ['MNT-001'], parts }, list([operation({ hourlyRateFen: null })]), 15);
    expect(estimate).toMatchObject({ lowFen: 0, highFen: 0, unpriced: ['MNT-001', 'NEW-1'] });
  });

  it('is refused for operations that the list does not have', () => {
    const estimating = () => estimateOf({ operationCodes: ['MNT-001', 'GONE'], parts: [] }, list([operation()]), 15);
    expect(estimating).toThrow(OperationsNotKnown);
  });

  it('holds the work in whole slots, never one too many, for any work', () => {
    const hundredths = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(hundredths, fc.constantFrom(5, 10, 15, 20, 30, 60), (times, slotMinutes) => {
        const operations = times.map((time, n) => operation({ operationCode: `OP-${n}`, flatRateHundredths: time }));
        const operationCodes = operations.map(({ operationCode }) => operationCode);
        const estimate = estimateOf({ operationCodes, parts: [] }, list(operations), slotMinutes);

        const workMinutes = times.reduce((sum, time) => sum + time * 0.6, 0);
        expect(estimate.durationMinutes % slotMinutes).toBe(0);
        expect(estimate.durationMinutes).toBeGreaterThanOrEqual(workMinutes - 1e-6);
        expect(estimate.durationMinutes - slotMinutes).toBeLessThan(workMinutes);
        expect(estimate.highFen).toBeGreaterThanOrEqual(estimate.lowFen);
      }),
    );
  });
});
