import { Injectable } from '@nestjs/common';
import { actingStore, Database, type Page, type PageQuery, type Tx } from '@pitlane/platform';
import type { Deed } from '../booking-proposals/booking-proposal.entity.js';
import { type HeldVisit, SlotHold, type SlotHoldStatus } from './slot-hold.entity.js';

@Injectable()
export class SlotHoldsQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<SlotHold> {
    return this.db.read((tx) => tx.get(SlotHold, id));
  }

  /** Newest first. */
  page(filter: { status?: SlotHoldStatus }, page: PageQuery): Promise<Page<SlotHold>> {
    return this.db.read((tx) => tx.page(SlotHold, { storeId: actingStore(), ...filter }, page));
  }
}

/**
 * Counts what a caller holds in the store, and lets none of them hold more meanwhile: of two at once the second sees what the
 * first took.
 */
export async function countOpenHolds(tx: Tx, { by, at }: Deed): Promise<number> {
  const storeId = actingStore(tx.scope);
  const [, [row]] = await Promise.all([
    tx.query(`SELECT pg_advisory_xact_lock(hashtext('slot-hold'), hashtext($1 || ' ' || $2))`, [storeId, by]),
    tx.query<{ count: number }>(
      `SELECT count(*)::int FROM slot_hold WHERE store_id = $1 AND held_by = $2 AND status = 'held' AND expires_at > $3`,
      [storeId, by, at],
    ),
  ]);
  return row?.count ?? 0;
}

/**
 * Ends the hold that a visit is booked from, where it is from one, in favour of the visit. Part of the booking.
 * @throws NotFound | HoldOfAnother | HoldExpired | HoldEnded | HoldForAnotherVisit
 */
export async function bookHold(
  tx: Tx,
  named: { readonly id: string; readonly heldBy: string } | undefined,
  visit: HeldVisit,
  at: Date,
): Promise<SlotHold | undefined> {
  if (!named) return undefined;
  const hold = await tx.lock(SlotHold, named.id);
  hold.book(visit, { by: named.heldBy, at });
  return tx.save(hold);
}

/** Holds that nobody decided on in time, the longest due first. */
export async function dueHoldIds(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM slot_hold WHERE store_id = $1 AND status = 'held' AND expires_at <= $2 ORDER BY expires_at, id LIMIT 200`,
    [actingStore(tx.scope), now],
  );
  return rows.map(({ id }) => id);
}
