import { uuid } from '@pitlane/testing/set-up';
import { Requisition, type RequisitionFacts } from './requisition.entity.js';
import type { LineFacts } from './requisition-line.entity.js';

/** A line of 4 oil filters at ¥52. */
export const aLine = (over: Partial<LineFacts> = {}): LineFacts => ({
  id: uuid(3),
  partNumber: '06L115562',
  quantityThousandths: 4000,
  unitPriceFen: 5200,
  ...over,
});

/** A requisition of the buyer of SH001. */
export function aRequisition(over: Partial<RequisitionFacts> = {}): Requisition {
  return Requisition.request({
    ...{ id: uuid(1), storeId: 'SH001', supplierId: uuid(2), supplierCode: 'SVW-ANTING', urgency: 'stock' },
    requestedBy: 'gao.buyer',
    requestedAt: new Date('2026-11-21T01:00:00Z'),
    lines: [aLine()],
    ...over,
  });
}
