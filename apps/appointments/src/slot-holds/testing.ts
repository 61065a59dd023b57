import { randomUUID } from 'node:crypto';
import { aBooking, MONDAY_TEN } from '../appointments/testing.js';
import { KEPT, STEPS } from '../self-checks.js';
import { type Holding, SlotHold } from './slot-hold.entity.js';

export const SATURDAY_NINE = new Date('2026-11-21T01:00:00Z');

/** Monday at ten, held on Saturday at nine for ten minutes; nobody knows for whom yet. */
export function aSlotHold(facts: Partial<Holding> = {}): SlotHold {
  const { storeId, startsAt, slotMinutes, estimate, plan, newId } = aBooking({
    startsAt: facts.startsAt ?? MONDAY_TEN,
  });
  return SlotHold.hold({
    ...{ id: randomUUID(), storeId, startsAt, slotMinutes, estimate, plan, newId },
    ...{ customerId: null, vehicleId: null, preferredAdvisorId: null, courtesyCar: null },
    expiresAt: new Date('2026-11-21T01:10:00Z'),
    deed: { at: SATURDAY_NINE, by: 'he.booking' },
    ...facts,
  });
}

/** What holds and visits say that the slots should count, and the rows that a hold should not have any more: nothing. */
export const MISCOUNTED = `
  SELECT slot.starts_at, booked, count(kept.id)::int AS kept FROM slot LEFT JOIN (
    SELECT id, store_id, step FROM (${KEPT}) kept, ${STEPS} WHERE is_counted) kept
    ON kept.store_id = slot.store_id AND kept.step = slot.starts_at
  GROUP BY slot.store_id, slot.starts_at HAVING booked <> count(kept.id) OR capacity < count(kept.id)
  UNION ALL
  SELECT allocation.starts_at, active::int, 0 FROM allocation JOIN slot_hold ON slot_hold.id = slot_hold_id
  WHERE active <> (status = 'held')`;
