import { formatFen, instantOf } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import type { PartsStage } from './parts-stage.js';
import { order, partNumbered } from './purchasing.js';

const GOOD = { part: partNumbered('06L115562B'), quantityThousandths: 12_000, bin: 'A-03-2' };
const BAD = { part: partNumbered('5Q0129620D'), quantityThousandths: 6_000, reason: '外箱受潮，滤芯变形' };
const LINES = [GOOD, BAD].map(({ part: { partNumber }, quantityThousandths }) => ({ partNumber, quantityThousandths }));

/** Of a delivery for stock one lot is rejected: it goes back to its supplier, whose credit comes, and its order is closed (PRT-7, PRT-10). */
export async function* rejectedLot({ api, say, dates, seed }: PartsStage): Story {
  yield instantOf(dates.calls, '13:20', STORE.zone);
  const { id, supplierCode: supplier } = await order(api, LINES, { urgency: 'daily', expectedOn: dates.before });
  say(`备货采购：${GOOD.part.nameZh}、${BAD.part.nameZh}，已审批下单，${dates.before} 到货`);

  yield instantOf(dates.before, '10:00', STORE.zone);
  const deliveryNote = `${supplier}-DAILY-${dates.before}-${seed}`;
  const rejectedLotId = await receive(api, { deliveryNote, supplier, purchaseOrderId: id });
  say(`采购到货：${GOOD.part.nameZh} 验收入库 ${GOOD.bin}；${BAD.part.nameZh} 拒收：${BAD.reason}`);

  yield instantOf(dates.before, '10:30', STORE.zone);
  const { quantityThousandths, reason } = BAD;
  const sent = await api.post<{ id: string; expectedCreditFen: number }>('parts', '/v1/supplier-returns', {
    as: STAFF.partsClerk,
    body: { lotId: rejectedLotId, quantityThousandths, reason },
  });
  say(`退回供应商：${BAD.part.nameZh}，应退 ${formatFen(sent.expectedCreditFen)}`);

  yield instantOf(dates.day, '17:30', STORE.zone);
  await api.post('parts', `/v1/supplier-returns/${sent.id}/credit`, {
    as: STAFF.buyer,
    body: { creditedFen: sent.expectedCreditFen, creditNote: `CN-${dates.day}-${seed}` },
  });
  await api.post('parts', `/v1/purchase-orders/${id}/close`, {
    as: STAFF.buyer,
    body: { reason: '拒收部分已退款，不再补货' },
  });
  say(`供应商退款到账 ${formatFen(sent.expectedCreditFen)}，采购单关闭`);
}

/** One lot is accepted and put away, the other is rejected. @returns the lot that is rejected */
async function receive(
  api: Api,
  papers: { deliveryNote: string; supplier: string; purchaseOrderId: string },
): Promise<string | undefined> {
  const [good, bad] = LINES;
  const lines = [
    { ...good, unitCostFen: GOOD.part.costFen, result: 'accepted' },
    { ...bad, unitCostFen: BAD.part.costFen, result: 'rejected', reason: BAD.reason },
  ];
  const delivery = await api.post<{ id: string; lots: { lotId: string; partNumber: string }[] }>(
    'parts',
    '/v1/deliveries',
    { as: STAFF.partsClerk, body: { ...papers, lines } },
  );
  const lotOf = ({ part: { partNumber } }: typeof GOOD | typeof BAD): string | undefined =>
    delivery.lots.find((lot) => lot.partNumber === partNumber)?.lotId;
  await api.post('parts', `/v1/deliveries/${delivery.id}/put-away`, {
    as: STAFF.partsClerk,
    body: { lots: [{ lotId: lotOf(GOOD), bin: GOOD.bin }] },
  });
  return lotOf(BAD);
}
