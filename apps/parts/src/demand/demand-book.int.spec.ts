import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { PartView } from '../catalogue/part.dto.js';
import { LostSale } from '../lost-sales/lost-sale.entity.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { DemandBook } from './demand-book.service.js';

describe('the demand of a part (PRT-12, PRT-15)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);

  const demandOf = ({ id }: PartView) =>
    parts.sql<{ day: string; quantity: number }>(
      `SELECT asked_on::text AS day, quantity_thousandths::int AS quantity FROM demand_request
       WHERE part_id = $1 AND quantity_thousandths > 0 ORDER BY quantity`,
      [id],
    );

  /** A part of which so much is there, and an order for so much. */
  async function anOrder(stockThousandths: number, wantedThousandths: number) {
    const part = await counter.listPart();
    const { partNumber } = part;
    if (stockThousandths > 0) await counter.receive({ partNumber, quantityThousandths: stockThousandths });
    const lineId = randomUUID();
    const line = { lineId, partNumber, quantityThousandths: wantedThousandths };
    return { part, partNumber, lineId, repairOrderId: await counter.authorize([line]) };
  }

  it('is what was issued, on the day of the first issue: two issues of a line are one request', async () => {
    const { part, lineId, repairOrderId } = await anOrder(5000, 3000);
    await counter.issue(repairOrderId, lineId, 1000);
    await counter.issue(repairOrderId, lineId, 2000);
    expect(await demandOf(part)).toEqual([{ day: '2026-11-21', quantity: 3000 }]);
  });

  it('is less what came back, and no request at all when everything did', async () => {
    const { part, lineId, repairOrderId } = await anOrder(5000, 3000);
    const { id } = (await counter.issue(repairOrderId, lineId, 3000)).body;
    const takeBack = (quantityThousandths: number) =>
      parts.as('parts-clerk').post(`/v1/issues/${id}/returns`, {
        lines: [{ lineId, quantityThousandths }],
        reason: 'not needed',
      });
    await takeBack(1000);
    expect(await demandOf(part)).toMatchObject([{ quantity: 2000 }]);
    await takeBack(2000);
    expect(await demandOf(part)).toEqual([]);
  });

  it('is none when more came back than is known of: a release before issued the rest without counting it', async () => {
    const { part, lineId, repairOrderId } = await anOrder(5000, 3000);
    const { id } = (await counter.issue(repairOrderId, lineId, 3000)).body;
    await parts.sql('UPDATE demand_request SET issued_thousandths = 1000 WHERE request_id = $1', [lineId]);

    const lines = [{ lineId, quantityThousandths: 3000 }];
    const { status } = await parts.as('parts-clerk').post(`/v1/issues/${id}/returns`, { lines, reason: 'not needed' });

    expect(status).toBe(201);
    expect(await demandOf(part)).toEqual([]);
  });

  it.each([
    ['completed', (id: string) => counter.complete(id)],
    ['cancelled', (id: string) => counter.cancelOrder(id)],
  ])('counts what an order missed when it was %s', async (_how, end) => {
    const { part, lineId, repairOrderId } = await anOrder(1000, 3000);
    await counter.issue(repairOrderId, lineId, 1000);
    await end(repairOrderId);
    expect(await demandOf(part)).toMatchObject([{ quantity: 3000 }]);
  });

  it('counts what somebody at the counter went without, and not what was kept for him', async () => {
    const part = await counter.listPart();
    await counter.receive({ partNumber: part.partNumber, quantityThousandths: 1000 });
    const { id } = await counter.reserve([{ partNumber: part.partNumber, quantityThousandths: 4000 }]);
    await parts.as('parts-clerk').post(`/v1/reservations/${id}/release`, { reason: 'bought elsewhere' });
    expect(await demandOf(part)).toMatchObject([{ quantity: 3000 }]);
  });

  it('counts an emergency buy once, though it is issued later', async () => {
    const { part, partNumber, lineId, repairOrderId } = await anOrder(0, 2000);
    const bought = [{ requestId: lineId, partNumber, quantityThousandths: 2000 }];
    await parts.inStore('SH001', () =>
      parts.get(Database).transaction((tx) => parts.get(DemandBook).note(tx, 'bought', bought, parts.clock.now())),
    );
    expect(await demandOf(part)).toMatchObject([{ quantity: 2000 }]);
    await counter.receive({ partNumber, quantityThousandths: 2000 });
    await counter.issue(repairOrderId, lineId, 2000);
    expect(await demandOf(part)).toMatchObject([{ quantity: 2000 }]);
  });

  it('is that of the store’s day', async () => {
    parts.clock.moveTo(new Date('2026-11-21T16:30:00Z'));
    const { part, lineId, repairOrderId } = await anOrder(1000, 1000);
    await counter.issue(repairOrderId, lineId, 1000);
    expect(await demandOf(part)).toMatchObject([{ day: '2026-11-22' }]);
  });

  describe('a lost sale that is noted at the counter', () => {
    const note = (body: object) =>
      parts.as('service-advisor').post<{ id: string; code?: string }>('/v1/lost-sales', body);

    it('is kept, counted and said', async () => {
      const part = await counter.listPart();
      const { partNumber } = part;
      const { status, body } = await note({ partNumber, quantityThousandths: 2000, cause: 'not-stocked' });

      expect(status).toBe(201);
      expect(await demandOf(part)).toMatchObject([{ quantity: 2000 }]);
      expect((await parts.outbox()).find(({ aggregateId }) => aggregateId === body.id)).toMatchObject({
        subject: 'evt.parts.SH001.lost-sale.noted.v1',
        data: { partId: part.id, partNumber, quantityThousandths: 2000, cause: 'not-stocked' },
      });
      const { body: page } = await parts.as('parts-buyer').get<{ items: unknown[] }>('/v1/lost-sales');
      expect(page.items).toContainEqual(body);
    });

    it('is refused for a part that is not listed, and writes nothing', async () => {
      const before = (await parts.all(LostSale)).length;
      const { status, body } = await note({ partNumber: 'NOT-LISTED', quantityThousandths: 1, cause: 'out-of-stock' });
      expect({ status, code: body.code }).toEqual({ status: 422, code: 'PARTS.NOT_LISTED' });
      expect(await parts.all(LostSale)).toHaveLength(before);
    });
  });
});
