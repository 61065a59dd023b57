import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { LateOrders } from '../purchase-orders/late-orders.service.js';
import type { PurchaseOrderView } from '../purchase-orders/purchase-order.dto.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import { Suggestions } from '../requisitions/suggestions.service.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { DeliveryView } from './delivery.dto.js';

type Answer = DeliveryView & { code?: string };

describe('lots of a purchase order that wait for a decision (PRT-7)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  const clerk = parts.as('parts-clerk');
  let notes = 0;
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  /** An order for 2, as a rule for nobody in particular. */
  async function ordered({
    part = {},
    pegged = false,
  }: { part?: Parameters<typeof counter.listPart>[0]; pegged?: boolean } = {}) {
    const { id: partId, partNumber } = await counter.listPart(part);
    const { id: supplierId, code: supplier } = await registerSupplier(parts, [{ partNumber }]);
    const lineId = randomUUID();
    const wanted = { partNumber, quantityThousandths: 2000 };
    const repairOrderId = pegged ? await counter.authorize([{ ...wanted, lineId }]) : '';
    const line = { ...wanted, ...(pegged && { reservationLineId: lineId }) };
    const order = await desk.order({ supplierId, lines: [line] });
    return { partId, partNumber, supplier, supplierId, line, repairOrderId, orderId: order.id };
  }
  type Ordered = Awaited<ReturnType<typeof ordered>>;

  const deliver = ({ supplier, partNumber, orderId: purchaseOrderId }: Ordered, ...lines: object[]) => {
    notes += 1;
    const standard = { partNumber, quantityThousandths: 2000, unitCostFen: 1000, result: 'accepted' };
    const body = { deliveryNote: `IN-${notes}`, supplier, purchaseOrderId };
    return clerk.post<Answer>('/v1/deliveries', { ...body, lines: lines.map((line) => ({ ...standard, ...line })) });
  };
  const UNDECIDED = { result: 'quarantined', reason: 'box is open' };
  const decide = (delivery: Answer, result: string, lot = 0) =>
    clerk.post<Answer>(`/v1/deliveries/${delivery.id}/lots/${delivery.lots[lot]?.lotId ?? ''}/decide`, {
      result,
      reason: 'tried on a car',
    });
  const sayLate = () => parts.inStore('SH001', () => parts.get(LateOrders).say('SH001', parts.clock.now()));
  const isListedLate = async (id: string) => {
    const path = '/v1/purchase-orders?late=true&limit=100';
    const { items } = (await clerk.get<{ items: PurchaseOrderView[] }>(path)).body;
    return items.some((order) => order.id === id);
  };

  it('lie in quarantine until somebody decides: what is accepted goes to its job', async () => {
    const order = await ordered({ pegged: true });
    const stock = { id: order.partId };
    const delivery = done(await deliver(order, UNDECIDED));
    expect(await counter.stockOf(stock)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 2000 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === delivery.id);
    expect(said).toMatchObject([{ data: { lots: [{ result: 'rejected', undecided: true }] } }]);

    const answers = await Promise.all([decide(delivery, 'accepted'), decide(delivery, 'accepted')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await counter.reservationOf(order.repairOrderId)).toMatchObject({ status: 'reserved' });
    expect(await counter.stockOf(stock)).toMatchObject({ reservedThousandths: 2000, quarantinedThousandths: 0 });
    expect(await counter.said(delivery.id)).toEqual(['delivery.received', 'delivery.lot-decided']);
    expect(
      await parts.sql(`SELECT reason FROM movement WHERE kind = 'cleared' AND document_id = $1`, [delivery.id]),
    ).toEqual([{ reason: 'tried on a car' }]);
  });

  it('stay in quarantine when they are rejected for good', async () => {
    const order = await ordered();
    const delivery = done(await deliver(order, UNDECIDED));
    expect((await decide(delivery, 'rejected')).body.lots).toMatchObject([
      { result: 'rejected', reason: 'tried on a car' },
    ]);
    const left = { availableThousandths: 0, quarantinedThousandths: 2000 };
    expect(await counter.stockOf({ id: order.partId })).toMatchObject(left);
    expect((await decide(delivery, 'accepted')).body).toMatchObject({ code: 'PARTS.LOT_IS_DECIDED' });
  });

  it('leave their order open until they are accepted: it is complete then', async () => {
    const order = await ordered();
    const delivery = done(await deliver(order, UNDECIDED));

    expect(await desk.show(order.orderId)).toMatchObject({
      status: 'received',
      lines: [{ receivedThousandths: 2000, undecidedThousandths: 2000, missingThousandths: 0 }],
    });
    const received = (await parts.outbox()).find(({ type }) => type === 'parts.purchase-order.received.v1');
    expect(received).toMatchObject({ data: { complete: false, lines: [{ quantityThousandths: 2000 }] } });
    expect((await deliver(order, {})).body).toMatchObject({ code: 'PARTS.PURCHASE_ORDER_STATUS' });

    await decide(delivery, 'accepted');
    expect(await desk.show(order.orderId)).toMatchObject({
      status: 'closed',
      lines: [{ receivedThousandths: 2000, undecidedThousandths: 0 }],
    });
    const said = ['purchase-order.sent', 'purchase-order.received', 'purchase-order.ended'];
    expect(await counter.said(order.orderId)).toEqual(said);
  });

  it('are missing again when they are rejected: late, and for the line that they were ordered for', async () => {
    const order = await ordered({ pegged: true });
    const delivery = done(await deliver(order, UNDECIDED));
    const askAgain = () =>
      parts.as('parts-buyer').post<Answer>('/v1/requisitions', {
        ...{ supplierId: order.supplierId, urgency: 'stock', lines: [order.line] },
      });
    expect((await askAgain()).body).toMatchObject({ code: 'PARTS.ALREADY_ON_ORDER' });
    parts.clock.moveTo(new Date('2026-11-29T01:00:00Z'));
    await sayLate();
    expect(await isListedLate(order.orderId)).toBe(false);

    expect((await decide(delivery, 'rejected')).body.lots).toMatchObject([{ result: 'rejected' }]);

    expect(await desk.show(order.orderId)).toMatchObject({
      status: 'part-received',
      lines: [{ receivedThousandths: 0, undecidedThousandths: 0, missingThousandths: 2000 }],
    });
    expect((await askAgain()).body).toMatchObject({ code: 'PARTS.ALREADY_ON_ORDER' });
    await sayLate();
    expect(await isListedLate(order.orderId)).toBe(true);
    await parts.as('parts-buyer').post(`/v1/purchase-orders/${order.orderId}/confirm`, { expectedOn: '2026-12-03' });
    const [line] = (await clerk.get<{ lines: object[] }>(await shortagePath(order.repairOrderId))).body.lines;
    expect(line).toMatchObject({ earliestArrivalOn: '2026-12-03' });

    const another = await counter.book([{ partNumber: order.partNumber, quantityThousandths: 2000 }]);
    await deliver(order, {});
    expect(await counter.reservationOf(order.repairOrderId)).toMatchObject({ status: 'reserved' });
    expect(await counter.reservationOf(another)).toMatchObject({ status: 'short' });
    expect(await counter.said(order.orderId)).toEqual([
      ...['purchase-order.sent', 'purchase-order.received', 'purchase-order.late', 'purchase-order.confirmed'],
      ...['purchase-order.received', 'purchase-order.ended'],
    ]);
  });
  const shortagePath = async (repairOrderId: string) =>
    `/v1/reservations/${(await counter.reservationOf(repairOrderId)).id}/shortage`;

  it('leave the order open until the last of them is decided', async () => {
    const order = await ordered();
    const half = { ...UNDECIDED, quantityThousandths: 1000 };
    const delivery = done(await deliver(order, half, half));
    await decide(delivery, 'accepted', 0);
    expect(await desk.show(order.orderId)).toMatchObject({ status: 'received' });
    await decide(delivery, 'rejected', 1);
    expect(await desk.show(order.orderId)).toMatchObject({
      status: 'part-received',
      lines: [{ receivedThousandths: 1000, missingThousandths: 1000 }],
    });
  });

  it('are decided once for the order, too, also while the rest of it comes', async () => {
    const order = await ordered();
    const delivery = done(await deliver(order, { ...UNDECIDED, quantityThousandths: 1000 }));
    const answers = await Promise.all([
      ...[decide(delivery, 'accepted'), decide(delivery, 'rejected')],
      deliver(order, { quantityThousandths: 1000 }),
    ]);
    const [accepted, rejected, came] = answers.map(({ status }) => status);
    expect([accepted, rejected].sort()).toEqual([200, 409]);
    expect(came).toBe(201);
    expect(await desk.show(order.orderId)).toMatchObject(
      accepted === 200
        ? { status: 'closed', lines: [{ receivedThousandths: 2000, undecidedThousandths: 0 }] }
        : { status: 'part-received', lines: [{ receivedThousandths: 1000, undecidedThousandths: 0 }] },
    );
  });

  it('may come yet: nothing more is suggested for their part until they are rejected', async () => {
    const order = await ordered({ part: { minThousandths: 2000, maxThousandths: 2000 } });
    const suggested = async () => {
      await parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
      const all = await parts.all(Requisition);
      return all.filter(({ suggestedPartNumber }) => suggestedPartNumber === order.partNumber);
    };
    const delivery = done(await deliver(order, UNDECIDED));
    expect(await suggested()).toEqual([]);
    await decide(delivery, 'rejected');
    expect(await suggested()).toEqual([]); // the supplier owes them again

    await parts.as('parts-buyer').post(`/v1/purchase-orders/${order.orderId}/close`, { reason: 'no longer made' });
    expect(await suggested()).toMatchObject([{ lines: [{ quantityThousandths: 2000 }] }]);
  });

  it('change nothing any more for an order that was closed before they are decided', async () => {
    const order = await ordered();
    const delivery = done(await deliver(order, UNDECIDED));
    const close = { reason: 'sent back undecided' };
    done(await parts.as('parts-buyer').post(`/v1/purchase-orders/${order.orderId}/close`, close));
    await decide(delivery, 'rejected');
    expect(await desk.show(order.orderId)).toMatchObject({ status: 'closed', lines: [{ receivedThousandths: 0 }] });
    const said = ['purchase-order.sent', 'purchase-order.received', 'purchase-order.ended'];
    expect(await counter.said(order.orderId)).toEqual(said);
  });
});
