import { instantOf } from '@pitlane/kernel';
import { SUPPLIERS } from './data/index.js';
import { all } from './figures.js';
import { order, partNumbered } from './parts-department/purchasing.js';
import type { Story } from './scheduler.js';
import { STAFF, STORE } from './staff-members.js';
import type { Stage } from './visit.js';

interface LowPart {
  readonly partNumber: string;
  readonly proposedThousandths: number;
}

/** In the evening the buyer orders what fell below its minimum, as proposed; it comes the next morning (PRT-6, PRT-7). */
export async function* replenish({ api, clock, narrator, dates }: Stage, seed: number): Story {
  yield instantOf(dates.day, '18:20', STORE.zone);
  const low = (await all<LowPart>(api, 'parts', '/v1/alerts?alert=below-minimum')).filter(
    ({ proposedThousandths }) => proposedThousandths > 0,
  );
  const ordered: { supplier: string; purchaseOrderId: string; lines: readonly LowPart[] }[] = [];
  for (const { supplierCode: supplier } of SUPPLIERS) {
    const lines = low.filter(({ partNumber }) => partNumbered(partNumber).supplier === supplier);
    if (lines.length === 0) continue;
    const wanted = lines.map(({ partNumber, proposedThousandths: quantityThousandths }) => ({ partNumber, quantityThousandths })); // prettier-ignore
    const { id: purchaseOrderId } = await order(api, wanted, { urgency: 'daily', expectedOn: dates.after });
    ordered.push({ supplier, purchaseOrderId, lines });
  }
  if (low.length === 0) return;
  narrator.say(clock.now(), undefined, `补货采购：${low.length} 种备件低于下限，${ordered.length} 张采购单`);

  yield instantOf(dates.after, '07:30', STORE.zone);
  for (const { supplier, purchaseOrderId, lines } of ordered) {
    await api.post('parts', '/v1/deliveries', {
      as: STAFF.partsClerk,
      body: {
        ...{ deliveryNote: `${supplier}-${dates.after}-${seed}`, supplier, purchaseOrderId },
        lines: lines.map(({ partNumber, proposedThousandths: quantityThousandths }) => {
          const { costFen: unitCostFen, origin } = partNumbered(partNumber);
          const certificate = origin === 'aftermarket' && { certificate: `CQC-${partNumber}` };
          return { partNumber, quantityThousandths, unitCostFen, result: 'accepted', ...certificate };
        }),
      },
    });
  }
}
