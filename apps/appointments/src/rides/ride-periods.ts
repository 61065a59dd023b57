import type { RideKind } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import type { Store } from '@pitlane/platform';
import type { Period } from '../capacity/day.js';
import { SETTINGS } from '../settings.js';

/** How long a ride keeps its driver, there and back: as the store says. */
export const rideMinutesOf = ({ rideMinutes }: Store): number => rideMinutes ?? SETTINGS.rideMinutes;

/** The time of a ride that begins then. */
export function rideFrom(store: Store, from: Date): Period {
  return { from, to: plusMinutes(from, rideMinutesOf(store)) };
}

/** The car is fetched right before a visit and brought back right after its expected end (APT-15). */
export function ridePeriods(
  store: Store,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Readonly<Record<RideKind, Period>> {
  return { fetch: rideFrom(store, plusMinutes(startsAt, -rideMinutesOf(store))), return: rideFrom(store, endsAt) };
}
