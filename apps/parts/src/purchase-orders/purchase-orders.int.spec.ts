import { randomUUID } from 'node:crypto';
import { startService, whileUnwritable } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { Requisition } from '../requisitions/requisition.entity.js';
import type { RequisitionView } from '../requisitions/requisition.dto.js';
import { Suggestions } from '../requisitions/suggestions.service.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import { LateOrders } from './late-orders.service.js';
import type { PurchaseOrderView } from './purchase-order.dto.js';
import { PurchaseOrder } from './purchase-order.entity.js';
import { PurchasingDesk } from './testing.js';

type Answer = PurchaseOrderView & { code?: string };

describe('purchase orders (PRT-7)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

  const act = (id: string, step: string, body = {}) =>
    parts.as('parts-buyer').post<Answer>(`/v1/purchase-orders/${id}/${step}`, body);

  async function wanted(quantityThousandths = 4000) {
    const { partNumber } = await counter.listPart();
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber, unitPriceFen: 5200 }]);
    return { supplierId, lines: [{ partNumber, quantityThousandths }] };
  }

  const place = (...requisitions: { requisitionId: string }[]) =>
    parts.as('parts-buyer').post<Answer>('/v1/purchase-orders', { requisitions });

  it('go their way, and each step has who and when', async () => {
    const entry = await wanted();
    const { id, status, expectedOn, lines } = await desk.place(entry);
    expect({ status, expectedOn, lines }).toMatchObject({
      ...{ status: 'draft', expectedOn: null },
      lines: [{ ...entry.lines[0], receivedThousandths: 0, missingThousandths: 4000, unitPriceFen: 5200 }],
    });

    expect((await act(id, 'send')).body).toMatchObject({ status: 'sent', expectedOn: '2026-11-28' });
    expect((await act(id, 'confirm', { expectedOn: '2026-11-26' })).body).toMatchObject({ expectedOn: '2026-11-26' });
    expect((await act(id, 'ship', { trackingNumber: 'SF-1234' })).body).toMatchObject({ status: 'shipped' });
    expect((await act(id, 'cancel', { reason: 'lost on the way' })).body).toMatchObject({ status: 'cancelled' });

    const by = { takenBy: 'gao.buyer', takenAt: '2026-11-21T01:00:00.000Z' };
    expect((await desk.show(id)).steps).toEqual([
      { step: 'placed', note: null, ...by },
      { step: 'sent', note: null, ...by },
      { step: 'confirmed', note: '2026-11-26', ...by },
      { step: 'shipped', note: 'SF-1234', ...by },
      { step: 'cancelled', note: 'lost on the way', ...by },
    ]);
    const said = ['purchase-order.sent', 'purchase-order.confirmed', 'purchase-order.ended'];
    expect(await counter.said(id)).toEqual(said);
  });

  it('take the lead time of their urgency', async () => {
    expect(await desk.order({ ...(await wanted()), urgency: 'vor' })).toMatchObject({ expectedOn: '2026-11-22' });
  });

  it('are made of approved requisitions, each once, however many order at the same time', async () => {
    const entry = await wanted();
    const both = [await desk.approved(entry), await desk.approved(entry)];

    const answers = await Promise.all([place(...both), place(...both), place(...both)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 201)?.body.lines).toHaveLength(2);
    for (const { requisitionId } of both) {
      expect(await parts.find(Requisition, requisitionId)).toMatchObject({ status: 'ordered' });
    }
  });

  it('are refused of what is not approved, or not of one supplier and urgency, and write nothing', async () => {
    const [entry, other] = [await wanted(), await wanted()];
    const asked = { ...entry, urgency: 'stock' };
    const { id } = (await parts.as('parts-buyer').post<RequisitionView>('/v1/requisitions', asked)).body;
    const before = (await parts.all(PurchaseOrder)).length;

    expect((await place({ requisitionId: id })).body).toMatchObject({ code: 'PARTS.REQUISITION_NOT_APPROVED' });
    const first = await desk.approved(entry);
    expect((await place(first, await desk.approved(other))).body).toMatchObject({ code: 'PARTS.REQUISITIONS_DIFFER' });
    expect((await place(first, await desk.approved({ ...entry, urgency: 'vor' }))).body).toMatchObject({
      code: 'PARTS.REQUISITIONS_DIFFER',
    });
    expect((await place({ requisitionId: randomUUID() })).status).toBe(404);
    expect(await parts.all(PurchaseOrder)).toHaveLength(before);
    expect(await parts.find(Requisition, first.requisitionId)).toMatchObject({ status: 'approved' });
  });

  it('do not go to a supplier that was blocked meanwhile', async () => {
    const entry = await wanted();
    const { id } = await desk.place(entry);
    await parts.as('service-manager').post(`/v1/suppliers/${entry.supplierId}/block`, { reason: 'counterfeit' });
    expect((await act(id, 'send')).body).toMatchObject({ code: 'PARTS.SUPPLIER_BLOCKED' });
    expect(await counter.said(id)).toEqual([]);
  });

  it('are late by the calendar of the store: listed, and said once by however many replicas', async () => {
    const { id } = await desk.order({ ...(await wanted()), urgency: 'vor' });
    const late = async () => {
      const path = '/v1/purchase-orders?late=true&limit=100';
      const { body } = await parts.as('parts-clerk').get<{ items: PurchaseOrderView[] }>(path);
      return body.items.filter((order) => order.id === id).length;
    };
    const look = () => parts.inStore('SH001', () => parts.get(LateOrders).say('SH001', parts.clock.now()));

    parts.clock.moveTo(new Date('2026-11-22T15:59:00Z'));
    await look();
    expect([await late(), await counter.said(id)]).toEqual([0, ['purchase-order.sent']]);

    parts.clock.moveTo(new Date('2026-11-22T16:01:00Z'));
    await Promise.all([look(), look(), look()]);
    expect([await late(), await counter.said(id)]).toEqual([1, ['purchase-order.sent', 'purchase-order.late']]);
  });

  it('are said to be late though one that was due before can not be written', async () => {
    const broken = await desk.order({ ...(await wanted()), urgency: 'vor' });
    const { id } = await desk.order({ ...(await wanted()), urgency: 'stock' });
    parts.clock.moveTo(new Date('2027-06-01T01:00:00Z'));
    const look = () => parts.inStore('SH001', () => parts.get(LateOrders).say('SH001', parts.clock.now()));
    await whileUnwritable(parts, 'purchase_order', broken.id, look);
    expect(await counter.said(id)).toEqual(['purchase-order.sent', 'purchase-order.late']);
  });

  it('tell those who wait when their parts come, but not of what was ordered for others (PRT-5)', async () => {
    const { supplierId, lines } = await wanted();
    const { partNumber } = lines[0] ?? { partNumber: '' };
    const wants = { partNumber, quantityThousandths: 1000 };
    const lineId = randomUUID();
    const job = await counter.reservationOf(await counter.authorize([{ ...wants, lineId }]));
    const arrivals = async (id: string) => {
      const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === id);
      return said.map(({ data }) => (data['lines'] as { earliestArrivalAt?: string }[])[0]?.earliestArrivalAt);
    };
    const pegged = { supplierId, lines: [{ ...wants, reservationLineId: lineId }] };
    const { id } = await desk.order({ ...pegged, urgency: 'vor' });
    await act(id, 'confirm', { expectedOn: '2026-11-24' });
    expect(await arrivals(job.id)).toEqual([undefined, '2026-11-22T16:00:00.000Z', '2026-11-24T16:00:00.000Z']);

    const booking = await counter.reservationOf(await counter.book([wants]));
    await desk.order({ supplierId, lines });
    expect(await arrivals(booking.id)).toEqual([undefined, '2026-11-28T16:00:00.000Z']);
    const later = await counter.reservationOf(await counter.book([wants]));
    expect(await arrivals(later.id)).toEqual(['2026-11-28T16:00:00.000Z']);
    parts.clock.moveTo(new Date('2026-11-29T01:00:00Z'));
    const tooLate = await counter.reservationOf(await counter.book([wants]));
    expect(await arrivals(tooLate.id)).toEqual([undefined]);
  });

  it('do not tell those again who wait for the same part when it was ordered for another line (PRT-14)', async () => {
    const { supplierId, lines } = await wanted();
    const { partNumber } = lines[0] ?? { partNumber: '' };
    const [wants, lineId] = [{ partNumber, quantityThousandths: 1000 }, randomUUID()];
    const booking = await counter.reservationOf(await counter.book([wants]));
    const job = await counter.reservationOf(await counter.authorize([{ ...wants, lineId }]));

    const { id } = await desk.order({ supplierId, lines: [{ ...wants, reservationLineId: lineId }] });
    await act(id, 'confirm', { expectedOn: '2026-11-24' });

    const short = 'reservation.short';
    expect(await counter.said(job.id)).toEqual([short, short, short]);
    expect(await counter.said(booking.id)).toEqual([short]);
  });

  it('are what a suggestion leaves out, and what a line that waits is not ordered twice for', async () => {
    const { partNumber } = await counter.listPart({ minThousandths: 4000, maxThousandths: 9000 });
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
    const lineId = randomUUID();
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 1000 }]);
    const pegged = { supplierId, lines: [{ partNumber, quantityThousandths: 1000, reservationLineId: lineId }] };
    await desk.order({ supplierId, lines: [{ partNumber, quantityThousandths: 2500 }] });
    await desk.order(pegged);

    const again = await parts.as('parts-buyer').post('/v1/requisitions', { ...pegged, urgency: 'stock' });
    expect(again.body).toMatchObject({ code: 'PARTS.ALREADY_ON_ORDER' });
    await counter.receive({ partNumber, quantityThousandths: 2000 });
    await parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
    const suggested = (await parts.all(Requisition)).filter((one) => one.suggestedPartNumber === partNumber);
    expect(suggested).toMatchObject([{ lines: [{ quantityThousandths: 5500 }] }]);
  });
});
