import { randomUUID } from 'node:crypto';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PurchasingDesk } from '../purchase-orders/testing.js';
import { PartsCounter } from '../stock/testing.js';
import { registerSupplier } from '../suppliers/testing.js';
import type { LineTraceView, LotTraceView } from '../trace/trace.dto.js';
import type { BorrowingView } from './borrowing.dto.js';

describe('a borrowed part (PRT-16)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const desk = new PurchasingDesk(parts);

  type Answer = BorrowingView & { code?: string };
  const borrow = (body: object) =>
    parts.as('parts-clerk').post<Answer>('/v1/borrowings', {
      ...{ lender: '永达大众', quantityThousandths: 1_000, unitCostFen: 5_000, dueOn: '2026-11-28', ...body },
    });
  const giveBack = (id: string, body: object = {}) =>
    parts.as('parts-clerk').post<Answer>(`/v1/borrowings/${id}/give-back`, body);
  const buy = (id: string, body: object) => parts.as('parts-buyer').post<Answer>(`/v1/borrowings/${id}/buy`, body);

  /** A car on the lift waits for one, and another one waited before it. */
  async function aWaitingCar() {
    const part = await counter.listPart();
    const { partNumber } = part;
    const [firstLineId, lineId] = [randomUUID(), randomUUID()];
    await counter.authorize([{ lineId: firstLineId, partNumber, quantityThousandths: 1_000 }]);
    const repairOrderId = await counter.authorize([{ lineId, partNumber, quantityThousandths: 1_000 }]);
    return { part, partNumber, lineId, repairOrderId };
  }

  it('is kept for the car that it was borrowed for, issued at the agreed cost, and traced to the lender', async () => {
    const { partNumber, lineId, repairOrderId } = await aWaitingCar();
    expect((await counter.issue(repairOrderId, lineId, 1_000)).body.code).toBe('PARTS.INSUFFICIENT_STOCK');

    const { status, body } = await borrow({ partNumber, lineId });

    expect({ status, body }).toMatchObject({ status: 201, body: { status: 'open', borrowedFen: 5_000, lineId } });
    expect(await counter.reservationOf(repairOrderId)).toMatchObject({ status: 'reserved' });
    expect((await counter.issue(repairOrderId, lineId, 1_000)).body.lines).toMatchObject([{ costFen: 5_000 }]);
    const trace = await parts.as('parts-clerk').get<LineTraceView>(`/v1/trace/repair-order-lines/${lineId}`);
    expect(trace.body.lots).toMatchObject([{ lotId: body.lotId, supplier: '永达大众', deliveryNote: body.id }]);
    expect(await counter.said(body.id)).toEqual(['borrowing.opened']);
  });

  it('ages from the day of the store on which it came', async () => {
    const { partNumber } = await counter.listPart({ shelfLifeDays: 365 });
    parts.clock.moveTo(new Date('2026-11-20T22:00:00Z'));
    const { body } = await borrow({ partNumber });
    parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));

    expect(await parts.sql('SELECT expires_on::text AS day FROM lot WHERE id = $1', [body.lotId])).toEqual([
      { day: '2027-11-21' },
    ]);
  });

  it('goes to the line that is named, though another of the same order wants the part as well', async () => {
    const { partNumber } = await counter.listPart();
    const [firstLineId, lineId] = [randomUUID(), randomUUID()];
    const wants = { partNumber, quantityThousandths: 1_000 };
    const repairOrderId = await counter.authorize([
      { ...wants, lineId: firstLineId },
      { ...wants, lineId },
    ]);

    expect((await borrow({ partNumber, lineId })).status).toBe(201);

    expect((await counter.reservationOf(repairOrderId)).lines).toMatchObject([
      { lineId: firstLineId, reservedThousandths: 0 },
      { lineId, reservedThousandths: 1_000 },
    ]);
  });

  it('leaves the car waiting for what is on order, and it is said when that comes (PRT-5)', async () => {
    const [{ partNumber }, { partNumber: ordered }] = [await counter.listPart(), await counter.listPart()];
    const { id: supplierId } = await registerSupplier(parts, [{ partNumber: ordered }]);
    await desk.order({ supplierId, lines: [{ partNumber: ordered, quantityThousandths: 1_000 }] });
    const lineId = randomUUID();
    const repairOrderId = await counter.authorize([
      { lineId, partNumber, quantityThousandths: 1_000 },
      { lineId: randomUUID(), partNumber: ordered, quantityThousandths: 1_000 },
    ]);

    expect((await borrow({ partNumber, lineId })).status).toBe(201);

    const { id } = await counter.reservationOf(repairOrderId);
    expect((await parts.outbox()).filter(({ aggregateId }) => aggregateId === id).at(-1)).toMatchObject({
      type: 'parts.reservation.short.v1',
      data: { lines: [{ reservedThousandths: 1_000 }, { earliestArrivalAt: '2026-11-28T16:00:00.000Z' }] },
    });
  });

  it('is given back of a later lot; what that costs more is explained', async () => {
    const { part, partNumber, lineId, repairOrderId } = await aWaitingCar();
    const { id } = (await borrow({ partNumber, lineId })).body;
    await counter.issue(repairOrderId, lineId, 1_000);
    expect((await giveBack(id)).body.code).toBe('PARTS.INSUFFICIENT_STOCK');
    await counter.receive({ partNumber, quantityThousandths: 4_000, unitCostFen: 5_600 });

    expect(await giveBack(id)).toMatchObject({
      status: 422,
      body: { code: 'PARTS.COST_DIFFERS', borrowedFen: 5_000, settledFen: 5_600 },
    });
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 3_000 });
    const answers = await Promise.all([giveBack(id, { explanation: '新价' }), giveBack(id, { explanation: '新价' })]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2_000 });
    const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === id).at(-1);
    expect(said).toMatchObject({
      type: 'parts.borrowing.given-back.v1',
      data: { borrowedFen: 5_000, givenBackFen: 5_600 },
    });
  });

  describe('is given back itself, as far as it is there', () => {
    afterEach(() => parts.clock.moveTo(new Date('2026-11-21T01:00:00Z')));

    const afterNewYear = () => {
      parts.clock.moveTo(new Date('2027-01-01T01:00:00Z'));
      return Promise.resolve();
    };
    const suspect = async (lotId: string) => {
      const { body } = await parts.as('parts-clerk').get<LotTraceView>(`/v1/trace/lots/${lotId}`);
      await parts.as('parts-clerk').post(`/v1/deliveries/${body.deliveryId}/suspect`, { reason: '疑似假件' });
    };
    const leftBy = (id: string) =>
      parts.sql(
        `SELECT lot_id, kind, available_delta::int AS free, quarantined_delta::int AS quarantined
         FROM movement WHERE document_id = $1 AND kind <> 'received' ORDER BY seq`,
        [id],
      );

    it.each([
      ['past its last day', {}, { expiresOn: '2026-12-31' }, afterNewYear],
      ['under suspicion', {}, {}, suspect],
      ['without its certificate', { origin: 'aftermarket' as const }, {}, () => Promise.resolve()],
    ])('from quarantine, where it lies %s, and no other stock is given away', async (_case, over, lent, unfit) => {
      const part = await counter.listPart(over);
      const { partNumber } = part;
      const { id, lotId } = (await borrow({ partNumber, ...lent })).body;
      await counter.receive({ partNumber, quantityThousandths: 4_000, unitCostFen: 5_600, certificate: 'CQC-1' });
      await unfit(lotId);

      expect(await giveBack(id)).toMatchObject({ status: 200, body: { status: 'given-back', settledFen: 5_000 } });

      expect(await leftBy(id)).toEqual([{ lot_id: lotId, kind: 'sent-back', free: 0, quarantined: -1_000 }]);
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 4_000, quarantinedThousandths: 0 });
      expect((await parts.as('service-manager').get('/v1/stock-audit')).body).toMatchObject({ differences: [] });
    });

    it('from free stock before older lots, and what is missing of it from those (PRT-3)', async () => {
      const { part, partNumber, lineId, repairOrderId } = await aWaitingCar();
      const { id, lotId } = (await borrow({ partNumber, lineId, quantityThousandths: 3_000 })).body;
      await counter.issue(repairOrderId, lineId, 1_000);
      const { lots } = await counter.receive({ partNumber, quantityThousandths: 4_000, expiresOn: '2027-06-30' });
      const older = lots[0]?.lotId;

      const refused = await giveBack(id);
      expect(refused.body).toMatchObject({ code: 'PARTS.COST_DIFFERS', borrowedFen: 15_000, settledFen: 7_000 });
      expect(await leftBy(id)).toEqual([]);
      expect((await giveBack(id, { explanation: '一件已用' })).status).toBe(200);

      expect(await leftBy(id)).toEqual([
        { lot_id: lotId, kind: 'sent-back', free: -1_000, quarantined: 0 },
        { lot_id: older, kind: 'moved-out', free: -2_000, quarantined: 0 },
      ]);
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 2_000 });
    });

    it('once, though somebody sends it back from quarantine in the same moment', async () => {
      const part = await counter.listPart({ origin: 'aftermarket' });
      const { id, lotId } = (await borrow({ partNumber: part.partNumber })).body;
      const sent = { lotId, quantityThousandths: 1_000, reason: '无合格证' };

      const answers = await Promise.all([giveBack(id), parts.as('parts-clerk').post('/v1/supplier-returns', sent)]);

      expect(answers.map(({ status }) => status < 300).sort()).toEqual([false, true]);
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 0 });
    });
  });

  it('is bought when the lender sends an invoice', async () => {
    const { partNumber } = await aWaitingCar();
    const { id } = (await borrow({ partNumber })).body;
    const due = await parts.as('parts-buyer').get<{ items: Answer[] }>('/v1/borrowings?status=open&dueBy=2026-11-28');
    expect(due.body.items.map((borrowing) => borrowing.id)).toContain(id);
    const invoice = { invoiceNumber: 'FP-1', invoiceFen: 5_100 };
    expect((await buy(id, invoice)).body.code).toBe('PARTS.COST_DIFFERS');
    expect(await buy(id, { ...invoice, explanation: '加运费' })).toMatchObject({
      status: 200,
      body: { status: 'bought', settledFen: 5_100, invoiceNumber: 'FP-1' },
    });
    expect((await giveBack(id)).body.code).toBe('PARTS.BORROWING_SETTLED');
    expect(await counter.said(id)).toEqual(['borrowing.opened', 'borrowing.bought']);
  });

  it('is refused for a line that does not want it, and then nothing is booked in', async () => {
    const { part, partNumber, lineId } = await aWaitingCar();
    const other = await counter.listPart();
    const code = async (body: object) => (await borrow(body)).body.code;
    expect(await code({ partNumber: other.partNumber, lineId })).toBe('PARTS.BORROWED_FOR_OTHER_PART');
    expect(await code({ partNumber, lineId: randomUUID() })).toBe('PARTS.LINE_NOT_AUTHORIZED');
    expect(await code({ partNumber: 'NO-SUCH' })).toBe('PARTS.NOT_LISTED');
    expect(await code({ partNumber, dueOn: '2026-11-20' })).toBe('PARTS.DUE_IN_THE_PAST');
    expect((await counter.stockOf(part)).lots).toEqual([]);
  });
});
