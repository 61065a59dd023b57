import { instantOf } from '@pitlane/kernel';
import type { Api } from '../../platform/api.js';
import type { Story } from '../scheduler.js';
import { STAFF, STORE } from '../staff-members.js';
import type { PartsStage } from './parts-stage.js';
import { partNumbered } from './purchasing.js';

/** Two key batteries are gone for good; a switch lay in the wrong bin; the horns are all there. */
const LOST = { part: partNumbered('CR2032'), thousandths: 2_000 };
const MISLAID = { part: partNumbered('5Q0953521'), thousandths: 1_000 };
const COMPLETE = partNumbered('5Q0951206');

interface SheetView {
  readonly id: string;
  readonly lines: readonly { partNumber: string; status: string; varianceThousandths: number | null }[];
}

interface StockView {
  readonly partNumber: string;
  readonly availableThousandths: number;
  readonly reservedThousandths: number;
  readonly quarantinedThousandths: number;
}

/** A few parts are counted blind; what differs much is counted again by another, and the manager approves what is missing (PRT-9). */
export async function* stocktake({ api, say, dates }: PartsStage): Story {
  yield instantOf(dates.before, '09:00', STORE.zone);
  const partNumbers = [LOST.part, MISLAID.part, COMPLETE].map(({ partNumber }) => partNumber);
  const { id } = await api.post<SheetView>('parts', '/v1/stocktakes', {
    as: STAFF.partsClerk,
    body: { kind: 'chosen', partNumbers },
  });
  const count = (as: string, counts: object[]): Promise<SheetView> =>
    api.post('parts', `/v1/stocktakes/${id}/counts`, { as, body: { counts } });

  yield instantOf(dates.before, '09:20', STORE.zone);
  const counted = await count(STAFF.partsClerk, [
    await seen(api, LOST.part.partNumber, LOST.thousandths),
    await seen(api, MISLAID.part.partNumber, MISLAID.thousandths),
    await seen(api, COMPLETE.partNumber),
  ]);
  const again = counted.lines.filter(({ status }) => status === 'to-recount').map(({ partNumber }) => partNumber);
  say(
    `盲盘 ${partNumbers.length} 种备件，${again.map((number) => partNumbered(number).nameZh).join('、')} 差异较大，换人复盘`,
  );

  yield instantOf(dates.before, '09:40', STORE.zone);
  const recounts: object[] = [];
  for (const partNumber of again) recounts.push(await seen(api, partNumber));
  await count(STAFF.otherPartsClerk, recounts);

  yield instantOf(dates.before, '09:50', STORE.zone);
  const { lines } = await api.post<SheetView>('parts', `/v1/stocktakes/${id}/approve`, {
    as: STAFF.manager,
    body: { reason: '盘亏，原因不明' },
  });
  const missing = lines.filter(({ varianceThousandths }) => varianceThousandths !== 0);
  const named = missing.map(
    ({ partNumber, varianceThousandths }) => `${partNumbered(partNumber).nameZh} ${(varianceThousandths ?? 0) / 1_000}`,
  );
  say(`盘点差异经理审批：${named.join('、')}`);
}

/** What somebody finds of a part where so much of it is missing. */
async function seen(
  api: Api,
  partNumber: string,
  missingThousandths = 0,
): Promise<{ partNumber: string; quantityThousandths: number }> {
  const { items } = await api.get<{ items: StockView[] }>('parts', `/v1/parts?search=${partNumber}`, STAFF.partsClerk);
  const part = items.find((one) => one.partNumber === partNumber);
  if (!part) throw new Error(`${partNumber} is not listed.`);
  const onHand = part.availableThousandths + part.reservedThousandths + part.quarantinedThousandths;
  return { partNumber, quantityThousandths: Math.max(0, onHand - missingThousandths) };
}
