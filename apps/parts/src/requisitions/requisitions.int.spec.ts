import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import { Requisition } from './requisition.entity.js';
import type { RequisitionView } from './requisition.dto.js';

type Answer = RequisitionView & { code?: string };

describe('requisitions (PRT-7)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const request = (body: object, who = 'parts-buyer') => parts.as(who).post<Answer>('/v1/requisitions', body);
  const approve = (id: string, who: string) => parts.as(who).post<Answer>(`/v1/requisitions/${id}/approve`);
  const show = async (id: string) =>
    (await parts.as('parts-clerk').get<RequisitionView>(`/v1/requisitions/${id}`)).body;

  async function offered(price: { unitPriceFen?: number; minimumOrderThousandths?: number } = {}) {
    const { partNumber } = await counter.listPart();
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber, ...price }]);
    return { partNumber, supplierId };
  }

  it('ask for parts at the prices of the day, and no less than the supplier sells', async () => {
    const { partNumber, supplierId } = await offered({ unitPriceFen: 5200, minimumOrderThousandths: 4000 });
    const lines = [{ partNumber, quantityThousandths: 1000 }];
    const { status, body } = await request({ supplierId, urgency: 'stock', lines });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ source: 'manual', status: 'requested', valueFen: 20_800, requestedBy: 'gao.buyer', approvedBy: null },
      lines: [{ partNumber, quantityThousandths: 4000, unitPriceFen: 5200 }],
    });
    expect(await counter.said(body.id)).toEqual([]);
  });

  it.each([
    ['the pack', 1000, 6000, 8000],
    ['the least that the supplier sells', 9000, 6000, 12_000],
  ])('ask for whole packs (PRT-16): by %s', async (_by, minimumOrderThousandths, quantityThousandths, expected) => {
    const { partNumber } = await counter.listPart({ minPackThousandths: 4000 });
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber, minimumOrderThousandths }]);
    const { body } = await request({ supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths }] });
    expect(body.lines).toMatchObject([{ quantityThousandths: expected }]);
  });

  it('are refused when whole packs are more than a store can hold', async () => {
    const { partNumber } = await counter.listPart({ minPackThousandths: 600_000_000 });
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber, unitPriceFen: 0 }]);
    const lines = [{ partNumber, quantityThousandths: 600_000_001 }];
    const { status, body } = await request({ supplierId, urgency: 'stock', lines });
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'PARTS.TOO_MUCH_STOCK', partNumber } });
  });

  it('are approved by somebody else, once, and the others are told', async () => {
    const { partNumber, supplierId } = await offered();
    const wanted = { supplierId, urgency: 'daily', lines: [{ partNumber, quantityThousandths: 1000 }] };
    const { id } = (await request(wanted, 'service-manager')).body;

    expect((await approve(id, 'service-manager')).body).toMatchObject({ code: 'PARTS.REQUESTER_MAY_NOT_APPROVE' });
    expect((await approve(id, 'parts-buyer')).status).toBe(403);
    const answers = await Promise.all([approve(id, 'purchase-approver'), approve(id, 'purchase-approver')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await show(id)).toMatchObject({ status: 'approved', approvedBy: 'lin.approver' });
    expect(await counter.said(id)).toEqual(['requisition.approved']);
  });

  it('of a great value take two people', async () => {
    const { partNumber, supplierId } = await offered({ unitPriceFen: 10_000_001 });
    const wanted = { supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 1000 }] };
    const { id } = (await request(wanted)).body;

    expect((await approve(id, 'service-manager')).body).toMatchObject({
      status: 'requested',
      approvedBy: 'huang.manager',
    });
    expect((await approve(id, 'service-manager')).body).toMatchObject({ code: 'PARTS.SECOND_APPROVER_NEEDED' });
    expect((await approve(id, 'purchase-approver')).body).toMatchObject({
      status: 'approved',
      secondApprovedBy: 'lin.approver',
    });
  });

  it('are approved by another person, or the database refuses', async () => {
    const { partNumber, supplierId } = await offered();
    const { id } = (await request({ supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 1 }] }))
      .body;
    const approving = parts.sql('UPDATE requisition SET approved_by = requested_by WHERE id = $1', [id]);
    await expect(approving).rejects.toThrow('requisition_approved_by_another');
  });

  const reject = (id: string, who = 'purchase-approver') =>
    parts.as(who).post<Answer>(`/v1/requisitions/${id}/reject`, { reason: '库存足够' });

  it('can be rejected, with the reason', async () => {
    const { partNumber, supplierId } = await offered();
    const { id } = (await request({ supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 1 }] }))
      .body;
    expect((await reject(id, 'parts-buyer')).status).toBe(403);
    expect((await reject(id)).status).toBe(200);
    expect(await show(id)).toMatchObject({
      status: 'rejected',
      rejectedBy: 'lin.approver',
      rejectedReason: '库存足够',
    });
    expect(await counter.said(id)).toEqual(['requisition.rejected']);
  });

  it('are taken back though they are approved, so that the line that waits is bought for elsewhere (PRT-14)', async () => {
    const { partNumber, supplierId } = await offered();
    const { id: other } = await registerSupplier(parts, [{ partNumber }]);
    const lineId = randomUUID();
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    const lines = [{ partNumber, quantityThousandths: 2000, reservationLineId: lineId }];
    const { id } = (await request({ supplierId, urgency: 'vor', lines })).body;
    await approve(id, 'purchase-approver');
    await parts.as('service-manager').post(`/v1/suppliers/${supplierId}/block`, { reason: 'counterfeit' });
    const elsewhere = () => request({ supplierId: other, urgency: 'vor', lines });
    expect((await elsewhere()).body).toMatchObject({ code: 'PARTS.ALREADY_ON_ORDER' });

    expect((await reject(id)).body).toMatchObject({ status: 'rejected', rejectedBy: 'lin.approver' });

    expect((await elsewhere()).status).toBe(201);
    expect(await counter.said(id)).toEqual(['requisition.approved', 'requisition.rejected']);
  });

  it('are either ordered or rejected when both happen at the same time', async () => {
    const { partNumber, supplierId } = await offered();
    const wanted = { supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 1000 }] };
    const { id: requisitionId } = (await request(wanted)).body;
    await approve(requisitionId, 'purchase-approver');
    const place = () => parts.as('parts-buyer').post('/v1/purchase-orders', { requisitions: [{ requisitionId }] });

    const [placed, rejected] = await Promise.all([place(), reject(requisitionId)]);

    expect([placed.status === 201, rejected.status === 200].sort()).toEqual([false, true]);
    expect([placed.status, rejected.status]).toContain(409);
    const orders = await parts.sql('SELECT 1 FROM purchase_order_line WHERE requisition_id = $1', [requisitionId]);
    expect(orders).toHaveLength(placed.status === 201 ? 1 : 0);
    const status = placed.status === 201 ? 'ordered' : 'rejected';
    expect(await show(requisitionId)).toMatchObject({ status });
  });

  it.each([
    ['a part that is not listed', 422, 'PARTS.NOT_LISTED', { partNumber: 'NOT-LISTED' }],
    ['a line that nobody waits on', 409, 'PARTS.NOTHING_TO_ORDER_FOR', { reservationLineId: randomUUID() }],
    ['a quantity of nothing', 422, 'validation_failed', { quantityThousandths: 0 }],
  ])('are refused for %s, and nothing is written', async (_what, status, code, line) => {
    const { partNumber, supplierId } = await offered();
    const before = (await parts.all(Requisition)).length;
    const lines = [{ partNumber, quantityThousandths: 1000, ...line }];
    const answer = await request({ supplierId, urgency: 'stock', lines });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(await parts.all(Requisition)).toHaveLength(before);
  });

  it('are refused of a supplier that is blocked or has no price', async () => {
    const { partNumber, supplierId } = await offered();
    const other = await counter.listPart();
    const ask = async (wanted: string) =>
      (await request({ supplierId, urgency: 'stock', lines: [{ partNumber: wanted, quantityThousandths: 1000 }] }))
        .body;

    expect(await ask(other.partNumber)).toMatchObject({ code: 'PARTS.NOT_OFFERED', partNumbers: [other.partNumber] });
    await parts.as('service-manager').post(`/v1/suppliers/${supplierId}/block`, { reason: 'counterfeit' });
    expect(await ask(partNumber)).toMatchObject({ code: 'PARTS.SUPPLIER_BLOCKED' });
  });

  it('for a job that waits are made once, however many ask at the same time (PRT-14)', async () => {
    const { partNumber, supplierId } = await offered();
    const lineId = randomUUID();
    await counter.authorize([{ lineId, partNumber, quantityThousandths: 2000 }]);
    const lines = [{ partNumber, quantityThousandths: 2000, reservationLineId: lineId }];

    const answers = await Promise.all([1, 2, 3].map(() => request({ supplierId, urgency: 'vor', lines })));

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 201)?.body).toMatchObject({ source: 'shortage', urgency: 'vor' });
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'PARTS.ALREADY_ON_ORDER' });
  });
});
