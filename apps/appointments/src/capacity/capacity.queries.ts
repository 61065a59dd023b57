import { type Store, type Tx } from '@pitlane/platform';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { Calendar } from './calendar.js';
import type { Period } from './day.js';

/**
 * Counts a visit in each of its slots, in order of time, unless the bookable share of one is used up. One statement:
 * its row locks make bookings of the same time wait for each other, in every replica (APT-5).
 * @returns whether every slot had room; when not, the caller rolls back
 */
export async function takeSlots(tx: Tx, store: Store, slots: readonly Date[]): Promise<boolean> {
  const taken = await tx.query(
    `INSERT INTO slot (store_id, starts_at, capacity, booked)
     SELECT $1, starts_at, greatest(1, active_bays * $2 / 100), 1
     FROM unnest($3::timestamptz[]) AS starts_at,
       (SELECT count(*)::int AS active_bays FROM known_bay WHERE store_id = $1 AND active) AS bays
     ORDER BY starts_at
     ON CONFLICT (store_id, starts_at) DO UPDATE SET booked = slot.booked + 1, capacity = EXCLUDED.capacity
       WHERE slot.booked < EXCLUDED.capacity
     RETURNING starts_at`,
    [store.id, store.bookableSharePercent, slots],
  );
  return taken.length === slots.length;
}

/** Gives a visit's slots back. */
export async function releaseSlots(tx: Tx, storeId: string, slots: readonly Date[]): Promise<void> {
  await tx.query(
    `WITH held AS (
       SELECT store_id, starts_at FROM slot WHERE store_id = $1 AND starts_at = ANY ($2) ORDER BY starts_at FOR UPDATE)
     UPDATE slot SET booked = booked - 1 FROM held
     WHERE slot.store_id = held.store_id AND slot.starts_at = held.starts_at
     RETURNING slot.starts_at`,
    [storeId, slots],
  );
}

/**
 * The store's calendar from `from` to before `to`, as committed now. What is held for more than a day has an index of its own.
 * @param heldElsewhere staff ids of technicians to leave out
 */
export async function readCalendar(
  tx: Tx,
  store: Store,
  { from, to }: Period,
  heldElsewhere: readonly string[] = [],
): Promise<Calendar> {
  const [taken, slots, bays, technicians] = await Promise.all([
    tx.query<{ resource_id: string; starts_at: Date; ends_at: Date }>(
      `SELECT resource_id, starts_at, ends_at FROM allocation
       WHERE store_id = $1 AND active AND starts_at >= $2::timestamptz - interval '1 day' AND starts_at < $3 AND ends_at > $2
       UNION ALL
       SELECT resource_id, starts_at, ends_at FROM allocation
       WHERE store_id = $1 AND active AND ends_at - starts_at > interval '1 day'
         AND starts_at < $2::timestamptz - interval '1 day' AND ends_at > $2`,
      [store.id, from, to],
    ),
    tx.query<{ starts_at: Date; booked: number }>(
      'SELECT starts_at, booked FROM slot WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3 AND booked > 0',
      [store.id, from, to],
    ),
    tx.list(KnownBay, { storeId: store.id, active: true }),
    tx.list(KnownTechnician, { storeId: store.id, active: true }),
  ]);
  return new Calendar({
    store,
    bays: bays.sort((a, b) => (a.name < b.name ? -1 : 1)),
    technicians: technicians.filter(({ technicianId }) => !heldElsewhere.includes(technicianId)),
    taken: taken.map((row) => ({ resourceId: row.resource_id, startsAt: row.starts_at, endsAt: row.ends_at })),
    bookedBySlot: new Map(slots.map((slot) => [slot.starts_at.getTime(), slot.booked])),
  });
}
