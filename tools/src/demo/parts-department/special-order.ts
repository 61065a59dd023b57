import { instantOf } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import { SHORT_PART } from '../store-setup.js';
import type { PartsStage } from './parts-stage.js';
import { order, partNumbered } from './purchasing.js';

const FOR_STOCK_THOUSANDTHS = 3_000;

interface WaitingLine {
  readonly lineId: string;
  readonly partNumber: string;
  readonly missingThousandths: number;
}

async function waitingLines(api: Api): Promise<WaitingLine[]> {
  const { items } = await api.get<{ items: { lines: WaitingLine[] }[] }>(
    'parts',
    '/v1/reservations?status=short&limit=100',
    STAFF.partsClerk,
  );
  return items.flatMap(({ lines }) => lines).filter((line) => line.partNumber === SHORT_PART);
}

/** The part that a booked car waits for is ordered for its line, comes the evening before, and is the car's at once (PRT-14). */
export async function* specialOrder({ api, say, dates, seed }: PartsStage): Story {
  yield instantOf(dates.calls, '17:35', STORE.zone);
  const [waiting] = await waitingLines(api);
  if (!waiting) return; // some are left of the last time
  const part = partNumbered(SHORT_PART);
  const { missingThousandths: quantityThousandths, lineId: reservationLineId } = waiting;
  const lines = [
    { partNumber: SHORT_PART, quantityThousandths, reservationLineId },
    { partNumber: SHORT_PART, quantityThousandths: FOR_STOCK_THOUSANDTHS },
  ];
  const { id, supplierCode } = await order(api, lines, { urgency: 'emergency', expectedOn: dates.before });
  say(`紧急订货：${part.nameZh}，指定给等待的车，供应商确认 ${dates.before} 到货`);

  yield instantOf(dates.before, '14:30', STORE.zone);
  const trackingNumber = `SF-${dates.before}-${seed}`;
  await api.post('parts', `/v1/purchase-orders/${id}/ship`, { as: STAFF.buyer, body: { trackingNumber } });

  yield instantOf(dates.before, '18:30', STORE.zone);
  await api.post('parts', '/v1/deliveries', {
    as: STAFF.partsClerk,
    body: {
      ...{ deliveryNote: `${supplierCode}-EMG-${dates.before}-${seed}`, supplier: supplierCode, purchaseOrderId: id },
      lines: [
        {
          partNumber: SHORT_PART,
          quantityThousandths: quantityThousandths + FOR_STOCK_THOUSANDTHS,
          unitCostFen: part.costFen,
          result: 'accepted',
        },
      ],
    },
  });
  const stillWaiting = (await waitingLines(api)).some(({ lineId }) => lineId === reservationLineId);
  if (stillWaiting) throw new Error(`The ${SHORT_PART} that came was not kept for the line that it was ordered for.`);
  say(`紧急到货：${part.nameZh} ${SHORT_PART}，先给等待的车`);
}
