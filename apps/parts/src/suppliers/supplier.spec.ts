import { SupplierIsBlocked, SupplierNotBlocked } from './supplier.errors.js';
import { aSupplier } from './testing.js';

const at = new Date('2026-11-21T01:00:00Z');

describe('blocking a supplier (PRT-8)', () => {
  it('says why, and stops all orders', () => {
    const supplier = aSupplier();

    expect(supplier.block('counterfeit filters', 'huang.manager', at)).toEqual({
      supplierId: supplier.id,
      supplierCode: supplier.code,
      reason: 'counterfeit filters',
      blockedAt: '2026-11-21T01:00:00.000Z',
    });
    expect(supplier).toMatchObject({ blockedReason: 'counterfeit filters', blockedBy: 'huang.manager', blockedAt: at });
    expect(() => supplier.checkOrderable()).toThrow(SupplierIsBlocked);
    expect(() => supplier.block('again', 'huang.manager', at)).toThrow(SupplierIsBlocked);
  });

  it('ends when it is unblocked, which only a blocked one can be', () => {
    const supplier = aSupplier();
    expect(() => supplier.unblock(at)).toThrow(SupplierNotBlocked);
    supplier.block('counterfeit filters', 'huang.manager', at);

    supplier.unblock(at);

    expect(() => supplier.checkOrderable()).not.toThrow();
    expect(supplier).toMatchObject({ blockedReason: null, blockedBy: null, blockedAt: null });
  });
});
