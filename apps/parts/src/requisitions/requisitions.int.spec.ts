import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import { Requisition } from './requisition.entity.js';
import type { RequisitionView } from './requisition.dto.js';
import { Suggestions } from './suggestions.service.js';

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

  it('can be rejected, with the reason', async () => {
    const { partNumber, supplierId } = await offered();
    const { id } = (await request({ supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 1 }] }))
      .body;
    const path = `/v1/requisitions/${id}/reject`;
    expect((await parts.as('purchase-approver').post(path, { reason: '库存足够' })).status).toBe(200);
    expect(await show(id)).toMatchObject({
      status: 'rejected',
      rejectedBy: 'lin.approver',
      rejectedReason: '库存足够',
    });
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

  describe('suggested by the service (PRT-6)', () => {
    const suggest = () => parts.inStore('SH001', () => parts.get(Suggestions).suggest('SH001', parts.clock.now()));
    const suggested = async (partNumber: string) =>
      (await parts.all(Requisition)).filter(({ suggestedPartNumber }) => suggestedPartNumber === partNumber);

    async function belowMinimum() {
      const { partNumber } = await counter.listPart({ minThousandths: 4000, maxThousandths: 9000 });
      await counter.receive({ partNumber, quantityThousandths: 3000 });
      return partNumber;
    }

    it('fill up to the maximum, from the cheapest supplier that is not blocked', async () => {
      const partNumber = await belowMinimum();
      const [dear, blocked] = [{ unitPriceFen: 900 }, { unitPriceFen: 500 }];
      await registerSupplier(parts, [{ partNumber, ...dear, validFrom: '2026-12-01', unitPriceFen: 1 }]);
      const best = await registerSupplier(parts, [{ partNumber, ...dear }]);
      await registerSupplier(parts, [{ partNumber, unitPriceFen: 901 }]);
      const { id } = await registerSupplier(parts, [{ partNumber, ...blocked }]);
      await parts.as('service-manager').post(`/v1/suppliers/${id}/block`, { reason: 'counterfeit' });

      await suggest();

      expect(await suggested(partNumber)).toMatchObject([
        {
          ...{ source: 'alert', status: 'requested', urgency: 'stock', requestedBy: 'system', supplierId: best.id },
          lines: [{ partNumber, quantityThousandths: 6000, unitPriceFen: 900 }],
        },
      ]);
    });

    it('are made once per crossing, by however many replicas, whatever became of them', async () => {
      const partNumber = await belowMinimum();
      await registerSupplier(parts, [{ partNumber }]);

      await Promise.all([suggest(), suggest(), suggest()]);
      expect(await suggested(partNumber)).toHaveLength(1);

      const [first] = await suggested(partNumber);
      await parts.as('purchase-approver').post(`/v1/requisitions/${first?.id ?? ''}/reject`, { reason: 'enough' });
      parts.clock.moveTo(new Date('2026-11-22T01:00:00Z'));
      await suggest();
      expect(await suggested(partNumber)).toHaveLength(1);

      await counter.receive({ partNumber, quantityThousandths: 2000 });
      await counter.book([{ partNumber, quantityThousandths: 2000 }]);
      await suggest();
      expect(await suggested(partNumber)).toHaveLength(2);
      parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    });

    it('leave out what is asked for already', async () => {
      const partNumber = await belowMinimum();
      const { id: supplierId } = await registerSupplier(parts, [{ partNumber }]);
      await request({ supplierId, urgency: 'stock', lines: [{ partNumber, quantityThousandths: 2500 }] });
      await suggest();
      expect(await suggested(partNumber)).toMatchObject([{ lines: [{ quantityThousandths: 3500 }] }]);
    });
  });
});
