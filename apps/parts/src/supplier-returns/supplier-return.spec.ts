import { CreditDiffers, ReturnIsCredited } from './supplier-return.errors.js';
import { SupplierReturn } from './supplier-return.entity.js';

const at = new Date('2026-11-21T01:00:00Z');
const aReturn = () =>
  SupplierReturn.send({
    ...{
      id: 'return',
      storeId: 'SH001',
      deliveryId: 'delivery',
      supplier: 'SVW-ANTING',
      lotId: 'lot',
      partNumber: 'P-1',
    },
    ...{ quantityThousandths: 1500, unitCostFen: 333, reason: 'wet', sentBy: 'gao.buyer', sentAt: at },
  });
const credit = (creditedFen: number, differenceReason?: string) => ({
  ...{ creditedFen, creditNote: 'CN-77', by: 'gao.buyer', at },
  ...(differenceReason !== undefined && { differenceReason }),
});

describe('the credit for a return to the supplier (PRT-10)', () => {
  it.each([
    ['as expected', 500, undefined, true],
    ['less, explained', 400, 'freight', true],
    ['more, explained', 600, 'rounded up', true],
    ['less, unexplained', 499, undefined, false],
    ['more, unexplained', 501, undefined, false],
  ])('%s', (_case, creditedFen, reason, allowed) => {
    const sent = aReturn();
    if (!allowed) {
      expect(() => sent.credit(credit(creditedFen, reason))).toThrow(CreditDiffers);
      expect(sent.creditedAt).toBeNull();
      return;
    }
    expect(sent.credit(credit(creditedFen, reason))).toMatchObject({ expectedCreditFen: 500, creditedFen });
    expect(sent).toMatchObject({
      creditedFen,
      creditedBy: 'gao.buyer',
      creditedAt: at,
      differenceReason: reason ?? null,
    });
    expect(() => sent.credit(credit(500))).toThrow(ReturnIsCredited);
  });
});
