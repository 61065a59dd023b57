import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { PurchaseReceiptView } from '../purchase-orders/purchase-order.dto.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { DeliveryView } from './delivery.dto.js';
import { Delivery } from './delivery.entity.js';

type Answer = DeliveryView & { code?: string };

describe('deliveries on purchase orders (PRT-7)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);
  const clerk = parts.as('parts-clerk');
  let notes = 0;

  async function ordered(quantityThousandths: number, reservationLineId?: string) {
    const part = await counter.listPart();
    const supplier = await registerSupplier(parts, [{ partNumber: part.partNumber, unitPriceFen: 5200 }]);
    const line = { partNumber: part.partNumber, quantityThousandths, ...(reservationLineId && { reservationLineId }) };
    const order = await desk.order({ supplierId: supplier.id, lines: [line] });
    return { part, partNumber: part.partNumber, supplier: supplier.code, supplierId: supplier.id, order };
  }
  const deliver = (supplier: string, purchaseOrderId: string, ...lines: object[]) => {
    notes += 1;
    const standard = { unitCostFen: 5200, result: 'accepted' };
    const body = { deliveryNote: `ON-${notes}`, supplier, purchaseOrderId };
    return clerk.post<Answer>('/v1/deliveries', { ...body, lines: lines.map((line) => ({ ...standard, ...line })) });
  };

  it('are written against the order, with what they cost more, and close it', async () => {
    const { partNumber, supplier, order } = await ordered(4000);
    await deliver(supplier, order.id, { partNumber, quantityThousandths: 1500, unitCostFen: 5300 });
    expect(await desk.show(order.id)).toMatchObject({ status: 'part-received', lines: [{ missingThousandths: 2500 }] });
    await deliver(supplier, order.id, { partNumber, quantityThousandths: 2600 });

    expect(await desk.show(order.id)).toMatchObject({ status: 'closed', lines: [{ receivedThousandths: 4100 }] });
    const { body } = await clerk.get<PurchaseReceiptView[]>(`/v1/purchase-orders/${order.id}/receipts`);
    expect(body).toMatchObject([
      { quantityThousandths: 1500, priceVarianceFen: 150, expectedOn: '2026-11-28', receivedOn: '2026-11-21' },
      { quantityThousandths: 2600, priceVarianceFen: 0 },
    ]);
    const received = ['purchase-order.received', 'purchase-order.received', 'purchase-order.ended'];
    expect(await counter.said(order.id)).toEqual(['purchase-order.sent', ...received]);
  });

  it.each([
    ['more than the tolerance', 'PARTS.MORE_THAN_ORDERED', { quantityThousandths: 4401 }, 'its own'],
    ['a part that was not ordered', 'PARTS.NOT_ON_ORDER', { partNumber: 'another' }, 'its own'],
    ['another supplier', 'PARTS.DELIVERED_BY_ANOTHER', {}, 'SOMEBODY'],
  ])('are refused for %s, and write nothing', async (_what, code, line, supplier) => {
    const { order, part, ...own } = await ordered(4000);
    const partNumber = 'partNumber' in line ? (await counter.listPart()).partNumber : own.partNumber;
    const before = (await parts.all(Delivery)).length;
    const wanted = { quantityThousandths: 1000, ...line, partNumber };
    const { status, body } = await deliver(supplier === 'its own' ? own.supplier : supplier, order.id, wanted);
    expect({ status, code: body.code }).toEqual({ status: 409, code });
    expect(await parts.all(Delivery)).toHaveLength(before);
    expect(await desk.show(order.id)).toMatchObject({ status: 'sent', lines: [{ receivedThousandths: 0 }] });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0 });
  });

  it('are taken once up to the tolerance, however many arrive at the same time', async () => {
    const { partNumber, supplier, order, part } = await ordered(4000);
    const line = { partNumber, quantityThousandths: 2200 };
    const answers = await Promise.all([1, 2, 3].map(() => deliver(supplier, order.id, line)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 4400 });
  });

  it('go to the job that they were ordered for, before one that has waited longer (PRT-14)', async () => {
    const { partNumber } = await counter.listPart();
    const { id: supplierId, code } = await registerSupplier(parts, [{ partNumber }]);
    const longest = await counter.book([{ partNumber, quantityThousandths: 2000 }]);
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    const pegged = { partNumber, quantityThousandths: 2000, reservationLineId: lineId };
    const order = await desk.order({ supplierId, urgency: 'vor', lines: [pegged] });

    await deliver(code, order.id, { partNumber, quantityThousandths: 2200 });

    const job = await counter.reservationOf(repairOrderId);
    expect(job).toMatchObject({ status: 'reserved', lines: [{ reservedThousandths: 2000 }] });
    expect(await counter.said(job.id)).toEqual(['reservation.short', 'reservation.short', 'reservation.reserved']);
    expect(await counter.reservationOf(longest)).toMatchObject({
      status: 'short',
      lines: [{ reservedThousandths: 200 }],
    });
  });

  it('make the scorecard of their supplier (PRT-8)', async () => {
    const { partNumber, supplier, supplierId, order } = await ordered(4000);
    const show = async (from: string, to: string) =>
      (await parts.as('parts-buyer').get(`/v1/suppliers/${supplierId}/scorecard?from=${from}&to=${to}`)).body;
    const shares = { onTimePerMille: null, rejectedPerMille: null, priceVariancePerMille: null };
    expect(await show('2026-11-01', '2026-12-31')).toMatchObject({ receipts: 0, lots: 0, ...shares });

    const bad = { unitCostFen: 9999, result: 'rejected', reason: 'wet' };
    await deliver(
      supplier,
      order.id,
      { partNumber, quantityThousandths: 1000 },
      { partNumber, quantityThousandths: 500, ...bad },
    );
    parts.clock.moveTo(new Date('2026-11-29T01:00:00Z'));
    await deliver(supplier, order.id, { partNumber, quantityThousandths: 3000, unitCostFen: 5720 });
    parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));

    expect(await show('2026-11-21', '2026-11-29')).toEqual({
      ...{ from: '2026-11-21', to: '2026-11-29' },
      ...{ receipts: 3, onTimeReceipts: 2, onTimePerMille: 667, lots: 3, rejectedLots: 1, rejectedPerMille: 333 },
      ...{ orderedValueFen: 20_800, priceVarianceFen: 1560, priceVariancePerMille: 75 },
    });
    expect(await show('2026-11-22', '2026-11-28')).toMatchObject({ receipts: 0 });
  });

  it('are put away, with who and when; a rejected lot is not', async () => {
    const { partNumber } = await counter.listPart({ bin: 'A-01-1' });
    const bad = { result: 'rejected', reason: 'wet' };
    const delivery = await counter.receive(
      { partNumber, quantityThousandths: 1000 },
      { partNumber, quantityThousandths: 1000, ...bad },
    );
    const [good, wet] = delivery.lots;
    const put = (lotId = '') =>
      clerk.post<Answer>(`/v1/deliveries/${delivery.id}/put-away`, { lots: [{ lotId, bin: 'B-07-2' }] });

    expect((await put(wet?.lotId)).body).toMatchObject({ code: 'PARTS.LOT_NOT_ACCEPTED' });
    expect((await put(good?.lotId)).body.lots).toMatchObject([
      { bin: 'B-07-2', putAwayBy: 'zhu.parts', putAwayAt: '2026-11-21T01:00:00.000Z' },
      { bin: null },
    ]);
    const appointmentId = await counter.book([{ partNumber, quantityThousandths: 1000 }]);
    const { id } = await counter.reservationOf(appointmentId);
    expect((await clerk.get(`/v1/reservations/${id}`)).body).toMatchObject({ lines: [{ lots: [{ bin: 'B-07-2' }] }] });
  });
});
