import { fits } from '@pitlane/contracts';
import fc from 'fast-check';
import { KitLineView } from '../kits/kit.dto.js';
import { buyable, inWholePacks } from './packs.js';

describe('a quantity in whole packs (PRT-16)', () => {
  it.each([
    [1, 6000, 6000],
    [6000, 6000, 6000],
    [6001, 6000, 12_000],
    [4500, 1000, 5000],
    [4500, null, 4500],
    [0, 6000, 0],
  ])('of %i in packs of %s is %i', (quantity, pack, expected) => {
    expect(inWholePacks(quantity, pack)).toBe(expected);
  });

  it.each([
    [6000, 1000, 4000, 8000],
    [1000, 9000, 4000, 12_000],
    [1000, 9000, null, 9000],
    [4500, 1000, null, 4500],
  ])('of %i is bought where at least %i are sold, in packs of %s: %i', (quantity, least, pack, expected) => {
    const terms = { minimumOrderThousandths: least, minPackThousandths: pack };
    expect(buyable(quantity, terms)).toBe(expected);
  });

  it('is the least multiple of the pack that is enough, for any quantity and pack', () => {
    const quantity = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(quantity, fc.integer({ min: 1, max: 1_000_000_000 }), (wanted, pack) => {
        const packed = inWholePacks(wanted, pack);
        expect(packed % pack).toBe(0);
        expect(packed).toBeGreaterThanOrEqual(wanted);
        expect(packed - wanted).toBeLessThan(pack);
        expect(inWholePacks(packed, pack)).toBe(packed);
      }),
    );
  });

  it('may be more than a line of a kit may ask for', () => {
    const line = { partNumber: 'OIL-5W30', quantityThousandths: 1_000_000_000, packedThousandths: 1_000_000_728 };
    expect(fits(KitLineView, line)).toBe(true);
  });
});
