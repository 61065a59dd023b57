import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { ExpiredLots } from './expired-lots.service.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import type { RequisitionView } from '../requisitions/requisition.dto.js';
import { PartsCounter } from '../stock/testing.js';
import type { StockAuditView } from '../stock-audit/stock-audit.dto.js';
import { registerSupplier } from '../suppliers/testing.js';

describe('past its last day', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const LAST_DAY = '2027-01-31';
  const nextMorning = new Date('2027-01-31T16:00:00Z'); // midnight in Shanghai
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const sweep = () => parts.inStore('SH001', () => parts.get(ExpiredLots).setAside('SH001', parts.clock.now()));
  const differences = async (partNumber: string) =>
    (await parts.as('service-manager').get<StockAuditView>(`/v1/stock-audit?partNumber=${partNumber}`)).body
      .differences;

  async function anAgeingPart() {
    const part = await counter.listPart({ minThousandths: 1500 });
    const { partNumber } = part;
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 2000, expiresOn: LAST_DAY });
    return { part, partNumber, lotId: lots[0]?.lotId };
  }

  it('a lot is kept for nobody, and lies in quarantine', async () => {
    const { part, partNumber } = await anAgeingPart();
    await counter.receive({ partNumber, quantityThousandths: 1000, expiresOn: '2027-06-30' });
    parts.clock.moveTo(nextMorning);

    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 1000 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2000 });
  });

  it('a lot is out of stock though nobody asks for it, and the alert is raised', async () => {
    const { part } = await anAgeingPart();
    const before = await counter.said(part.id);
    await sweep();
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, alert: null });

    parts.clock.moveTo(nextMorning);
    await Promise.all([sweep(), sweep()]);

    const expected = { availableThousandths: 0, quarantinedThousandths: 2000, alert: 'below-minimum' };
    expect(await counter.stockOf(part)).toMatchObject(expected);
    expect(await counter.said(part.id)).toEqual([...before, 'part.below-minimum']);
  });

  it('a lot that comes is not available', async () => {
    const { part, partNumber } = await anAgeingPart();
    await counter.receive({ partNumber, quantityThousandths: 500, expiresOn: '2026-11-20' });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2000, quarantinedThousandths: 500 });
  });

  it('a lot gives way to a good one for those who keep it, on the shelf as in the bin', async () => {
    const { part, partNumber } = await anAgeingPart();
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 1200 }]);
    const { id } = await counter.reservationOf(repairOrderId);
    await parts.as('parts-clerk').post(`/v1/reservations/${id}/stage`, { shelf: 'R-12' });
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 800 }]);
    const { lots } = await counter.receive({ partNumber, quantityThousandths: 1500 });
    parts.clock.moveTo(nextMorning);

    await Promise.all([sweep(), sweep()]);

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
    expect(await counter.reservationOf(appointmentId)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 300 }],
    });
    expect(await counter.stockOf(part)).toMatchObject({ reservedThousandths: 1500, quarantinedThousandths: 2000 });
    const { body } = await counter.issue(repairOrderId, lineId, 1200);
    expect(body.lines).toMatchObject([{ lots: [{ lotId: lots[0]?.lotId, quantityThousandths: 1200 }] }]);
    expect(await differences(partNumber)).toEqual([]);
  });

  it('a lot that is kept leaves its line short when there is no other: that is told, and can be bought for', async () => {
    const { part, partNumber } = await anAgeingPart();
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    const { id } = await counter.reservationOf(repairOrderId);
    parts.clock.moveTo(nextMorning);

    await sweep();

    expect(await counter.reservationOf(repairOrderId)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 0, missingThousandths: 2000 }],
    });
    expect(await counter.said(id)).toEqual(['reservation.reserved', 'reservation.short']);
    expect(await counter.stockOf(part)).toMatchObject({ reservedThousandths: 0, quarantinedThousandths: 2000 });
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
    const lines = [{ partNumber, quantityThousandths: 2000, reservationLineId: lineId }];
    const wanted = { supplierId, urgency: 'vor', lines };
    expect((await parts.as('parts-buyer').post<RequisitionView>('/v1/requisitions', wanted)).status).toBe(201);
  });

  it.each([
    ['all', 2000, { status: 'drawn' }, ['reservation.reserved']],
    ['some', 1500, { status: 'short' }, ['reservation.reserved', 'reservation.short']],
  ])('a lot is not issued though it is kept: %s of it from a good one', async (_what, inStock, expected, said) => {
    const { part, partNumber } = await anAgeingPart();
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    const { lots } = await counter.receive({ partNumber, quantityThousandths: inStock });
    parts.clock.moveTo(nextMorning);

    const [{ status, body }] = await Promise.all([counter.issue(repairOrderId, lineId, inStock), sweep()]);

    const given = [{ lotId: lots[0]?.lotId, quantityThousandths: inStock }];
    expect({ status, lines: body.lines }).toMatchObject({ status: 201, lines: [{ lots: given }] });
    const order = await counter.reservationOf(repairOrderId);
    expect(order).toMatchObject(expected);
    expect((await counter.said(order.id)).at(-1)).toBe(said.at(-1));
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2000 });
    expect(await differences(partNumber)).toEqual([]);
  });

  it('a lot is not issued when there is no other, and nothing is written', async () => {
    const { part, partNumber } = await anAgeingPart();
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    parts.clock.moveTo(nextMorning);

    const answer = await counter.issue(repairOrderId, lineId, 500);

    expect(answer).toMatchObject({ status: 409, body: { code: 'PARTS.INSUFFICIENT_STOCK' } });
    expect(await counter.stockOf(part)).toMatchObject({ reservedThousandths: 2000, quarantinedThousandths: 0 });
  });
});

describe('before the visit', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const ON_LAST_DAY = '2027-01-31T15:59:00Z'; // in Shanghai a minute before midnight
  const DAY_AFTER = '2027-01-31T16:00:00Z';

  /** A lot that ends in January, and one that does not. */
  async function anAgeingPart(goodThousandths: number) {
    const part = await counter.listPart();
    const { partNumber } = part;
    await counter.receive({ partNumber, quantityThousandths: 2000, expiresOn: '2027-01-31' });
    if (goodThousandths > 0) await counter.receive({ partNumber, quantityThousandths: goodThousandths });
    return { part, partNumber };
  }
  const keptOf = async (appointmentId: string) => {
    const { lines } = await counter.reservationOf(appointmentId);
    return parts.sql<{ lastDay: string | null; quantity: number }>(
      `SELECT expires_on::text AS "lastDay", (kept.reserved_thousandths + kept.staged_thousandths)::int AS quantity
       FROM kept JOIN lot ON lot.id = lot_id
       WHERE line_id = ANY ($1) AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY expires_on`,
      [lines.map(({ lineId }) => lineId)],
    );
  };
  const visit = (partNumber: string, quantityThousandths: number, startsAt: string) =>
    counter.book([{ partNumber, quantityThousandths }], randomUUID(), startsAt);

  it('a lot that ends is not kept for it, by the day of the store; one that ends on its day is', async () => {
    const { part, partNumber } = await anAgeingPart(1000);

    const after = await visit(partNumber, 1500, DAY_AFTER);
    const onLastDay = await visit(partNumber, 1500, ON_LAST_DAY);

    expect(await keptOf(after)).toEqual([{ lastDay: null, quantity: 1000 }]);
    expect(await counter.reservationOf(after)).toMatchObject({ status: 'short' });
    expect(await keptOf(onLastDay)).toEqual([{ lastDay: '2027-01-31', quantity: 1500 }]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 500 });
  });

  it('those who wait get what is good for them, in the order in which they came', async () => {
    const { partNumber } = await counter.listPart();
    const first = await visit(partNumber, 1000, DAY_AFTER);
    const second = await visit(partNumber, 1000, ON_LAST_DAY);
    const third = await visit(partNumber, 1000, DAY_AFTER);

    await counter.receive(
      { partNumber, quantityThousandths: 1500, expiresOn: '2027-01-31' },
      { partNumber, quantityThousandths: 1500, expiresOn: '2027-06-30' },
    );

    expect(await keptOf(first)).toEqual([{ lastDay: '2027-06-30', quantity: 1000 }]);
    expect(await keptOf(second)).toEqual([{ lastDay: '2027-01-31', quantity: 1000 }]);
    expect(await keptOf(third)).toEqual([{ lastDay: '2027-06-30', quantity: 500 }]);
  });

  it('what ends is kept for another when the visit is moved behind it, and for this one when it is moved before', async () => {
    const { partNumber } = await anAgeingPart(500);
    const moved = await visit(partNumber, 2000, ON_LAST_DAY);
    const waits = await visit(partNumber, 1200, ON_LAST_DAY);
    expect(await keptOf(waits)).toEqual([{ lastDay: null, quantity: 500 }]);

    await counter.move(moved, DAY_AFTER);
    expect(await keptOf(moved)).toEqual([]);
    expect(await counter.reservationOf(moved)).toMatchObject({ status: 'short' });
    expect(await keptOf(waits)).toEqual([
      { lastDay: '2027-01-31', quantity: 700 },
      { lastDay: null, quantity: 500 },
    ]);

    await counter.move(moved, ON_LAST_DAY);
    expect(await keptOf(moved)).toEqual([{ lastDay: '2027-01-31', quantity: 1300 }]);
  });

  it('what was ordered for it and ends too early goes to others', async () => {
    const { partNumber } = await counter.listPart();
    const { id: supplierId, code } = await registerSupplier(parts, [{ partNumber }]);
    const pegged = await visit(partNumber, 1000, DAY_AFTER);
    const other = await visit(partNumber, 1000, ON_LAST_DAY);
    const { lines } = await counter.reservationOf(pegged);
    const line = { partNumber, quantityThousandths: 1000, reservationLineId: lines[0]?.lineId ?? '' };
    const { id: purchaseOrderId } = await new PurchasingDesk(parts).order({
      supplierId,
      urgency: 'stock',
      lines: [line],
    });

    const lot = {
      partNumber,
      quantityThousandths: 1000,
      unitCostFen: 1000,
      result: 'accepted',
      expiresOn: '2027-01-31',
    };
    const delivery = { deliveryNote: 'SHORT', supplier: code, purchaseOrderId, lines: [lot] };
    expect((await parts.as('parts-clerk').post('/v1/deliveries', delivery)).status).toBe(201);

    expect(await keptOf(pegged)).toEqual([]);
    expect(await counter.reservationOf(other)).toMatchObject({ status: 'reserved' });
  });
});
