import { PricedTwice } from './price-list.errors.js';
import { aPriceList, someContents } from './testing.js';

describe('publishing a price list', () => {
  it('tells rates and operations first, and part prices in pages of 500', () => {
    const partPrices = Array.from({ length: 1_201 }, (_part, index) => ({
      partNumber: `P${index}`,
      unitPriceFen: index,
    }));

    const [published, ...pages] = aPriceList({ listVersion: 3 }).publish(someContents({ partPrices }));

    expect(published).toMatchObject({ priceListVersion: 3, effectiveFrom: '2026-11-01T00:00:00.000Z' });
    expect(published.operations).toHaveLength(2);
    expect(pages.map(({ prices }) => prices.length)).toEqual([500, 500, 201]);
    expect(pages.flatMap(({ prices }) => prices)).toEqual(partPrices);
  });

  it('tells no page of part prices when it has none', () => {
    expect(aPriceList().publish(someContents({ partPrices: [] }))).toHaveLength(1);
  });

  it.each([
    ['/laborRates', someContents({ laborRates: twice(someContents().laborRates) })],
    ['/operations', someContents({ operations: twice(someContents().operations) })],
    ['/partPrices', someContents({ partPrices: twice(someContents().partPrices) })],
  ])('is refused when something in %s is priced twice', (pointer, contents) => {
    expect(() => aPriceList().publish(contents)).toThrow(PricedTwice);
    expect(() => aPriceList().publish(contents)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ pointer }) }),
    );
  });
});

function twice<T>(items: readonly T[]): T[] {
  return [...items, ...items.slice(0, 1)];
}
