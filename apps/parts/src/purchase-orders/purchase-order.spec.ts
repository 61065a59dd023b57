import { uuid } from '@pitlane/testing/set-up';
import type { PurchaseOrder } from './purchase-order.entity.js';
import { ConfirmedInPast, PurchaseOrderIs } from './purchase-order.errors.js';
import { PURCHASE_ORDER_STATUSES, type PurchaseOrderStatus } from './purchase-order-status.js';
import { anOrderLine, aPurchaseOrder, taken } from './testing.js';

const today = '2026-11-21';
const at = new Date('2026-11-21T01:00:00Z');
const inStatus = (status: PurchaseOrderStatus) => Object.assign(aPurchaseOrder(), { status, expectedOn: today });

describe('the steps of a purchase order (PRT-7)', () => {
  const STEPS: Record<string, { from: PurchaseOrderStatus[]; take: (order: PurchaseOrder) => unknown }> = {
    send: { from: ['draft'], take: (order) => order.send(taken(), { today, leadDays: 7 }) },
    confirm: {
      from: ['sent', 'confirmed', 'shipped', 'part-received'],
      take: (order) => order.confirm(taken(), { expectedOn: '2026-11-25', today }),
    },
    ship: { from: ['sent', 'confirmed'], take: (order) => order.ship(taken(), 'SF-1') },
    cancel: { from: ['draft', 'sent', 'confirmed', 'shipped'], take: (order) => order.cancel(taken(), 'no stock') },
    close: {
      from: ['part-received', 'received'],
      take: (order) => order.close(taken(), 'the rest is out of production'),
    },
  };
  const cases = Object.entries(STEPS).flatMap(([step, { from, take }]) =>
    PURCHASE_ORDER_STATUSES.map((status) => ({ step, status, allowed: from.includes(status), take })),
  );

  it.each(cases)('$step when it is $status: allowed $allowed', ({ status, allowed, take }) => {
    const order = inStatus(status);
    if (allowed) {
      take(order);
      expect(order.steps).toHaveLength(2);
    } else {
      expect(() => take(order)).toThrow(PurchaseOrderIs);
      expect(order).toMatchObject({ status, steps: [{ step: 'placed' }] });
    }
  });

  it('name who and when, and the day by lead time, then the confirmed day', () => {
    const order = aPurchaseOrder();
    expect(order.send(taken(), { today: '2026-12-28', leadDays: 7 })).toMatchObject({
      expectedOn: '2027-01-04',
      lines: [{ partNumber: '06L115562', quantityThousandths: 4000, unitPriceFen: 5200 }],
    });
    const confirmed = order.confirm(taken({ by: 'huang.manager' }), { expectedOn: '2027-01-06', today });
    expect(confirmed).toMatchObject({ expectedOn: '2027-01-06' });
    order.ship(taken(), 'SF-1');
    expect(order).toMatchObject({ status: 'shipped', expectedOn: '2027-01-06', trackingNumber: 'SF-1' });
    expect(order.steps).toMatchObject([
      { position: 0, step: 'placed', takenBy: 'gao.buyer', takenAt: at },
      { position: 1, step: 'sent' },
      { position: 2, step: 'confirmed', takenBy: 'huang.manager', note: '2027-01-06' },
      { position: 3, step: 'shipped', note: 'SF-1' },
    ]);
  });

  it('do not confirm a day that is over', () => {
    const order = inStatus('sent');
    expect(() => order.confirm(taken(), { expectedOn: '2026-11-20', today })).toThrow(ConfirmedInPast);
  });
});

describe('what is to come is for a line that waits', () => {
  it.each([
    ['for nobody in particular', { reservationLineId: null }, true],
    ['for this line', { reservationLineId: uuid(5) }, true],
    ['for another line', { reservationLineId: uuid(6) }, false],
    ['of another part', { partNumber: 'OIL-5W30' }, false],
  ])('%s, %o: %s', (_which, line, expected) => {
    const order = aPurchaseOrder({ lines: [anOrderLine(line)] });
    expect(order.isFor([{ id: uuid(5), partNumber: '06L115562' }])).toBe(expected);
  });

  it('but no longer once it came', () => {
    const order = aPurchaseOrder();
    Object.assign(order.lines[0] ?? {}, { receivedThousandths: 4000 });
    expect(order.isFor([{ id: uuid(5), partNumber: '06L115562' }])).toBe(false);
  });
});

describe('a late order', () => {
  it('says so once for each day that it missed, and what is missing', () => {
    const lines = [anOrderLine(), anOrderLine({ partNumber: 'OIL-5W30' })];
    const order = aPurchaseOrder({ lines });
    order.send(taken(), { today, leadDays: 1 });
    Object.assign(order.lines[0] ?? {}, { receivedThousandths: 4100 });

    expect(order.noteLate('2026-11-22', at)).toBeUndefined();
    expect(order.noteLate('2026-11-23', at)).toMatchObject({
      expectedOn: '2026-11-22',
      lines: [{ partNumber: 'OIL-5W30', quantityThousandths: 4000 }],
    });
    expect(order.noteLate('2026-11-24', at)).toBeUndefined();

    order.confirm(taken(), { expectedOn: '2026-11-25', today: '2026-11-24' });
    expect(order.noteLate('2026-11-25', at)).toBeUndefined();
    expect(order.noteLate('2026-11-26', at)).toMatchObject({ expectedOn: '2026-11-25' });
  });

  it.each(['draft', 'received', 'closed', 'cancelled'] as const)('is none that is %s', (status) => {
    expect(inStatus(status).noteLate('2027-01-01', at)).toBeUndefined();
  });
});
