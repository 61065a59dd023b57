import type { Store, Tx } from '@pitlane/platform';
import type { MeanwhileWish } from '../appointments/meanwhile.js';
import { slotsOf, slotsOfVisit } from '../capacity/calendar.js';
import type { Period } from '../capacity/day.js';
import type { Need } from '../capacity/need.js';

/** Whether a customer needs a seat of the lounge: of a store that limits them, one who waits. */
export const needsSeat = ({ loungeSeats }: Store, meanwhile: MeanwhileWish | undefined): boolean =>
  loungeSeats !== undefined && meanwhile === 'waits';

/**
 * Counts a customer who waits in each slot, in order of time, unless all seats of one are taken. The slots themselves are taken
 * before, so that two who take seats of the same time wait for each other in the same order.
 * @returns whether every slot had a seat; when not, the caller rolls back
 */
export async function takeSeats(tx: Tx, { id, loungeSeats }: Store, slots: readonly Date[]): Promise<boolean> {
  const taken = await tx.query(
    `INSERT INTO lounge_slot (store_id, starts_at, seats, waiting)
     SELECT $1, starts_at, $2, 1 FROM unnest($3::timestamptz[]) AS starts_at ORDER BY starts_at
     ON CONFLICT (store_id, starts_at) DO UPDATE SET waiting = lounge_slot.waiting + 1, seats = EXCLUDED.seats
       WHERE lounge_slot.waiting < EXCLUDED.seats
     RETURNING starts_at`,
    [id, loungeSeats, slots],
  );
  return taken.length === slots.length;
}

/** Gives a customer's seats back. */
export async function releaseSeats(tx: Tx, storeId: string, slots: readonly Date[]): Promise<void> {
  await tx.query(
    `WITH held AS (
       SELECT store_id, starts_at FROM lounge_slot WHERE store_id = $1 AND starts_at = ANY ($2) ORDER BY starts_at FOR UPDATE)
     UPDATE lounge_slot SET waiting = waiting - 1 FROM held
     WHERE lounge_slot.store_id = held.store_id AND lounge_slot.starts_at = held.starts_at
     RETURNING lounge_slot.starts_at`,
    [storeId, slots],
  );
}

/** Says of each visit that takes place within a period whether a customer who waits finds a seat all along; where none is needed, any will do. */
export async function seatsFor(
  tx: Tx,
  store: Store,
  { meanwhile, moved }: Need,
  { from, to }: Period,
): Promise<(stay: { startsAt: Date; endsAt: Date }) => boolean> {
  if (!needsSeat(store, meanwhile)) return () => true;
  const own = moved?.loungeSeat === true ? slotsOfVisit(moved) : [];
  const full = await tx.query<{ at: Date }>(
    `SELECT starts_at AS at FROM lounge_slot
     WHERE store_id = $1 AND starts_at >= $2 AND starts_at < $3 AND waiting - (starts_at = ANY ($5))::int >= $4`,
    [store.id, from, to, store.loungeSeats, own],
  );
  const fullAt = new Set(full.map(({ at }) => at.getTime()));
  return ({ startsAt, endsAt }) => slotsOf(startsAt, endsAt, store.slotMinutes).every((slot) => !fullAt.has(+slot));
}
