import { createHash } from 'node:crypto';
import { PartListed, VehicleChanged } from '@pitlane/contracts';
import { canonicalJson } from '@pitlane/kernel';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { BillingModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { someContents } from '../price-lists/testing.js';
import { told } from '../testing.js';
import { aLaborLine, aPartLine, aQuoteRequest } from './testing.js';

const november = { effectiveFrom: '2026-11-01T00:00:00Z' };

describe('price lists and quotes', () => {
  const billing = startService(BillingModule, 'billing', migrations);
  const manager = () => billing.as('service-manager');

  describe('publishing a price list', () => {
    it('numbers the lists of a store and tells the other services in one transaction', async () => {
      const partPrices = Array.from({ length: 501 }, (_part, index) => ({
        partNumber: `P${index}`,
        unitPriceFen: index,
      }));

      const first = await manager().post('/v1/price-lists', { ...november, ...someContents({ partPrices }) });
      const second = await manager().post('/v1/price-lists', { ...november, ...someContents() });

      expect([first.status, first.body['priceListVersion']]).toEqual([201, 1]);
      expect(second.body['priceListVersion']).toBe(2);
      const id = String(first.body['id']);
      expect(await told(billing, id)).toEqual(['published', 'part-prices-published', 'part-prices-published']);
      expect((await manager().get('/v1/price-lists')).body).toMatchObject({
        items: [{ id: second.body['id'] }, { id }],
      });
    });

    it('is refused when a part is priced twice, and writes nothing', async () => {
      const before = await billing.outbox();
      const twice = { partNumber: 'P1', unitPriceFen: 1 };

      const { status, body } = await manager().post('/v1/price-lists', {
        ...november,
        ...someContents({ partPrices: [twice, twice] }),
      });

      expect([status, body['code'], body['codes']]).toEqual([422, 'BILLING.PRICED_TWICE', ['P1']]);
      expect(await billing.outbox()).toEqual(before);
    });

    it('numbers lists that are published at the same time without a gap', async () => {
      const list = { ...november, ...someContents() };
      const answers = await Promise.all(Array.from({ length: 6 }, () => manager().post('/v1/price-lists', list)));
      const versions = answers.map(({ body }) => Number(body['priceListVersion'])).sort((a, b) => a - b);
      expect(versions).toEqual([3, 4, 5, 6, 7, 8]);
    });

    it('is refused when it is more than one event can say', async () => {
      const [operation] = someContents().operations;
      const operations = Array.from({ length: 300 }, (_operation, index) => ({
        ...operation,
        operationCode: `OP-${index}`,
        nameZh: '更换发动机正时皮带及张紧轮总成'.repeat(8),
        nameEn: 'Replace the timing belt and the tensioner '.repeat(2),
      }));
      const answer = await manager().post('/v1/price-lists', { ...november, ...someContents(), operations });
      expect(answer).toMatchObject({ status: 422, body: { code: 'too_much_at_once' } });
    });

    it('is for managers', async () => {
      const { status } = await billing.as('cashier').post('/v1/price-lists', { ...november, ...someContents() });
      expect(status).toBe(403);
    });
  });

  it('shows the list in force to anyone, store by store', async () => {
    const next = { effectiveFrom: '2026-12-01T00:00:00Z', ...someContents({ partPrices: [] }) };
    await manager().post('/v1/price-lists', next);

    const response = await fetch(`${await billing.url}/v1/stores/SH001/price-list`);

    expect(await response.json()).toMatchObject({ priceListVersion: 8, partPrices: someContents().partPrices });
    expect((await fetch(`${await billing.url}/v1/stores/SH002/price-list`)).status).toBe(404);
    expect((await fetch(`${await billing.url}/v1/stores/XX999/price-list`)).status).toBe(404);
  });

  describe('asking for a quote', () => {
    it('prices the lines by the list in force and tells what a signature will stand for', async () => {
      await billing.deliver(pads);
      const request = aQuoteRequest();

      await billing.deliver(request, { aggregateId: request.repairOrderId });

      const issued = (await billing.outbox()).at(-1);
      expect(issued).toMatchObject({
        subject: 'evt.billing.SH001.quote.issued.v1',
        aggregateVersion: 1,
        data: {
          repairOrderId: request.repairOrderId, priceListVersion: 8, totalFen: 110_000, taxFen: 12_655,
          customerShareFen: 110_000, validUntil: '2026-11-28T01:00:00.000Z',
          lines: [{ code: 'BRK-012', amountFen: 42_000 }, { code: '5QD698151', name: '前刹车片', amountFen: 68_000 }],
        },
      }); // prettier-ignore
      const { documentSha256, ...document } = issued?.data ?? {};
      expect(documentSha256).toBe(createHash('sha256').update(canonicalJson(document)).digest('hex'));
    });

    it('gives the same quote for the same lines, and another one for others or when it ran out', async () => {
      const request = aQuoteRequest();
      const other = { ...request, partLines: [aPartLine({ quantityThousandths: 2_000 })] };
      const ask = async (over: object = {}) => {
        await billing.deliver(aQuoteRequest({ ...request, ...over }), { aggregateId: request.repairOrderId });
        return (await billing.outbox()).at(-1)?.data['quoteId'];
      };

      const first = await ask();
      expect(await ask()).toBe(first);
      const second = await ask(other);
      expect(second).not.toBe(first);
      billing.clock.moveTo(new Date('2026-11-28T01:00:00Z'));
      expect(await ask(other)).not.toBe(second);

      const { body } = await manager().get<{ items: { status: string }[] }>(
        `/v1/quotes?repairOrderId=${request.repairOrderId}`,
      );
      expect(body.items.map(({ status }) => status)).toEqual(['issued', 'replaced', 'replaced']);
    });

    it('quotes once though the request is delivered twice', async () => {
      const request = aQuoteRequest();
      const delivery = { aggregateId: request.repairOrderId, eventId: uuidv7(), version: 1 };
      expect(await billing.deliver(request, delivery)).toBe('done');
      expect(await billing.deliver(request, delivery)).toBe('duplicate');
      const quotes = await billing.sql('SELECT FROM quote WHERE repair_order_id = $1', [request.repairOrderId]);
      expect(quotes).toHaveLength(1);
    });

    it.each([
      ['lines', Array.from({ length: 200 }, () => aPartLine())],
      ['money', Array.from({ length: 2 }, () => aPartLine({ quantityThousandths: 1_000_000_000 }))],
    ])('is refused with more %s than a quote can say', async (_what, partLines) => {
      const request = aQuoteRequest({ partLines }); // beside a line of labor
      expect(await billing.deliver(request, { aggregateId: request.repairOrderId })).toBe('done');
      expect((await billing.outbox()).at(-1)).toMatchObject({
        type: 'billing.quote.refused.v1',
        data: { unpriced: ['5QD698151'] },
      });
    });

    it('is refused with what has no price', async () => {
      const request = aQuoteRequest({ laborLines: [aLaborLine({ operationCode: 'ENG-999' })] });
      await billing.deliver(request, { aggregateId: request.repairOrderId });
      expect((await billing.outbox()).at(-1)).toMatchObject({
        type: 'billing.quote.refused.v1',
        data: { repairOrderId: request.repairOrderId, unpriced: ['ENG-999'] },
      });
    });
  });

  it('prints a quote in Chinese with the car that the store knows', async () => {
    const request = aQuoteRequest();
    await billing.deliver(carOf(request.vehicleId), { aggregateId: request.vehicleId });
    await billing.deliver(request, { aggregateId: request.repairOrderId });
    const id = String((await billing.outbox()).at(-1)?.data['quoteId']);

    const { text, headers } = await billing.as('service-advisor').get(`/v1/quotes/${id}/print`);

    expect(headers.get('content-type')).toContain('text/html');
    for (const shown of ['维修报价单', '沪A12345', '更换前刹车片', '¥1,100.00', 'Passat &lt;380&gt;']) {
      expect(text).toContain(shown);
    }
    expect((await billing.as('ma.advisor', { store: 'BJ001' }).get(`/v1/quotes/${id}/print`)).status).toBe(404);
  });

  it('refuses a total that is not the sum of its lines, whoever writes it', async () => {
    const change = billing.sql('UPDATE quote SET total_fen = total_fen + 1 WHERE total_fen > 0');
    await expect(change).rejects.toMatchObject({ constraint: 'quote_adds_up' });
  });
});

const pads = PartListed.of({
  partId: uuidv7(),
  partNumber: '5QD698151',
  nameZh: '前刹车片',
  nameEn: 'Brake pads, front',
  unit: 'set',
  origin: 'genuine',
});

function carOf(vehicleId: string): VehicleChanged {
  return VehicleChanged.of({
    vehicleId,
    ownerCustomerId: uuidv7(),
    vin: 'LSVNV2182E2100001',
    plate: '沪A12345',
    make: '大众',
    model: 'Passat <380>',
    modelYear: 2021,
    powertrain: 'petrol',
    mileageKm: 48_000,
  });
}
