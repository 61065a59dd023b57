import { instantOf } from '@pitlane/kernel';
import { partNumbered } from '../../demo/parts-department/purchasing.js';
import type { PartsStage } from '../../demo/parts-department/parts-stage.js';
import type { Story } from '../../demo/scheduler.js';
import { STAFF, STORE } from '../../demo/staff-members.js';
import type { Api } from '../../platform/api.js';

const PART = partNumbered('06L115562B');
const CALLERS = 8;
const PIECE = 1_000;

/**
 * Callers who want the same part at the same moment, and do without it later: commands that wait for one part are done together, each
 * with its own key, answer and event. They take nothing that a visit needs.
 */
export async function* counterRush({ api, dates, seed }: PartsStage): Story {
  for (const [turn, date] of [dates.calls, dates.before, dates.day].entries()) {
    yield instantOf(date, '13:30', STORE.zone);
    await bring(api, `COUNTER-${date}-${seed}-${turn}`);
    const kept = await Promise.all(
      Array.from({ length: CALLERS }, (_, caller) =>
        api.post<{ id: string }>('parts', '/v1/reservations', {
          as: STAFF.partsClerk,
          body: { lines: [{ partNumber: PART.partNumber, quantityThousandths: PIECE }], reason: `电话预留 ${caller}` },
        }),
      ),
    );
    await Promise.all(
      kept.map(({ id }) =>
        api.post('parts', `/v1/reservations/${id}/release`, { as: STAFF.partsClerk, body: { reason: '客户不要了' } }),
      ),
    );
  }
}

async function bring(api: Api, deliveryNote: string): Promise<void> {
  const { partNumber, costFen: unitCostFen, supplier } = PART;
  const lines = [{ partNumber, quantityThousandths: CALLERS * PIECE, unitCostFen, result: 'accepted' }];
  await api.post('parts', '/v1/deliveries', { as: STAFF.partsClerk, body: { deliveryNote, supplier, lines } });
}
