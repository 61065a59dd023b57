import type { TestService } from '@pitlane/testing';
import { done } from '@pitlane/testing/set-up';
import type { PriceEntry, SupplierView } from './supplier.dto.js';
import { Supplier, type SupplierFacts } from './supplier.entity.js';

let made = 0;

type Entry = Omit<SupplierFacts, 'id' | 'storeId'>;

/** What a buyer enters for a supplier; valid by default, with a code of its own. */
export function supplierEntry(over: Partial<Entry> = {}): Entry {
  made += 1;
  return {
    code: `SVW-ANTING-${made}`,
    name: '上汽大众安亭备件中心',
    leadDays: { stock: 7, daily: 3, emergency: 1, vor: 1 },
    overDeliveryPerMille: 100,
    ...over,
  };
}

/** A supplier of SH001. */
export function aSupplier(over: Partial<SupplierFacts> = {}): Supplier {
  return Supplier.register({
    id: '0198f000-0000-7000-8000-000000000001',
    storeId: 'SH001',
    ...supplierEntry(),
    ...over,
  });
}

/** A supplier that offers these parts, by default at ¥10 from one piece on. */
export async function registerSupplier(
  parts: TestService,
  prices: readonly (Pick<PriceEntry, 'partNumber'> & Partial<PriceEntry>)[] = [],
  over: Partial<Entry> = {},
): Promise<SupplierView> {
  const buyer = parts.as('parts-buyer');
  const supplier = done(await buyer.post<SupplierView>('/v1/suppliers', supplierEntry(over)));
  if (prices.length === 0) return supplier;
  const standard = { validFrom: '2026-01-01', unitPriceFen: 1000, minimumOrderThousandths: 1000 };
  const offered = { prices: prices.map((price) => ({ ...standard, ...price })) };
  return done(await buyer.post<SupplierView>(`/v1/suppliers/${supplier.id}/prices`, offered));
}
