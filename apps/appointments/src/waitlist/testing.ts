import { randomUUID } from 'node:crypto';
import { anEstimate } from '../appointments/testing.js';
import { aSlotHold, SATURDAY_NINE } from '../slot-holds/testing.js';
import { WaitlistEntry } from './waitlist-entry.entity.js';

/** What a customer says who waits for Monday morning. */
export const joinBody = (facts: Record<string, unknown> = {}) => ({
  ...{ channel: 'wechat', complaint: '到保养里程了', operations: ['MNT-001'], meanwhile: 'waits' },
  ...{ firstDay: '2026-11-23', lastDay: '2026-11-23', startsUntil: '12:00' },
  ...facts,
});

/** Waits since Saturday at nine for Monday or Tuesday morning. */
export const aWaitlistEntry = (facts: Partial<Parameters<typeof WaitlistEntry.join>[0]> = {}): WaitlistEntry =>
  WaitlistEntry.join({
    ...{ id: randomUUID(), storeId: 'SH001', zone: 'Asia/Shanghai', customerId: randomUUID(), vehicleId: randomUUID() },
    ...{ channel: 'wechat', complaint: '到保养里程了', meanwhile: 'waits', estimate: anEstimate() },
    ...{ firstDay: '2026-11-23', lastDay: '2026-11-24', startsFrom: '08:00', startsUntil: '12:00' },
    deed: { at: SATURDAY_NINE, by: 'he.booking' },
    ...facts,
  });

/** Offers an entry what a hold keeps, until half past nine on Saturday. */
export function offer(entry: WaitlistEntry, startsAt: Date): void {
  const expiresAt = new Date('2026-11-21T01:30:00Z');
  entry.offer(aSlotHold({ startsAt, expiresAt }), randomUUID(), SATURDAY_NINE);
}
