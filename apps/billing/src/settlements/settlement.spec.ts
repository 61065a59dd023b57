import { type PartLine, SettlementIssued, SettlementPaid } from '@pitlane/contracts';
import fc from 'fast-check';
import { KnownFinalDraw } from '../known-issues/known-final-draw.entity.js';
import { aLaborLine, aPartLine, aQuote, aQuoteRequest, someTime } from '../quotes/testing.js';
import { ConsentNeeded, LineNotAuthorized, SettlementNotBlocked, SettlementNotReady } from './settlement.errors.js';
import { SETTLEMENT_STATUSES, type Settlement, type SettlementStatus } from './settlement.entity.js';
import { aDraft, drawn, settleParts, theLastWord } from './testing.js';

const approval = { approvedBy: 'huang.manager', reason: '客户退件', customerConsent: false, at: someTime };

describe('drafting a settlement', () => {
  it('bills done work and drawn parts at the prices of the authorised quote', () => {
    const settlement = aDraft();

    expect(settlement).toMatchObject({ status: 'draft', totalFen: 110_000, taxFen: 12_655, customerShareFen: 110_000 });
    expect(settlement.pricedLines()).toMatchObject([
      { kind: 'labor', code: 'BRK-012', quantity: 150, amountFen: 42_000 },
      { kind: 'part', code: '5QD698151', quantity: 1_000, amountFen: 68_000 },
    ]);
    expect(settlement.differences).toEqual([]);
  });

  it('keeps the payer that the customer signed for, whatever the completed order says', () => {
    const request = aQuoteRequest({ partLines: [aPartLine({ payType: 'warranty' })] });
    const partLines = request.partLines.map((line) => ({ ...line, payType: 'customer' as const }));

    expect(aDraft(request, { partLines })).toMatchObject({ totalFen: 110_000, customerShareFen: 42_000 });
  });

  it('names each line that departs from the quote, and leaves out what was not drawn', () => {
    const request = aQuoteRequest();
    const partLines = request.partLines.map((line) => ({ ...line, quantityThousandths: 0 }));

    const settlement = aDraft(request, { partLines });

    expect(settlement.lines).toHaveLength(1);
    expect(settlement.differences).toMatchObject([{ code: '5QD698151', quotedFen: 68_000, settledFen: 0 }]);
  });

  it('is refused for work that nobody signed for', () => {
    const request = aQuoteRequest();
    const laborLines = [...request.laborLines, aLaborLine()];

    expect(() => aDraft(request, { laborLines })).toThrow(LineNotAuthorized);
  });

  it('never bills another sum than that of its lines, whatever was done', () => {
    const quantities = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.integer({ min: 0, max: 9_000 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(quantities, (pairs) => {
        const partLines = pairs.map(([quantityThousandths]) => aPartLine({ quantityThousandths }));
        const request = aQuoteRequest({ partLines });
        const used = partLines.map((line, index) => ({ ...line, quantityThousandths: pairs[index]?.[1] ?? 0 }));

        const settlement = aDraft(request, { partLines: used });

        const lines = settlement.pricedLines();
        const quotedTotalFen = aQuote(request).totalFen;
        const differenceFen = settlement.differences.reduce((sum, one) => sum + one.settledFen - one.quotedFen, 0);
        expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(settlement.totalFen);
        expect(lines.reduce((sum, { taxFen }) => sum + taxFen, 0)).toBe(settlement.taxFen);
        expect(settlement.totalFen).toBe(quotedTotalFen + differenceFen);
        expect(settlement.totalFen).toBe(42_000 + used.reduce((sum, line) => sum + line.quantityThousandths * 68, 0));
      }),
    );
  });
});

describe('settling the parts of a draft', () => {
  const request = aQuoteRequest();
  const half = request.partLines.map((line) => ({ ...line, quantityThousandths: 500 }));
  const wordOn = (partLines: readonly PartLine[]) =>
    KnownFinalDraw.of('SH001', theLastWord(request.repairOrderId, partLines));

  it('waits for the last word of the parts service', () => {
    const settlement = aDraft(request);
    settlement.settleParts(drawn(request.partLines), null, aQuote(request));
    expect(settlement.status).toBe('draft');
  });

  it.each([
    ['an issue is not known', []],
    ['a return is not known', half],
    ['something is known that it does not speak of', [...request.partLines, aPartLine()]],
  ])('waits while %s that led to it', (_what, parts) => {
    const settlement = aDraft(request);
    const final = wordOn(parts === half ? [] : request.partLines);
    settlement.settleParts(drawn(parts), final, aQuote(request));
    expect(settlement.status).toBe('draft');
  });

  it('is ready when the car got what was quoted, and blocked when it got less', () => {
    expect(settleParts(aDraft(request), request).status).toBe('ready');
    expect(settleParts(aDraft(request, { partLines: half }), request, half).status).toBe('blocked');
  });

  it('bills what the car got when a part came back just as the workshop completed the order', () => {
    const settlement = settleParts(aDraft(request), request, half);

    expect(settlement).toMatchObject({ status: 'blocked', totalFen: 42_000 + 34_000, quotedTotalFen: 110_000 });
    expect(settlement.pricedLines()).toMatchObject([
      { kind: 'labor' },
      { kind: 'part', quantity: 500, amountFen: 34_000 },
    ]);
    expect(settlement.differences).toMatchObject([{ code: '5QD698151', quotedFen: 68_000, settledFen: 34_000 }]);
    expect(settleParts(aDraft(request), request, []).lines).toHaveLength(1);
  });

  it.each(SETTLEMENT_STATUSES.filter((status) => status !== 'draft'))('leaves one as it is that is %s', (status) => {
    const settlement = settleParts(withStatus(status), request, half);
    expect(settlement).toMatchObject({ status, totalFen: 110_000 });
  });
});

describe('approving a difference', () => {
  it('lets a lower settlement pass with a reason', () => {
    const settlement = blocked();
    settlement.approveDifference(approval);
    expect(settlement).toMatchObject({ status: 'ready', approvedBy: 'huang.manager', approvalReason: '客户退件' });
  });

  it('needs the consent of the customer when it is higher', () => {
    const settlement = blocked(2_000);
    expect(() => settlement.approveDifference(approval)).toThrow(ConsentNeeded);
    expect(settlement.status).toBe('blocked');

    settlement.approveDifference({ ...approval, customerConsent: true });
    expect(settlement).toMatchObject({ status: 'ready', customerConsented: true });
  });

  it('needs consent when the customer pays more though the total is lower', () => {
    const request = aQuoteRequest({ partLines: [aPartLine({ payType: 'warranty' })] });
    const laborLines = request.laborLines.map((line) => ({ ...line, flatRateHundredths: 160 }));
    const settlement = settleParts(aDraft(request, { laborLines, partLines: [] }), request, []);

    expect(settlement.totalFen).toBeLessThan(settlement.quotedTotalFen);
    expect(() => settlement.approveDifference(approval)).toThrow(ConsentNeeded);
  });

  it.each(SETTLEMENT_STATUSES.filter((status) => status !== 'blocked'))('is refused when it is %s', (status) => {
    expect(() => withStatus(status).approveDifference(approval)).toThrow(SettlementNotBlocked);
  });
});

describe('issuing a settlement', () => {
  it('tells its number, what the customer owes and which parts the car got', () => {
    const settlement = withStatus('ready');

    const events = settlement.issue('SH001-JS-2026-000045', 'luo.cashier', someTime);

    const part = settlement.pricedLines().find(({ kind }) => kind === 'part');
    const partLines = [
      { lineId: part?.lineId, partNumber: part?.code, quantityThousandths: part?.quantity, amountFen: part?.amountFen },
    ];
    expect(events).toMatchObject([
      { number: 'SH001-JS-2026-000045', totalFen: 110_000, customerShareFen: 110_000, partLines },
    ]);
    expect(events[0]).toBeInstanceOf(SettlementIssued);
    expect(settlement).toMatchObject({ status: 'issued', openFen: 110_000 });
  });

  it('is paid at once when the customer owes nothing', () => {
    const request = aQuoteRequest({ laborLines: [aLaborLine({ payType: 'warranty' })], partLines: [] });
    const settlement = settleParts(aDraft(request), request);

    const events = settlement.issue('SH001-JS-2026-000046', 'luo.cashier', someTime);

    expect(events.map(({ constructor }) => constructor)).toEqual([SettlementIssued, SettlementPaid]);
    expect(settlement).toMatchObject({ status: 'paid', paidFen: 0, paidAt: someTime });
  });

  it.each(SETTLEMENT_STATUSES.filter((status) => status !== 'ready'))('is refused when it is %s', (status) => {
    expect(() => withStatus(status).issue('SH001-JS-2026-000047', 'luo.cashier', someTime)).toThrow(SettlementNotReady);
  });
});

/** Quoted one set of pads, done with another quantity and told so. */
function blocked(quantityThousandths = 0): Settlement {
  const request = aQuoteRequest();
  const partLines = request.partLines.map((line) => ({ ...line, quantityThousandths }));
  return settleParts(aDraft(request, { partLines }), request, quantityThousandths > 0 ? partLines : []);
}

function withStatus(status: SettlementStatus): Settlement {
  return Object.assign(aDraft(), { status });
}
