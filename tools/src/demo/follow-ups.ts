import { instantOf, plusDays, plusMinutes } from '@pitlane/kernel';
import { until } from '../platform/api.js';
import type { Guest } from './store-setup.js';
import type { Story } from './scheduler.js';
import { STAFF, STORE } from './staff-members.js';
import type { Stage } from './visit.js';

interface FollowUpView {
  readonly id: string;
  readonly vehicleId: string;
  readonly round: number;
  readonly dueAt: string;
}

interface Calls {
  /** Who was at the store that day. */
  readonly guests: readonly Guest[];
  /** How many of them were served. */
  readonly served: number;
  readonly round: 1 | 2;
}

/** Everyone who was served is called back: the next morning, and again within a week (CRM-3). */
export async function* callBack(
  { api, clock, narrator, dates, random }: Stage,
  { guests, served, round }: Calls,
): Story {
  yield instantOf(round === 1 ? dates.after : plusDays(dates.day, 6), '08:30', STORE.zone);
  const due = await until('the follow-up queue', async () => {
    const { items } = await api.get<{ items: FollowUpView[] }>('crm', '/v1/follow-ups?status=open', STAFF.crmAgent);
    const ours = items.filter(
      (one) => one.round === round && guests.some(({ vehicleId }) => vehicleId === one.vehicleId),
    );
    return ours.length >= served && ours;
  });
  for (const { id, vehicleId } of due) {
    yield plusMinutes(clock.minute(), 2);
    const isHappy = random.int(1, 10) > 1;
    await api.post('crm', `/v1/follow-ups/${id}/attempts`, {
      as: STAFF.crmAgent,
      body: {
        result: isHappy ? 'reached-satisfied' : 'reached-dissatisfied',
        answers: [{ question: '您对本次服务满意吗？', score: isHappy ? random.int(9, 10) : random.int(4, 6) }],
      },
    });
    narrator.say(
      clock.now(),
      guests.find((guest) => guest.vehicleId === vehicleId)?.index,
      isHappy ? '回访：满意' : '回访：不满意，已记录',
    );
  }
}
