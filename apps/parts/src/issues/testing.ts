import type { LotQuantity } from '@pitlane/contracts';
import { uuid } from '@pitlane/testing/set-up';
import { Issue } from './issue.entity.js';

export const LINE_ID = '0198f000-0000-7000-8000-00000000001a';

type LotOfIssue = Pick<LotQuantity, 'quantityThousandths' | 'unitCostFen'>;

/** An issue of one line from these lots, oldest first. */
export function anIssue(...lots: LotOfIssue[]): Issue {
  return Issue.post(
    {
      id: uuid(1),
      storeId: 'SH001',
      repairOrderId: uuid(2),
      receivedBy: 'wu.technician',
      issuedBy: 'zhu.parts',
      issuedAt: new Date('2026-11-21T02:00:00Z'),
    },
    [
      {
        id: uuid(3),
        lineId: LINE_ID,
        partNumber: 'OIL-5W30',
        lots: lots.map((lot, index) => ({
          ...lot,
          id: uuid(10 + index),
          lotId: uuid(20 + index),
          deliveryId: uuid(30 + index),
          deliveryNote: `DN-${index}`,
          supplier: 'LUBE-WGQ',
        })),
      },
    ],
  );
}
