import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import type { AlertView, PartView } from '../catalogue/part.dto.js';
import { partEntry } from '../catalogue/testing.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import { Delivery } from './delivery.entity.js';
import type { DeliveryView } from './delivery.dto.js';

describe('the catalogue and its deliveries', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const clerk = parts.as('parts-clerk');

  const deliver = (deliveryNote: string, line: Record<string, unknown>) =>
    clerk.post<DeliveryView & { code?: string; errors?: unknown }>('/v1/deliveries', {
      deliveryNote,
      supplier: 'SVW-ANTING',
      lines: [{ quantityThousandths: 1000, unitCostFen: 5200, result: 'accepted', ...line }],
    });

  describe('listing a part (PRT-1)', () => {
    it('stores it and tells the others', async () => {
      const part = await counter.listPart({ nameZh: '前制动片', shelfLifeDays: 730 });

      expect(part).toMatchObject({
        version: 1,
        nameZh: '前制动片',
        shelfLifeDays: 730,
        alert: null,
        availableThousandths: 0,
      });
      expect(await counter.said(part.id)).toEqual(['part.listed']);
    });

    it('is refused for a number that the store has', async () => {
      const { partNumber } = await counter.listPart();
      const { status, body } = await clerk.post('/v1/parts', partEntry({ partNumber }));
      expect({ status, body }).toMatchObject({
        status: 409,
        body: { code: 'PARTS.ALREADY_LISTED', partNumbers: [partNumber] },
      });
    });

    it('takes a whole batch or nothing', async () => {
      const [first, second] = [partEntry(), partEntry()];
      const { status, body } = await clerk.post<{ parts: PartView[] }>('/v1/parts/batch', { parts: [first, second] });
      expect(status).toBe(201);
      expect(body.parts.map(({ partNumber }) => partNumber)).toEqual([first.partNumber, second.partNumber]);

      const fresh = partEntry();
      expect((await clerk.post('/v1/parts/batch', { parts: [fresh, first] })).status).toBe(409);
      expect((await clerk.get<{ items: unknown[] }>(`/v1/parts?search=${fresh.partNumber}`)).body.items).toEqual([]);
    });
  });

  describe('receiving a delivery (PRT-2)', () => {
    it('makes a lot of each line; a rejected one lies in quarantine', async () => {
      const part = await counter.listPart({ shelfLifeDays: 365 });
      const { partNumber } = part;
      const delivery = await counter.receive(
        { partNumber, quantityThousandths: 8000, unitCostFen: 5200 },
        { partNumber, quantityThousandths: 2000, unitCostFen: 5200, result: 'rejected', reason: 'box is wet' },
      );

      expect(delivery).toMatchObject({ receivedBy: 'zhu.parts', receivedAt: '2026-11-21T01:00:00.000Z' });
      expect(delivery.lots).toMatchObject([
        { partNumber, quantityThousandths: 8000, result: 'accepted', expiresOn: '2027-11-21' },
        { partNumber, quantityThousandths: 2000, result: 'rejected', reason: 'box is wet' },
      ]);
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 8000, quarantinedThousandths: 2000 });
      expect((await clerk.get(`/v1/deliveries/${delivery.id}`)).body).toEqual(delivery);
      const said = (await parts.outbox()).filter(({ aggregateId }) => aggregateId === delivery.id);
      expect(said).toMatchObject([
        { type: 'parts.delivery.received.v1', data: { lots: [{ result: 'accepted' }, { result: 'rejected' }] } },
      ]);
    });

    it('counts the shelf life from the day of the store: at six in the morning UTC is a day behind', async () => {
      const { partNumber } = await counter.listPart({ shelfLifeDays: 365 });
      parts.clock.moveTo(new Date('2026-11-20T22:00:00Z'));
      const { lots } = await counter.receive({ partNumber, quantityThousandths: 1000 });
      parts.clock.moveTo(new Date('2026-11-21T01:00:00Z'));

      expect(lots).toMatchObject([{ expiresOn: '2027-11-21' }]);
    });

    it('keeps aftermarket parts without a certificate from use', async () => {
      const part = await counter.listPart({ origin: 'aftermarket' });
      const { body } = await deliver('DN-AFTERMARKET', { partNumber: part.partNumber });

      expect(body.lots).toMatchObject([{ result: 'rejected', reason: 'aftermarket part without certificate' }]);
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 0, quarantinedThousandths: 1000 });
    });

    it('is refused the second time, and books nothing', async () => {
      const part = await counter.listPart();
      await deliver('DN-TWICE', { partNumber: part.partNumber });

      const { status, body } = await deliver('DN-TWICE', { partNumber: part.partNumber });

      expect({ status, code: body.code }).toEqual({ status: 409, code: 'PARTS.DELIVERY_ALREADY_RECEIVED' });
      expect(await counter.stockOf(part)).toMatchObject({ availableThousandths: 1000 });
    });

    it.each([
      ['a part that is not listed', 'PARTS.NOT_LISTED', { partNumber: 'NOT-LISTED' }],
      ['a rejected line without a reason', 'PARTS.REJECTION_WITHOUT_REASON', { result: 'rejected' }],
      ['more stock than can be counted', 'PARTS.TOO_MUCH_STOCK', { quantityThousandths: 999_999_999 }],
      [
        'more money than can be counted',
        'PARTS.LOT_TOO_DEAR',
        { quantityThousandths: 1001, unitCostFen: 100_000_000_000 },
      ],
      ['a quantity of nothing', 'validation_failed', { quantityThousandths: 0 }],
      ['a result of its own', 'validation_failed', { result: 'fine' }],
      ['an unknown field', 'unknown_field', { storeId: 'BJ001' }],
    ])('is refused for %s, and writes nothing', async (_what, code, line) => {
      const { partNumber } = await counter.listPart();
      await counter.receive({ partNumber, quantityThousandths: 2 });
      const before = (await parts.all(Delivery)).length;

      const { status, body } = await deliver('DN-WRONG', { partNumber, ...line });

      expect({ status, code: body.code }).toEqual({ status: 422, code });
      expect(await parts.all(Delivery)).toHaveLength(before);
    });
  });

  describe('alerts (PRT-6)', () => {
    it('are said once per crossing, listed while they last, and clear themselves', async () => {
      const part = await counter.listPart({ minThousandths: 2000, maxThousandths: 5000 });
      const { partNumber } = part;
      const alert = async () => {
        const { body } = await parts.as('parts-buyer').get<{ items: AlertView[] }>('/v1/alerts?limit=100');
        return body.items.filter(({ partId }) => partId === part.id);
      };

      await counter.receive({ partNumber, quantityThousandths: 1000 });
      expect(await alert()).toMatchObject([
        { alert: 'below-minimum', availableThousandths: 1000, proposedThousandths: 4000 },
      ]);
      await counter.receive({ partNumber, quantityThousandths: 500 });
      await counter.receive({ partNumber, quantityThousandths: 1000 });
      expect(await alert()).toEqual([]);
      await counter.book([{ partNumber, quantityThousandths: 1000 }]);
      expect(await alert()).toMatchObject([{ alert: 'below-minimum', availableThousandths: 1500 }]);
      await counter.receive({ partNumber, quantityThousandths: 9000 });
      expect(await alert()).toMatchObject([{ alert: 'above-maximum', proposedThousandths: 0 }]);

      const alerts = ['part.below-minimum', 'part.below-minimum', 'part.above-maximum'];
      expect(await counter.said(part.id)).toEqual(['part.listed', ...alerts]);
    });
  });

  it('has a ledger that nobody changes, not even its owner (PRT-4)', async () => {
    const { partNumber } = await counter.listPart();
    await counter.receive({ partNumber, quantityThousandths: 1000 });
    for (const change of ['UPDATE movement SET available_delta = 1', 'DELETE FROM movement', 'TRUNCATE movement']) {
      await expect(parts.sql(change)).rejects.toThrow('only grows');
    }
  });
});
