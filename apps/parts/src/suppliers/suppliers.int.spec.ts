import { startService } from '@pitlane/testing';
import { PartsModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { PartsCounter } from '../stock/testing.js';
import type { SupplierPriceView, SupplierView } from './supplier.dto.js';
import { registerSupplier, supplierEntry } from './testing.js';

describe('suppliers (PRT-8)', () => {
  const parts = startService(PartsModule, 'parts', migrations);
  const counter = new PartsCounter(parts);
  const buyer = parts.as('parts-buyer');

  type Answer = SupplierView & { code?: string };
  const show = async (id: string) => (await buyer.get<SupplierView>(`/v1/suppliers/${id}`)).body;

  it('are registered with their lead times, and take new terms', async () => {
    const entry = supplierEntry();
    const { status, body } = await buyer.post<Answer>('/v1/suppliers', entry);
    expect({ status, body }).toMatchObject({ status: 201, body: { ...entry, version: 1, blockedReason: null } });

    const terms = { name: '上汽大众', leadDays: { stock: 9, daily: 4, emergency: 2, vor: 1 }, overDeliveryPerMille: 0 };
    expect((await buyer.put(`/v1/suppliers/${body.id}`, terms)).status).toBe(200);
    expect(await show(body.id)).toMatchObject({ ...terms, code: entry.code, version: 2 });
  });

  it('have a code of their own', async () => {
    const { code } = await registerSupplier(parts);
    const { status, body } = await buyer.post<Answer>('/v1/suppliers', supplierEntry({ code }));
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'PARTS.SUPPLIER_CODE_TAKEN' });
  });

  it('ask one price for a part from a day on: a newer one for that day replaces it', async () => {
    const price = {
      partNumber: 'OIL-5W30',
      validFrom: '2026-01-01',
      unitPriceFen: 5200,
      minimumOrderThousandths: 4000,
    };
    const { id } = await registerSupplier(parts, [price, { ...price, validFrom: '2027-01-01', unitPriceFen: 5600 }]);
    const changed = { prices: [{ ...price, unitPriceFen: 5300 }] };
    expect((await buyer.post(`/v1/suppliers/${id}/prices`, changed)).status).toBe(200);

    const { body } = await buyer.get<{ items: SupplierPriceView[] }>(`/v1/suppliers/${id}/prices`);
    expect(body.items.map(({ validFrom, unitPriceFen }) => [validFrom, unitPriceFen])).toEqual([
      ['2027-01-01', 5600],
      ['2026-01-01', 5300],
    ]);
    expect(body.items[1]).toMatchObject({ setBy: 'gao.buyer', setAt: '2026-11-21T01:00:00.000Z' });
  });

  it('do not ask two prices at once, and then none is set', async () => {
    const { id } = await registerSupplier(parts);
    const price = {
      partNumber: 'OIL-5W30',
      validFrom: '2026-01-01',
      unitPriceFen: 5200,
      minimumOrderThousandths: 4000,
    };
    const { status, body } = await buyer.post(`/v1/suppliers/${id}/prices`, { prices: [price, price] });
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'PARTS.PRICE_NAMED_TWICE' } });
    expect((await buyer.get<{ items: unknown[] }>(`/v1/suppliers/${id}/prices`)).body.items).toEqual([]);
  });

  it('are blocked by those who approve, once, and the others are told why', async () => {
    const { id } = await registerSupplier(parts);
    const block = (who: string) => parts.as(who).post<Answer>(`/v1/suppliers/${id}/block`, { reason: '假冒滤清器' });

    expect((await block('parts-buyer')).status).toBe(403);
    const answers = await Promise.all([block('service-manager'), block('purchase-approver')]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await show(id)).toMatchObject({ blockedReason: '假冒滤清器' });
    expect(await counter.said(id)).toEqual(['supplier.blocked']);
    expect((await parts.as('service-manager').post(`/v1/suppliers/${id}/unblock`)).status).toBe(200);
    expect(await counter.said(id)).toEqual(['supplier.blocked', 'supplier.unblocked']);
  });
});
