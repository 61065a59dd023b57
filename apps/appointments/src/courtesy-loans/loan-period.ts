import { plusMinutes } from '@pitlane/kernel';
import type { Store } from '@pitlane/platform';
import type { Period } from '../capacity/day.js';
import { SETTINGS } from '../settings.js';

/** How long a courtesy car stays kept after the visit should be over: the store's margin. */
export const marginMinutesOf = ({ courtesyCarMarginMinutes }: Store): number =>
  courtesyCarMarginMinutes ?? SETTINGS.courtesyCarMarginMinutes;

/** The time for which a visit needs a courtesy car: from the expected arrival to the expected hand-over and a margin (APT-15). */
export function loanPeriod(store: Store, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Period {
  return { from: startsAt, to: plusMinutes(endsAt, marginMinutesOf(store)) };
}
