import type { LotResult } from '@pitlane/contracts';
import fc from 'fast-check';
import { MoreThanOrdered, PartNotOnOrder, PurchaseOrderIs } from './purchase-order.errors.js';
import type { ArrivedLot } from './portions.js';
import { anOrderLine, aPurchaseOrder, taken } from './testing.js';

const PEG = '0198f000-0000-7000-8000-00000000001a';
const sent = (...lines: Parameters<typeof anOrderLine>[0][]) => {
  const order = aPurchaseOrder({ lines: lines.map((line, n) => anOrderLine({ id: `line-${n}`, ...line })) });
  order.send(taken(), { today: '2026-11-21', leadDays: 7 });
  return order;
};
const lot = (receivedThousandths: number, over: Partial<ArrivedLot> = {}): ArrivedLot => ({
  ...{ id: 'lot', partNumber: '06L115562', receivedThousandths, unitCostFen: 5300, result: 'accepted' },
  ...over,
});
const arrival = (...lots: ArrivedLot[]) => ({ deliveryId: 'delivery', deliveryNote: 'DN-1', lots });

const decide = (order: ReturnType<typeof sent>, quantityThousandths: number, result: LotResult) =>
  order.decide([{ purchaseOrderLineId: 'line-0', quantityThousandths }], result, new Date('2026-11-22T01:00:00Z'));

describe('receiving on a purchase order (PRT-7)', () => {
  it('in part, then the rest: complete, and closed by itself', () => {
    const order = sent({});

    const first = order.receive(taken(), arrival(lot(1500)));
    expect(first.events).toMatchObject([
      { complete: false, lines: [{ quantityThousandths: 1500, unitPriceFen: 5200, unitCostFen: 5300 }] },
    ]);
    expect(order).toMatchObject({ status: 'part-received', lines: [{ receivedThousandths: 1500 }] });

    const second = order.receive(taken(), arrival(lot(2500)));
    expect(second.events).toMatchObject([{ complete: true }, { outcome: 'complete' }]);
    expect(order.status).toBe('closed');
    expect(() => order.receive(taken(), arrival(lot(1)))).toThrow(PurchaseOrderIs);
  });

  it.each([
    [4400, true],
    [4401, false],
  ])('of 4000 with a tolerance of 10 %: %i allowed %s', (quantity, allowed) => {
    const order = sent({});
    const receive = () => order.receive(taken(), arrival(lot(quantity)));
    if (allowed) expect(receive().portions).toMatchObject([{ quantityThousandths: 4400 }]);
    else expect(receive).toThrow(MoreThanOrdered);
  });

  it('does not count what is rejected', () => {
    const order = sent({});
    const rejected = order.receive(taken(), arrival(lot(9000, { result: 'rejected' })));
    expect(rejected).toMatchObject({ portions: [{ quantityThousandths: 9000 }], events: [] });
    expect(order).toMatchObject({ status: 'sent', lines: [{ receivedThousandths: 0 }] });
  });

  it('counts what is undecided, and is complete once all of it is accepted', () => {
    const order = sent({});
    const { events } = order.receive(taken(), arrival(lot(4000, { result: 'quarantined' })));
    expect(events).toMatchObject([{ complete: false, lines: [{ quantityThousandths: 4000 }] }]);
    expect(order).toMatchObject({ status: 'received', lines: [{ missingThousandths: 0 }] });

    expect(decide(order, 3000, 'accepted')).toBeUndefined();
    expect(order.status).toBe('received');
    expect(decide(order, 1000, 'accepted')).toMatchObject({ outcome: 'complete' });
    expect(order.status).toBe('closed');
  });

  it('misses again what is rejected later, and takes it once more', () => {
    const order = sent({});
    order.receive(taken(), arrival(lot(3000, { result: 'quarantined' }), lot(1000)));
    expect(decide(order, 3000, 'rejected')).toBeUndefined();
    expect(order).toMatchObject({
      status: 'part-received',
      lines: [{ receivedThousandths: 1000, undecidedThousandths: 0, missingThousandths: 3000 }],
    });
    const { events } = order.receive(taken(), arrival(lot(3000)));
    expect(events).toMatchObject([{ complete: true }, { outcome: 'complete' }]);
  });

  it.each(['closed', 'cancelled'] as const)('stays %s whatever is decided later', (status) => {
    const order = Object.assign(sent({}), { status });
    expect(decide(order, 4000, 'rejected')).toBeUndefined();
    expect(order).toMatchObject({ status, lines: [{ receivedThousandths: 0, undecidedThousandths: 0 }] });
  });

  it('gives first to the line that somebody waits for', () => {
    const order = sent({}, { reservationLineId: PEG });
    const { portions } = order.receive(taken(), arrival(lot(5000)));
    expect(portions.map(({ line, quantityThousandths }) => [line.id, quantityThousandths])).toEqual([
      ['line-1', 4000],
      ['line-0', 1000],
    ]);
  });

  it('is refused for a part that was not ordered', () => {
    expect(() => sent({}).receive(taken(), arrival(lot(1, { partNumber: 'OIL-5W30' })))).toThrow(PartNotOnOrder);
  });

  it('loses and invents nothing: each lot is portioned whole, no line but the last gets more than it misses', () => {
    const quantities = (min: number) => fc.array(fc.integer({ min, max: 5_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(quantities(30), quantities(1), fc.boolean(), (ordered, came, isFirstPegged) => {
        const order = sent(
          ...ordered.map((quantityThousandths, n) => ({
            quantityThousandths,
            reservationLineId: isFirstPegged && n === 0 ? PEG : null,
          })),
        );
        order.overDeliveryPerMille = 1_000_000;
        const lots = came.map((quantity, n) => lot(quantity, { id: `lot-${n}` }));
        const { portions } = order.receive(taken(), arrival(...lots));
        for (const one of lots) {
          const of = portions.filter((portion) => portion.lot.id === one.id);
          expect(of.reduce((sum, portion) => sum + portion.quantityThousandths, 0)).toBe(one.receivedThousandths);
        }
        const [last] = order.linesInOrder.filter(({ reservationLineId }) => reservationLineId === null).slice(-1);
        for (const line of order.lines) {
          if (line !== last && order.lines.length > 1)
            expect(line.receivedThousandths).toBeLessThanOrEqual(line.quantityThousandths);
        }
      }),
    );
  });
});
