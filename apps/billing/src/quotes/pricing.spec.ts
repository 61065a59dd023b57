import { PAY_TYPES } from '@pitlane/contracts';
import fc from 'fast-check';
import { charged, price, totalsOf } from './pricing.js';
import { taxRateBasisPoints } from './tax-rates.js';
import { aLaborLine, aPartLine, somePrices, someTime } from './testing.js';

describe('pricing the lines of a repair order', () => {
  it('charges flat-rate time by the hour and parts by the unit, tax included', () => {
    const labor = aLaborLine();
    const oil = aPartLine({ partNumber: 'G052577M2', quantityThousandths: 4_500 });

    const { lines, unpriced } = price({ laborLines: [labor], partLines: [oil] }, somePrices, someTime);

    expect(unpriced).toEqual([]);
    expect(lines).toEqual([
      {
        lineId: labor.lineId, kind: 'labor', code: 'BRK-012', name: '更换前刹车片', quantity: 150, unitPriceFen: 28_000,
        amountFen: 42_000, taxFen: 4_832, payType: 'customer',
      },
      {
        lineId: oil.lineId, kind: 'part', code: 'G052577M2', name: 'G052577M2', quantity: 4_500, unitPriceFen: 8_999,
        amountFen: 40_496, taxFen: 4_659, payType: 'customer',
      },
    ]); // prettier-ignore
  });

  it.each([
    ['an operation that the list has not', [aLaborLine({ operationCode: 'ENG-001' })], [], ['ENG-001']],
    ['a rate for that payer', [aLaborLine({ payType: 'goodwill' })], [], ['BRK-012']],
    ['a part', [], [aPartLine({ partNumber: 'X1' }), aPartLine({ partNumber: 'X1' })], ['X1']],
  ])('names once what has no price: %s', (_what, laborLines, partLines, expected) => {
    expect(price({ laborLines, partLines }, somePrices, someTime)).toEqual({ lines: [], unpriced: expected });
  });

  it('names everything when the store has no list', () => {
    const { unpriced } = price({ laborLines: [aLaborLine()], partLines: [aPartLine()] }, undefined, someTime);
    expect(unpriced).toEqual(['BRK-012', '5QD698151']);
  });

  it('asks the customer for the customer lines only', () => {
    const laborLines = PAY_TYPES.map((payType) => aLaborLine({ payType }));
    const rates = new Map(PAY_TYPES.map((payType) => [`brakes/${payType}`, 10_000]));

    const { lines } = price({ laborLines, partLines: [] }, { ...somePrices, hourlyRatesFen: rates }, someTime);

    expect(totalsOf(lines)).toEqual({ totalFen: 75_000, taxFen: 8_630, customerShareFen: 15_000 });
  });

  it('agrees with exact fractions, to the fen, for any quantity and price', () => {
    const line = fc.record({
      kind: fc.constantFrom('labor' as const, 'part' as const),
      quantity: fc.integer({ min: 0, max: 100_000 }),
      unitPriceFen: fc.integer({ min: 0, max: 100_000_000 }),
      payType: fc.constantFrom(...PAY_TYPES),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const priced = lines.map((one) => ({ ...one, ...charged(one, someTime) }));
        const model = lines.map((one) => ({ ...one, ...exactly(one) }));
        expect(priced).toEqual(model);
        const total = model.reduce((sum, { amountFen }) => sum + amountFen, 0);
        const others = model.filter(({ payType }) => payType !== 'customer');
        const share = total - others.reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(totalsOf(priced)).toMatchObject({ totalFen: total, customerShareFen: share });
      }),
    );
  });
});

describe('the VAT rate', () => {
  it.each([
    ['2026-11-21T00:00:00Z', 1_300],
    ['2019-03-31T16:00:00Z', 1_300],
    ['2019-03-31T15:59:59Z', 1_600],
    ['2018-04-30T15:59:59Z', 1_700],
  ])('at %s is %i hundredths of a percent', (at, expected) => {
    expect(taxRateBasisPoints('labor', new Date(at))).toBe(expected);
    expect(taxRateBasisPoints('part', new Date(at))).toBe(expected);
  });
});

/** A plain model: exact fractions in big integers, rounded half up by hand. */
function exactly({ kind, quantity, unitPriceFen }: { kind: string; quantity: number; unitPriceFen: number }) {
  const halfUp = (numerator: bigint, denominator: bigint): bigint => {
    const whole = numerator / denominator;
    return (numerator % denominator) * 2n >= denominator ? whole + 1n : whole;
  };
  const amount = halfUp(BigInt(quantity) * BigInt(unitPriceFen), kind === 'labor' ? 100n : 1_000n);
  return { amountFen: Number(amount), taxFen: Number(halfUp(amount * 13n, 113n)) };
}
