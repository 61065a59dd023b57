import { actingStore, type Store, type Tx } from '@pitlane/platform';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { Calendar, slotsOfVisit } from './calendar.js';
import type { Period } from './day.js';
import type { PlacedVisit } from './need.js';

/**
 * Counts a visit in each of its slots, in order of time, unless the bookable share of one is used up. One statement:
 * its row locks make bookings of the same time wait for each other, in every replica (APT-5). A visit that is moved is counted out
 * of its old slots on the way, so that moves that cross do not wait in a circle.
 * @param given slots that the visit gives back
 * @returns whether every slot had room; when not, the caller rolls back
 */
export async function takeSlots(
  tx: Tx,
  store: Store,
  slots: readonly Date[],
  given: readonly Date[] = [],
): Promise<boolean> {
  const counted = await tx.query(
    `INSERT INTO slot (store_id, starts_at, capacity, booked)
     SELECT $1, starts_at, greatest(1, active_bays * $2 / 100), (starts_at = ANY ($3))::int
     FROM (SELECT unnest($3::timestamptz[]) AS starts_at UNION SELECT unnest($4::timestamptz[])) AS asked,
       (SELECT count(*)::int AS active_bays FROM known_bay WHERE store_id = $1 AND active) AS bays
     ORDER BY starts_at
     ON CONFLICT (store_id, starts_at) DO UPDATE
       SET booked = slot.booked + EXCLUDED.booked - (slot.starts_at = ANY ($4))::int,
         capacity = CASE EXCLUDED.booked WHEN 1 THEN EXCLUDED.capacity ELSE slot.capacity END
       WHERE EXCLUDED.booked = 0 OR slot.booked - (slot.starts_at = ANY ($4))::int < EXCLUDED.capacity
     RETURNING starts_at`,
    [store.id, store.bookableSharePercent, slots, given],
  );
  return counted.length === new Set([...slots, ...given].map(Number)).size;
}

/** Gives free what a visit holds, before its new rows are written: the database looks at them one by one. */
export async function freeAllocations(tx: Tx, appointmentId: string): Promise<void> {
  await tx.query('UPDATE allocation SET active = false WHERE store_id = $1 AND appointment_id = $2 AND active', [
    actingStore(tx.scope),
    appointmentId,
  ]);
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

/** What does not count when a calendar is read. */
export interface LeftOut {
  /** Staff ids of technicians whom another store has. */
  readonly heldElsewhere?: readonly string[];
  /** A visit that gives its place back. */
  readonly moved?: PlacedVisit | undefined;
}

/** The store's calendar from `from` to before `to`, as committed now. What is held for more than a day has an index of its own. */
export async function readCalendar(
  tx: Tx,
  store: Store,
  { from, to }: Period,
  { heldElsewhere = [], moved }: LeftOut = {},
): Promise<Calendar> {
  const [taken, slots, bays, technicians] = await Promise.all([
    tx.query<{ resource_id: string; starts_at: Date; ends_at: Date }>(
      `SELECT resource_id, starts_at, ends_at FROM allocation
       WHERE store_id = $1 AND active AND starts_at >= $2::timestamptz - interval '1 day' AND starts_at < $3 AND ends_at > $2
         AND ($4::uuid IS NULL OR appointment_id IS DISTINCT FROM $4)
       UNION ALL
       SELECT resource_id, starts_at, ends_at FROM allocation
       WHERE store_id = $1 AND active AND ends_at - starts_at > interval '1 day'
         AND starts_at < $2::timestamptz - interval '1 day' AND ends_at > $2
         AND ($4::uuid IS NULL OR appointment_id IS DISTINCT FROM $4)`,
      [store.id, from, to, moved?.id ?? null],
    ),
    tx.query<{ starts_at: Date; booked: number }>(
      `SELECT starts_at, booked - (starts_at = ANY ($4))::int AS booked FROM slot
       WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3 AND booked > 0`,
      [store.id, from, to, moved ? slotsOfVisit(moved) : []],
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
