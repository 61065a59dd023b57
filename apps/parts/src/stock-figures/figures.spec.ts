import { figuresOf, type StockAmounts, together } from './figures.js';

const amounts = (over: Partial<StockAmounts> = {}): StockAmounts => ({
  valueFen: 100_000,
  meanValueFen: 60_000,
  issuedFen: 30_000,
  overstockFen: 12_345,
  deadFen: 7_000,
  askedThousandths: 8_000,
  filledThousandths: 7_000,
  askedLines: 3,
  filledLines: 2,
  countedLines: 8,
  exactLines: 7,
  ...over,
});
const valuesOf = (of: StockAmounts, days = 30) =>
  Object.fromEntries(figuresOf(of, days).map(({ figure, value }) => [figure, value]));

describe('the figures of a stock', () => {
  it('follow from its amounts, each rounded half up', () => {
    expect(valuesOf(amounts())).toEqual({
      'stock-value': 100_000,
      turnover: 500, // half of the mean stock in the period
      'days-of-stock': 60,
      'overstock-share': 1_235, // 12.345 % to the hundredth of a percent
      'dead-stock': 7_000,
      'fill-rate': 8_750,
      'fill-rate-by-line': 6_667,
      'stock-accuracy': 8_750,
    });
  });

  it('say what they are', () => {
    for (const { definition } of figuresOf(amounts(), 30)) expect(definition).toMatch(/^[A-Z].*\.$/);
  });

  it('have no quotient by nothing', () => {
    const nothing = { valueFen: 0, meanValueFen: 0, issuedFen: 0, overstockFen: 0, deadFen: 0 };
    const asked = { askedThousandths: 0, filledThousandths: 0, askedLines: 0, filledLines: 0 };
    const empty = { ...nothing, ...asked, countedLines: 0, exactLines: 0 };
    const rates = { 'overstock-share': null, 'fill-rate': null, 'fill-rate-by-line': null, 'stock-accuracy': null };
    const none = { turnover: null, 'days-of-stock': null, ...rates };
    expect(valuesOf(empty)).toEqual({ 'stock-value': 0, 'dead-stock': 0, ...none });
    expect(valuesOf(amounts({ issuedFen: -5 }))).toMatchObject({ turnover: null, 'days-of-stock': null });
  });

  it('of a group are those of all its stock, not the mean of its stores', () => {
    const busy = amounts({ meanValueFen: 10_000, issuedFen: 90_000 });
    const idle = amounts({ meanValueFen: 90_000, issuedFen: 10_000 });
    expect(valuesOf(together([busy, idle]))).toMatchObject({ turnover: 1_000, 'stock-value': 200_000 });
    const careless = amounts({ countedLines: 2, exactLines: 0 });
    expect(valuesOf(together([amounts(), careless]))).toMatchObject({ 'stock-accuracy': 7_000 });
  });
});
