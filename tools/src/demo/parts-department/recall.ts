import { formatFen, instantOf } from '@pitlane/kernel';
import { vehicleAt } from '../data/index.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import { SHORT_PART } from '../store-setup.js';
import type { PartsStage } from './parts-stage.js';
import { partNumbered } from './purchasing.js';
import { traceDay } from './trace.js';

interface RecallView {
  readonly repairOrders: readonly { vehicleId?: string; partNumber: string }[];
}

/** The morning after: every billed part is traced; a supplier recalls a delivery, its cars are found, and it proves unfounded (PRT-3, PRT-8). */
export async function* recall({ api, say, dates, guests }: PartsStage): Story {
  const morning = (time: string): Date => instantOf(dates.after, time, STORE.zone);
  yield morning('08:00');
  const traced = await traceDay(api, dates.day);
  const line = traced.find(({ partNumber }) => partNumber === SHORT_PART) ?? traced[0];
  const [lot] = line?.lots ?? [];
  if (!line?.settled || !lot) return; // nothing was billed
  const deliveries = new Set(traced.flatMap(({ lots }) => lots.map(({ deliveryId }) => deliveryId)));
  say(`追溯：当天结算的 ${traced.length} 行备件，全部对应到 ${deliveries.size} 张到货单`);
  const { nameZh } = partNumbered(line.partNumber);
  const cost = formatFen(lot.unitCostFen);
  say(`${line.settled.number} ${nameZh} ← ${lot.deliveryNote}（${lot.supplier}），批次成本 ${cost}`);

  yield morning('08:10');
  const { repairOrders } = await api.post<RecallView>('parts', `/v1/deliveries/${lot.deliveryId}/suspect`, {
    as: STAFF.partsClerk,
    body: { reason: '供应商通知：该批次疑似有质量问题' },
  });
  say(`召回通知：${lot.deliveryNote} 剩余批次已隔离，涉及 ${repairOrders.length} 张委托书`);
  for (const vehicleId of new Set(repairOrders.map((order) => order.vehicleId))) {
    const guest = guests.find((one) => one.vehicleId === vehicleId);
    if (guest) say(`装有该批次备件，${vehicleAt(guest.index).vin}`, guest.index);
  }

  yield morning('08:20');
  await api.post('parts', `/v1/deliveries/${lot.deliveryId}/lift-suspicion`, {
    as: STAFF.manager,
    body: { reason: '供应商复检合格' },
  });
  say('供应商复检合格，经理解除隔离');
}
