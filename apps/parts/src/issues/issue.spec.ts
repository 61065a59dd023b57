import fc from 'fast-check';
import type { Issue } from './issue.entity.js';
import { LineNotIssued, MoreThanIssued } from './issue.errors.js';
import { anIssue, LINE_ID } from './testing.js';

const at = new Date('2026-11-21T03:00:00Z');

const takeBack = (issue: Issue, quantityThousandths: number, lineId = LINE_ID) =>
  issue.takeBack({ returnId: LINE_ID, reason: 'unused', lines: [{ lineId, quantityThousandths }] }, at).lines[0];

describe('the cost of an issue (PRT-3)', () => {
  it('is the sum over its lots, each rounded half up', () => {
    const issue = anIssue(
      { quantityThousandths: 500, unitCostFen: 101 },
      { quantityThousandths: 500, unitCostFen: 103 },
    );
    expect(issue.issued().lines).toMatchObject([{ quantityThousandths: 1000, costFen: 51 + 52 }]);
  });
});

describe('a return (PRT-10)', () => {
  it('goes to the lots that left last, at their own cost', () => {
    const issue = anIssue(
      { quantityThousandths: 1000, unitCostFen: 100 },
      { quantityThousandths: 2000, unitCostFen: 300 },
    );

    expect(takeBack(issue, 2500)).toMatchObject({
      costFen: 650,
      lots: [
        { quantityThousandths: 2000, unitCostFen: 300 },
        { quantityThousandths: 500, unitCostFen: 100 },
      ],
    });
  });

  it('is refused beyond what is still drawn, and for a strange line', () => {
    const issue = anIssue({ quantityThousandths: 1000, unitCostFen: 100 });
    takeBack(issue, 400);

    expect(() => takeBack(issue, 601)).toThrow(MoreThanIssued);
    expect(() => takeBack(issue, 1, '0198f000-0000-7000-8000-00000000001b')).toThrow(LineNotIssued);
    expect(takeBack(issue, 600)?.quantityThousandths).toBe(600);
  });

  it('of everything, in whatever pieces, costs what was issued, to the fen', () => {
    const lot = fc.record({ quantityThousandths: fc.integer({ min: 1, max: 9999 }), unitCostFen: fc.nat(999_999) });
    const pieces = fc.array(fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 5 }), pieces, (lots, quantities) => {
        const issue = anIssue(...lots);
        const [issued] = issue.issued().lines;
        let openThousandths = issued?.quantityThousandths ?? 0;
        let returnedFen = 0;
        for (const wanted of [...quantities, openThousandths]) {
          const quantity = Math.min(wanted, openThousandths);
          openThousandths -= quantity;
          if (quantity > 0) returnedFen += takeBack(issue, quantity)?.costFen ?? 0;
        }
        expect(returnedFen).toBe(issued?.costFen);
      }),
    );
  });
});
