import { uuidv7 } from 'uuidv7';
import { IncomingTransfer } from './incoming-transfer.entity.js';

/** Parts that SH001 asked SH002 for, on their way; nothing of it is to be told. */
export function aTransferOnItsWay(partNumber: string): IncomingTransfer {
  const transfer = IncomingTransfer.request({
    ...{ id: uuidv7(), storeId: 'SH001', fromStoreId: 'SH002', reason: 'a waiting car' },
    lines: [{ partNumber, quantityThousandths: 1_000 }],
    ...{ requestedBy: 'zhu.parts', requestedAt: new Date('2026-11-21T01:00:00Z') },
  });
  const facts = { lotId: uuidv7(), deliveryNote: 'DN-7', supplier: 'SVW-ANTING' };
  const lot = { id: uuidv7(), partNumber, quantityThousandths: 1_000, unitCostFen: 1_000, ...facts };
  transfer.hearShipment(new Date('2026-11-21T02:00:00Z'), [lot]);
  return transfer;
}
