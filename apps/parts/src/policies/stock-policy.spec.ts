import { fits } from '@pitlane/contracts';
import fc from 'fast-check';
import { DEMAND_CLASSES } from '../forecasts/demand-class.js';
import { explain } from './explanation.js';
import { DemandMonthView } from './policy.dto.js';
import { fixedLimits, serviceLevelOf, propose, type PolicyInputs, USUAL_SERVICE_LEVELS } from './stock-policy.js';

/** One unit a day, ± 0.5, ordered every 14 days and here after 9. */
const inputs = (over: Partial<PolicyInputs> = {}): PolicyInputs => ({
  serviceLevelBasisPoints: 9500,
  orderCycleDays: 14,
  leadTimeDays: 9,
  leadTimeDeviationDays: 0,
  leadTimeSource: 'terms',
  leadTimeOrders: 0,
  packThousandths: 1000,
  unitCostFen: 5200,
  requestsInYear: 200,
  demandClass: 'smooth',
  method: 'ses',
  weeks: 104,
  intervalWeeksHundredths: 100,
  cvSquaredHundredths: 20,
  seasonPercent: 100,
  perDayMillionths: 1_000_000,
  perDayDeviationMillionths: 500_000,
  ...over,
});

describe('the proposed limits of a part (PRT-15)', () => {
  it('follow D·L + z·√(L·σd² + D²·σL²)', () => {
    expect(propose(inputs())).toEqual({
      isStocked: true,
      leadTimeDemand: 'normal',
      zThousandths: 1645,
      reorderPointThousandths: 11_468, // 9 + 1.645 × √(9 × 0.25)
      safetyStockThousandths: 2468,
      safetyDays: 2,
      minThousandths: 12_000,
      maxThousandths: 25_000,
    });
  });

  it('count an unsure lead time', () => {
    // 9 + 1.645 × √(9 × 0.25 + 1 × 4)
    expect(propose(inputs({ leadTimeDeviationDays: 2 }))).toMatchObject({ reorderPointThousandths: 13_113 });
  });

  it('stay within what a store may hold of a part', () => {
    const most = 1_000_000_000;
    expect(propose(inputs({ perDayMillionths: most * 1000, packThousandths: most }))).toMatchObject({
      minThousandths: most,
      maxThousandths: most,
    });
  });

  it('lie whole packs apart', () => {
    expect(propose(inputs({ packThousandths: 10_000 }))).toMatchObject({
      minThousandths: 12_000,
      maxThousandths: 31_000,
    });
  });

  it('take slow demand for negative binomial: one unit a month, a third of it while an order is under way', () => {
    const slow = { demandClass: 'intermittent', perDayMillionths: 33_333, perDayDeviationMillionths: 182_000 } as const;
    expect(propose(inputs(slow))).toMatchObject({
      leadTimeDemand: 'negative-binomial',
      reorderPointThousandths: 1000,
      minThousandths: 2000,
      maxThousandths: 2000,
    });
  });

  it.each([
    [2, 1_000_000, false],
    [3, 1_000_000, true],
    [3, 0, false],
  ])(
    'with %i requests in 12 months and %i millionths a day: stocked is %s',
    (requestsInYear, perDayMillionths, isStocked) => {
      expect(propose(inputs({ requestsInYear, perDayMillionths })).isStocked).toBe(isStocked);
    },
  );

  it('are ordered, and never lower for a higher service level or a longer lead time', () => {
    const anInput = fc.record({
      demandClass: fc.constantFrom(...DEMAND_CLASSES.filter((demandClass) => demandClass !== 'none')),
      perDayMillionths: fc.integer({ min: 1, max: 20_000_000 }),
      perDayDeviationMillionths: fc.integer({ min: 0, max: 40_000_000 }),
      leadTimeDays: fc.integer({ min: 1, max: 60 }),
      leadTimeDeviationDays: fc.integer({ min: 0, max: 20 }),
      packThousandths: fc.constantFrom(1000, 4000, 12_000),
      serviceLevelBasisPoints: fc.integer({ min: 5000, max: 9900 }),
    });
    fc.assert(
      fc.property(anInput, (some) => {
        const { minThousandths, maxThousandths, reorderPointThousandths } = propose(inputs(some));
        expect(maxThousandths).toBeGreaterThanOrEqual(minThousandths);
        expect(minThousandths).toBeGreaterThan(reorderPointThousandths - 1);
        const higher = { ...some, serviceLevelBasisPoints: some.serviceLevelBasisPoints + 90 };
        expect(propose(inputs(higher)).minThousandths).toBeGreaterThanOrEqual(minThousandths);
      }),
    );
  });
});

describe('the explanation of a proposal', () => {
  it('says in both languages what went in and what came out', () => {
    const { zh, en, formula } = explain(inputs(), propose(inputs()));
    expect(formula).toContain('ROP = D·L + z·√(L·σd² + D²·σL²)');
    expect(zh).toBe(
      '近12个月有200次需求，需求平稳（ADI 1周，CV² 0.2，共104周）；用指数平滑预测每天1，标准差0.5。' +
        '到货周期9±0天（按门店设定），服务水平95%（z=1.645）：再订货点11.468，其中安全库存2.468（约2天）。' +
        '低于MIN 12时订到MAX 25：订货周期14天，最小包装1。',
    );
    expect(en).toContain(
      'reorder point 11.468, of which safety stock 2.468 (about 2 days). Below MIN 12 order up to MAX 25',
    );
  });

  it('says on how many orders a lead time was measured', () => {
    const measured = inputs({ leadTimeSource: 'measured', leadTimeOrders: 12 });
    expect(explain(measured, propose(measured))).toMatchObject({
      zh: expect.stringContaining('到货周期9±0天（供应商12张订单实测）'),
      en: expect.stringContaining('Orders take 9 ± 0 days (measured on 12 orders).'),
    });
  });

  it('says why a part is not stocked', () => {
    const rare = inputs({ requestsInYear: 2 });
    expect(explain(rare, propose(rare))).toMatchObject({
      zh: expect.stringContaining('不备库'),
      en: expect.stringContaining('2 requests in 12 months'),
    });
  });
});

describe('the service level of a part', () => {
  it.each([
    [10_000, 9900],
    [10_001, 9500],
    [100_001, 7500],
    [null, 7500],
  ])('at a unit cost of %p fen is %i basis points', (unitCostFen, basisPoints) => {
    expect(serviceLevelOf(USUAL_SERVICE_LEVELS, unitCostFen).serviceLevelBasisPoints).toBe(basisPoints);
  });
});

describe('limits without a forecast', () => {
  it('are the monthly average times the days, rounded up', () => {
    // 120 in the year are a third of a unit a day
    expect(fixedLimits(120_000, { safetyDays: 15, orderCycleDays: 14, leadTimeDays: 7 })).toEqual({
      minThousandths: 8000,
      maxThousandths: 12_000,
    });
  });
});

describe('the demand of a month', () => {
  it('may be more in all than one may ask for at once', () => {
    const month = { month: '2026-11', quantityThousandths: 3_000_014_280, requests: 6, isCampaign: false };
    expect(fits(DemandMonthView, month)).toBe(true);
  });
});
