import { instantOf } from '@pitlane/kernel';
import { type Api, until } from '../../platform/api.js';
import type { Story } from '../scheduler.js';
import { SISTER_STORE, STAFF, STORE } from '../staff-members.js';
import { listingOf, once } from '../store-setup.js';
import type { PartsStage } from './parts-stage.js';
import { partNumbered } from './purchasing.js';

const PART = partNumbered('7P0915105A');
const WANTED = { partNumber: PART.partNumber, quantityThousandths: 1_000 };

interface TransferView {
  readonly id: string;
  readonly transferId: string;
  readonly status: string;
}

/** A store of the group gives a part: asked for, shipped there, received here, each in its own books (PRT-11). */
export async function* transfer({ api, sister, say, dates, seed }: PartsStage): Story {
  yield instantOf(dates.calls, '13:40', STORE.zone);
  await stockUp(sister, `${dates.calls}-${seed}`);

  yield instantOf(dates.before, '09:10', STORE.zone);
  const { stores } = await api.get<{ stores: { storeId: string; storeName: string; availableThousandths: number }[] }>(
    'parts',
    `/v1/group-stock?partNumber=${PART.partNumber}`,
    STAFF.partsClerk,
  );
  const giving = stores.find(({ storeId }) => storeId === SISTER_STORE.id);
  const asked = await api.post<TransferView>('parts', '/v1/incoming-transfers', {
    as: STAFF.partsClerk,
    body: { fromStoreId: SISTER_STORE.id, lines: [WANTED], reason: '备用库存' },
  });
  say(`调拨申请：${PART.nameZh}，${giving?.storeName ?? ''} 可调 ${(giving?.availableThousandths ?? 0) / 1_000}`);

  yield instantOf(dates.before, '11:00', STORE.zone);
  const request = await until('the sister store is asked', async () => {
    const path = '/v1/outgoing-transfers?status=requested&limit=100';
    const { items } = await sister.get<{ items: TransferView[] }>('parts', path, SISTER_STORE.partsClerk);
    return items.find(({ transferId }) => transferId === asked.id);
  });
  await sister.post('parts', `/v1/outgoing-transfers/${request.id}/ship`, { as: SISTER_STORE.partsClerk });

  yield instantOf(dates.before, '15:30', STORE.zone);
  await until('the parts are on their way', async () => {
    const path = `/v1/incoming-transfers/${asked.id}`;
    return (await api.get<TransferView>('parts', path, STAFF.partsClerk)).status === 'in-transit';
  });
  await api.post('parts', `/v1/incoming-transfers/${asked.id}/receive`, { as: STAFF.partsClerk });
  say(`调拨到货：${PART.nameZh} ${PART.partNumber}，按原批次成本入库`);
}

/** The sister store lists the part and has one of it. */
async function stockUp(sister: Api, noteSuffix: string): Promise<void> {
  const { costFen, supplier } = PART;
  const as = SISTER_STORE.partsClerk;
  await once(sister.post('parts', '/v1/parts/batch', { as, body: { parts: [listingOf(PART)] } }));
  const deliveryNote = `${supplier}-${SISTER_STORE.id}-${noteSuffix}`;
  const lines = [{ ...WANTED, unitCostFen: costFen, result: 'accepted' }];
  await sister.post('parts', '/v1/deliveries', { as, body: { deliveryNote, supplier, lines } });
}
