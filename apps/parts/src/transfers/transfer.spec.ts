import type { ShippedLot } from '@pitlane/contracts';
import fc from 'fast-check';
import { PartNamedTwice } from '../catalogue/part.errors.js';
import { IncomingTransfer } from '../incoming-transfers/incoming-transfer.entity.js';
import type { LotDifference } from '../incoming-transfers/incoming-transfer-lot.entity.js';
import { OutgoingTransfer } from '../outgoing-transfers/outgoing-transfer.entity.js';
import { DifferenceUnexplained, LotNamedTwice, NotAskedFor, NotShipped, TransferNotOpen } from './transfer.errors.js';

const AT = new Date('2026-11-21T02:00:00Z');
const OIL = 'OIL-5W30';
const by = 'ren.parts';
const lines = [{ partNumber: OIL, quantityThousandths: 5_000 }];

const asked = (): IncomingTransfer =>
  IncomingTransfer.request({
    ...{ id: 'transfer', storeId: 'SH002', fromStoreId: 'SH001', lines, reason: 'a car', requestedBy: by },
    requestedAt: AT,
  });

const heard = (): OutgoingTransfer =>
  OutgoingTransfer.hear({
    ...{ id: 'outgoing', storeId: 'SH001', transferId: 'transfer', toStoreId: 'SH002', lines, reason: 'a car' },
    requestedAt: AT,
  });

const lot = (lotId: string, quantityThousandths: number): ShippedLot & { id: string } => ({
  ...{ id: `row of ${lotId}`, lotId, partNumber: OIL, quantityThousandths, unitCostFen: 1_000 },
  ...{ deliveryNote: 'DN-1', supplier: 'SVW-ANTING' },
});

/** Shipped, and known to both. */
function onTheWay(...lots: (ShippedLot & { id: string })[]): { gives: OutgoingTransfer; takes: IncomingTransfer } {
  const [gives, takes] = [heard(), asked()];
  gives.ship(lots, by, AT);
  takes.hearShipment(AT, lots);
  return { gives, takes };
}

describe('a transfer', () => {
  it('asks for each part once, and ships no more than that', () => {
    const twice = { ...asked(), lines: [...lines, ...lines] };
    expect(() => IncomingTransfer.request(twice)).toThrow(PartNamedTwice);
    expect(heard().linesToShip()).toEqual(lines);
    expect(() => heard().linesToShip([...lines, ...lines])).toThrow(PartNamedTwice);
    expect(() => heard().linesToShip([{ partNumber: OIL, quantityThousandths: 5_001 }])).toThrow(NotAskedFor);
    expect(() => heard().linesToShip([{ partNumber: 'FILTER', quantityThousandths: 1 }])).toThrow(NotAskedFor);
  });

  it('is answered once, and heard as often as it is told', () => {
    const { gives, takes } = onTheWay(lot('a', 5_000));
    expect(() => gives.linesToShip()).toThrow(TransferNotOpen);
    expect(() => gives.refuse('no', by, AT)).toThrow(TransferNotOpen);
    expect(takes.hearShipment(AT, [lot('a', 5_000)])).toBe(false);
    expect(takes.hearRefusal('no')).toBe(false);
    expect(takes.lots).toHaveLength(1);
    expect(gives.hearArrival([])).toBe(true);
    expect(gives.hearArrival([])).toBe(false);
  });

  it('explains what does not arrive, and knows only what was shipped', () => {
    const receive = (fromLotId: string, lostThousandths: number, explanation?: string) =>
      onTheWay(lot('a', 5_000)).takes.receive({
        ...{ differences: [{ fromLotId, lostThousandths, goingBackThousandths: 0 }], by, at: AT },
        ...(explanation !== undefined && { explanation }),
      });
    expect(() => receive('a', 1)).toThrow(DifferenceUnexplained);
    expect(() => receive('b', 1, 'wet')).toThrow(NotShipped);
    expect(() => receive('a', 5_001, 'wet')).toThrow(NotShipped);
    expect(receive('a', 5_000, 'wet').lots).toMatchObject([{ receivedThousandths: 0, lostThousandths: 5_000 }]);
  });

  it('hears what became of a lot in one entry, on its way there and back', () => {
    const { gives, takes } = onTheWay(lot('a', 5_000));
    const lostOne = { fromLotId: 'a', lostThousandths: 1_000, goingBackThousandths: 0 };
    const sentBack = { fromLotId: 'a', lostThousandths: 0, goingBackThousandths: 4_000 };
    const receive = (...differences: LotDifference[]) => takes.receive({ differences, explanation: 'wet', by, at: AT });
    expect(() => receive(lostOne, sentBack)).toThrow(LotNamedTwice);
    expect(takes).toMatchObject({ status: 'in-transit', lots: [{ lostThousandths: 0, goingBackThousandths: 0 }] });

    const arrived = receive(sentBack).lots.map(({ fromLotId: lotId, ...rest }) => ({ ...rest, lotId }));
    gives.hearArrival(arrived);
    const lost = [1_000, 2_000].map((lostThousandths) => ({ lotId: 'a', lostThousandths }));
    expect(() => gives.takeBack({ lost, explanation: 'wet', at: AT })).toThrow(LotNamedTwice);
    expect(gives).toMatchObject({ status: 'arrived', lots: [{ lostThousandths: 0, goingBackThousandths: 4_000 }] });
  });

  it('believes the later of two words about what the giving store suspects, whichever it hears first', () => {
    const { takes } = onTheWay(lot('a', 3_000), lot('b', 2_000));
    const told = (version: number, suspected: boolean) =>
      takes.hearSuspicions({ version, byFromLot: new Map([['a', { suspected, reason: 'forged' }]]) });
    expect(told(1, true)).toMatchObject([{ fromLotId: 'a' }]);
    expect(told(1, true)).toBeUndefined();
    expect(told(3, true)).toEqual([]);
    expect(told(2, false)).toBeUndefined();
    expect(takes.lotsInOrder).toMatchObject([{ suspectedReason: 'forged' }, { suspectedReason: null }]);
    expect(told(4, false)).toMatchObject([{ fromLotId: 'a', suspectedReason: null }]);
  });

  it('loses nothing between two stores: shipped is received, lost, going back or back', () => {
    const part = fc.nat({ max: 3_000 });
    const lots = fc.array(fc.record({ received: part, lost: part, back: part, lostOnWayBack: part }), { minLength: 1 });
    fc.assert(
      fc.property(lots, (fates) => {
        const whole = fates.filter(({ received, lost, back }) => received + lost + back > 0);
        fc.pre(whole.length > 0);
        const { gives, takes } = onTheWay(
          ...whole.map(({ received, lost, back }, index) => lot(`lot ${index}`, received + lost + back)),
        );
        const arrived = takes.receive({
          differences: whole.map(({ lost, back }, index) => ({
            ...{ fromLotId: `lot ${index}`, lostThousandths: lost, goingBackThousandths: back },
          })),
          ...{ explanation: 'a long road', by, at: AT },
        });
        gives.hearArrival(arrived.lots.map(({ fromLotId: lotId, ...rest }) => ({ ...rest, lotId })));
        const lostBack = whole.map(({ back, lostOnWayBack }) => Math.min(back, lostOnWayBack));
        if (gives.status === 'arrived')
          gives.takeBack({
            lost: lostBack.flatMap((lostThousandths, index) =>
              lostThousandths > 0 ? [{ lotId: `lot ${index}`, lostThousandths }] : [],
            ),
            ...{ explanation: 'and back', at: AT },
          });

        expect(gives.status).toBe('closed');
        expect(
          gives.lotsInOrder.map((gone) => [gone.receivedThousandths, gone.lostThousandths, gone.goneBackThousandths]),
        ).toEqual(
          whole.map(({ received, lost, back }, index) => [
            ...[received, lost + (lostBack[index] ?? 0), back - (lostBack[index] ?? 0)],
          ]),
        );
      }),
    );
  });
});
