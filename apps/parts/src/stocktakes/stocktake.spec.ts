import { PartNamedTwice } from '../catalogue/part.errors.js';
import {
  ApprovedByCounter, CountedAtWrongTime, CountImplausible, LinesStillToCount, NeverInStock, NotOnSheet,
  RecountedBySame, StocktakeNotOpen,
} from './stocktake.errors.js'; // prettier-ignore
import type { Stocktake } from './stocktake.entity.js';
import { aCount, aStocktake, LATER, OPENED_AT } from './testing.js';

const OIL = 'OIL-5W30';
const approval = { reason: 'looked at it', at: LATER };

/** Ten units expected, at ¥40 each. */
const ledger = (unitCostFen = 4_000) => new Map([[OIL, { expectedThousandths: 10_000, unitCostFen }]]);

function counted(quantityThousandths: number, { unitCostFen = 4_000, expectedThousandths = 10_000 } = {}) {
  const stocktake = aStocktake(OIL);
  stocktake.count([aCount(OIL, { quantityThousandths })], new Map([[OIL, { expectedThousandths, unitCostFen }]]));
  return stocktake;
}

describe('a count', () => {
  it.each([
    ['what the ledger says', 10_000, {}, 'counted'],
    ['a trifle less, though a large share', 9_000, {}, 'counted'],
    ['worth ¥80 less and a fifth of it', 8_000, {}, 'to-recount'],
    ['worth ¥80 more and a fifth of it', 12_000, {}, 'to-recount'],
    ['worth ¥80, but one part in two hundred', 398_000, { expectedThousandths: 400_000 }, 'counted'],
    ['worth ¥500 of very much', 387_500, { expectedThousandths: 400_000 }, 'counted'],
    ['worth more than ¥500 of very much', 387_499, { expectedThousandths: 400_000 }, 'to-recount'],
    ['something where nothing should be', 2_000, { expectedThousandths: 0 }, 'to-recount'],
  ])('of %s: %i is %s', (_what, quantity, over, status) => {
    expect(counted(quantity, over).lines[0]?.status).toBe(status);
  });

  const countAgain = (
    stocktake: Stocktake,
    countedBy: string,
    quantityThousandths: number,
    expectedThousandths = 10_000,
  ) => {
    stocktake.count(
      [aCount(OIL, { quantityThousandths, countedBy })],
      new Map([[OIL, { expectedThousandths, unitCostFen: 4_000 }]]),
    );
    return stocktake.lines[0]?.status;
  };

  it('is asked for again, each time of another person, until two in a row find the same variance', () => {
    const stocktake = counted(5_000);
    expect(() => countAgain(stocktake, 'zhu.parts', 10_000)).toThrow(RecountedBySame);

    expect(countAgain(stocktake, 'xu.parts', 6_000)).toBe('to-recount');
    expect(() => countAgain(stocktake, 'xu.parts', 10_000)).toThrow(RecountedBySame);
    expect(countAgain(stocktake, 'zhu.parts', 6_000)).toBe('counted');

    expect(stocktake.lines[0]).toMatchObject({
      ...{ countedThousandths: 6_000, countedBy: 'zhu.parts', varianceThousandths: -4_000 },
      ...{ firstCountedThousandths: 5_000, earlierCounters: ['zhu.parts', 'xu.parts'] },
    });
  });

  it('holds when the second person finds nothing worth a recount', () => {
    expect(countAgain(counted(5_000), 'xu.parts', 9_900)).toBe('counted');
  });

  it('is asked for again where a later one, alone, differs by much', () => {
    const stocktake = counted(10_000);
    expect(countAgain(stocktake, 'xu.parts', 2_000)).toBe('to-recount');
    expect(countAgain(stocktake, 'zhu.parts', 2_000)).toBe('counted');
  });

  it('of one person does not wipe out a large variance that two have seen', () => {
    const stocktake = counted(5_000);
    expect(countAgain(stocktake, 'xu.parts', 5_000)).toBe('counted');
    expect(countAgain(stocktake, 'wu.parts', 10_000)).toBe('to-recount');
    expect(countAgain(stocktake, 'zhu.parts', 10_000)).toBe('counted');
  });

  it('is the same as the one before when as much left the store meanwhile as it is less', () => {
    expect(countAgain(counted(5_000), 'xu.parts', 4_000, 9_000)).toBe('counted');
  });

  it.each([
    ['a part twice', [aCount(OIL), aCount(OIL)], PartNamedTwice],
    ['a part that is not on the sheet', [aCount('FILTER')], NotOnSheet],
    ['the future', [aCount(OIL, { countedAt: new Date(LATER.getTime() + 1) })], CountedAtWrongTime],
    ['before the sheet', [aCount(OIL, { countedAt: new Date(OPENED_AT.getTime() - 1) })], CountedAtWrongTime],
  ])('is refused for %s', (_what, counts, refusal) => {
    expect(() => aStocktake(OIL).checkCounts(counts, LATER)).toThrow(refusal);
  });

  it('finds nothing of what was never in stock', () => {
    const stocktake = aStocktake(OIL);
    expect(() => stocktake.count([aCount(OIL)], new Map())).toThrow(NeverInStock);
    stocktake.count([aCount(OIL, { quantityThousandths: 0 })], new Map());
    expect(stocktake.exactLines).toHaveLength(1);
  });

  it('is no slip of the pen worth more than a billion', () => {
    expect(() => counted(1_000_000_000, { unitCostFen: 100_000_001 })).toThrow(CountImplausible);
  });
});

describe('approving a stocktake', () => {
  it('says how many lines were exact, and what was not', () => {
    const stocktake = counted(10_000);
    stocktake.approve('huang.manager', approval);
    expect(stocktake.approved([])).toMatchObject({ countedLines: 1, exactLines: 1, approvedBy: 'huang.manager' });
    expect(stocktake.lines).toMatchObject([{ open: false, approvedBy: 'huang.manager' }]);
  });

  it('waits for every line, also for those to be counted again', () => {
    expect(() => aStocktake(OIL).approve('huang.manager', approval)).toThrow(LinesStillToCount);
    expect(() => counted(5_000).approve('huang.manager', approval)).toThrow(LinesStillToCount);
  });

  it('is not for who counted, however often others counted since', () => {
    const stocktake = counted(5_000);
    for (const countedBy of ['huang.manager', 'xu.parts']) {
      stocktake.count([aCount(OIL, { quantityThousandths: 6_000, countedBy })], ledger());
    }
    for (const counter of ['zhu.parts', 'huang.manager', 'xu.parts']) {
      expect(() => stocktake.approve(counter, approval)).toThrow(ApprovedByCounter);
    }
    expect(stocktake.status).toBe('counting');
    stocktake.approve('sun.manager', approval);
    expect(stocktake.status).toBe('approved');
  });

  it('happens once, and not after it was cancelled', () => {
    const stocktake = counted(10_000);
    stocktake.cancel('huang.manager', approval);
    expect(() => stocktake.approve('huang.manager', approval)).toThrow(StocktakeNotOpen);
    expect(() => stocktake.cancel('huang.manager', approval)).toThrow(StocktakeNotOpen);
    expect(stocktake.lines).toMatchObject([{ open: false, approvedBy: null }]);
  });
});
