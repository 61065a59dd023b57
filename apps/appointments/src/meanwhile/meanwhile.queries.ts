import type { Store, Tx } from '@pitlane/platform';
import type { FreeStay } from '../capacity/calendar.js';
import type { Period } from '../capacity/day.js';
import type { Need, Shortage } from '../capacity/need.js';
import { courtesyCarsFor } from '../courtesy-loans/courtesy-loans.queries.js';
import { seatsFor } from '../lounge/lounge.queries.js';
import { driversFor } from '../rides/rides.queries.js';

/** Says of each visit that takes place within a period what is short of that which the customer wishes meanwhile (APT-15); undefined when nothing is. */
export async function meanwhileFor(
  tx: Tx,
  store: Store,
  need: Need,
  period: Period & { now: Date },
): Promise<(stay: FreeStay) => Shortage | undefined> {
  const [hasCar, hasDrivers, hasSeat] = await Promise.all([
    courtesyCarsFor(tx, store, need, period),
    driversFor(tx, store, need, period),
    seatsFor(tx, store, need, period),
  ]);
  return (stay) => {
    if (!hasCar(stay)) return { reason: 'courtesy-car' };
    if (!hasDrivers(stay)) return { reason: 'driver' };
    return hasSeat(stay) ? undefined : { reason: 'lounge' };
  };
}
