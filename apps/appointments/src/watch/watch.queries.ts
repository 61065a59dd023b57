import { plusMinutes } from '@pitlane/kernel';
import type { OfStore, Tx } from '@pitlane/platform';
import { SETTINGS } from '../settings.js';

/** Stores with a check ahead of a visit that is due (APT-9), or with a visit to which nobody came (APT-11). */
export function storesToWatch(tx: Tx, now: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT store_id FROM appointment WHERE next_check_at <= $1 AND starts_at > $1
     UNION SELECT store_id FROM appointment WHERE status IN ('booked', 'confirmed') AND starts_at <= $2`,
    [now, plusMinutes(now, -SETTINGS.noShowMinutes)],
  );
}

/**
 * Stores with a hold that nobody decided on in time (APT-6), something that became free, an offer that nobody answered in time, or
 * somebody whose days have passed (APT-12); each once.
 */
export function storesWithHoldsOrWaitlistWork(tx: Tx, now: Date): Promise<OfStore[]> {
  return tx.query<OfStore>(
    `SELECT store_id FROM slot_hold WHERE status = 'held' AND expires_at <= $1
     UNION SELECT store_id FROM freed_day
     UNION SELECT store_id FROM waitlist_offer WHERE outcome = 'open' AND offered_until <= $1
     UNION SELECT store_id FROM waitlist_entry WHERE status = 'waiting' AND waits_until <= $1`,
    [now],
  );
}
