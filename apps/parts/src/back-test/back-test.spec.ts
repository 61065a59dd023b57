import { backTest, type PastDemand } from './back-test.js';
import { chartOf } from './chart.js';
import { compare, fixedValueForFen, USUAL_SAFETY_DAYS } from './comparison.js';
import { PolicyTest } from './policy-test.js';
import { simulatedHistory } from './simulated-history.js';
import { tablesOf } from './tables.js';
import { USUAL_SERVICE_LEVELS } from '../policies/stock-policy.js';

const past = (over: Partial<PastDemand> = {}): PastDemand => ({
  daysThousandths: [0, 1000, 1000, 1000, 0, 0],
  unitCostFen: 1000,
  minimumOrderThousandths: 1000,
  minPackThousandths: null,
  leadTimeDays: [2, 2, 2, 2, 2, 2],
  ...over,
});

describe('a policy over past days', () => {
  it('starts full, orders below MIN up to MAX, and counts what was not there', () => {
    const limits = { minThousandths: 2000, maxThousandths: 2000 };
    // On hand after each day: 2, 1, 0, 0 (what was ordered on the first day with less went at once), 1, 2.
    expect(backTest(past(), () => limits, 0)).toEqual({
      askedThousandths: 3000,
      filledThousandths: 3000,
      meanStockValueFen: 1000,
    });
    expect(backTest(past({ leadTimeDays: [3, 3, 3, 3, 3, 3] }), () => limits, 0)).toMatchObject({
      filledThousandths: 2000,
    });
  });

  it('keeps nothing of a part that is not stocked', () => {
    const outcome = backTest(past(), () => ({ minThousandths: 0, maxThousandths: 0 }), 0);
    expect(outcome).toEqual({ askedThousandths: 3000, filledThousandths: 0, meanStockValueFen: 0 });
  });

  it('orders whole packs', () => {
    const limits = { minThousandths: 1000, maxThousandths: 1000 };
    const outcome = backTest(past({ minPackThousandths: 6000 }), () => limits, 0);
    // One at first, nothing while the pack is under way (2 days), then 6 less what is asked for.
    expect(outcome).toMatchObject({ filledThousandths: 2000, meanStockValueFen: 2667 });
  });

  it.each([
    ['the least that the supplier sells', { minimumOrderThousandths: 6000 }, 2667],
    ['what is asked for and no more, where nothing comes in packs', { minimumOrderThousandths: 1 }, 417],
  ])('orders as a suggestion does: %s', (_what, terms, meanStockValueFen) => {
    const limits = { minThousandths: 1000, maxThousandths: 1000 };
    const days = terms.minimumOrderThousandths === 1 ? { daysThousandths: [0, 500, 500, 0, 500, 500] } : {};
    expect(backTest(past({ ...terms, ...days }), () => limits, 0)).toMatchObject({ meanStockValueFen });
  });
});

describe('three simulated years', () => {
  const history = simulatedHistory(20261121, 300);
  const plan = { ...history, orderCycleDays: 14 };
  const tests = history.parts.map((part) => new PolicyTest(part, plan));
  const { results, groups } = compare(tests, USUAL_SERVICE_LEVELS);
  const proposed = results.find(({ setting }) => setting === '× 1');
  const usual = results.find(({ setting }) => setting === `${USUAL_SAFETY_DAYS} days`);
  if (!proposed || !usual) throw new Error('The comparison lacks what is compared.');

  it('fill 95 % and more as proposed, with less money than the usual safety days', () => {
    expect(proposed.fillRateBasisPoints).toBeGreaterThanOrEqual(9500);
    expect(proposed.meanStockValueFen).toBeLessThan(usual.meanStockValueFen);
    expect(proposed.fillRateBasisPoints).toBeGreaterThan(usual.fillRateBasisPoints - 50);
  });

  it('need at least a tenth less money than fixed days that fill as much', () => {
    const fixedFen = fixedValueForFen(results, proposed.fillRateBasisPoints) ?? 0;
    expect(proposed.meanStockValueFen).toBeLessThan(0.9 * fixedFen);
  });

  it('hold slow parts no less ready than fixed days do', () => {
    const slow = groups.filter(({ group }) => group === 'intermittent' || group === 'lumpy');
    for (const { proposed, fixed } of slow) {
      expect(proposed.fillRateBasisPoints).toBeGreaterThan(fixed.fillRateBasisPoints);
    }
  });
});

describe('the report', () => {
  const history = simulatedHistory(1, 20);
  const tests = history.parts.map((part) => new PolicyTest(part, { ...history, orderCycleDays: 14 }));
  const comparison = compare(tests, USUAL_SERVICE_LEVELS);

  it('comes out the same each time', () => {
    const again = simulatedHistory(1, 20);
    expect(
      compare(
        again.parts.map((part) => new PolicyTest(part, { ...again, orderCycleDays: 14 })),
        USUAL_SERVICE_LEVELS,
      ),
    ).toEqual(comparison);
  });

  it('puts each part into one group by cost, also where two costs have the same service level', () => {
    const levels = [5_000, 20_000, null].map((upToUnitCostFen) => ({
      upToUnitCostFen,
      serviceLevelBasisPoints: 9_500,
    }));
    const byCost = compare(tests, levels).groups.filter(({ group }) => /^up to|^dearer$/.test(group));

    expect(byCost.map(({ group, fixed }) => [group, fixed.parts])).toEqual([
      ['up to ¥50.00', 3],
      ['up to ¥200.00', 3],
      ['dearer', 13],
    ]);
  });

  it('names each policy in the table, and draws each in the chart', () => {
    const { results } = comparison;
    expect(
      tablesOf(comparison)
        .split('\n')
        .filter((line) => line.startsWith('| fixed-days')),
    ).toHaveLength(8);
    expect(chartOf(results).match(/<circle/g)).toHaveLength(results.length);
    expect(chartOf(results)).not.toContain('NaN');
  });
});
