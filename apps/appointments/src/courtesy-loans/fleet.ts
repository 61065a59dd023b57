import { plusMinutes } from '@pitlane/kernel';
import type { Store } from '@pitlane/platform';
import type { Period } from '../capacity/day.js';
import { SETTINGS } from '../settings.js';

/** A car that a visit or a hold has for a time. */
export interface KeptCar extends Period {
  /** Null of a hold. */
  readonly appointmentId: string | null;
  readonly courtesyCarId: string;
}

/** How long a courtesy car stays kept after the visit should be over: the store's margin. */
export const marginMinutesOf = ({ courtesyCarMarginMinutes }: Store): number =>
  courtesyCarMarginMinutes ?? SETTINGS.courtesyCarMarginMinutes;

/** The time for which a visit needs a courtesy car: from the expected arrival to the expected hand-over and a margin (APT-15). */
export function loanPeriod(store: Store, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Period {
  return { from: startsAt, to: plusMinutes(endsAt, marginMinutesOf(store)) };
}

/** The courtesy cars in service and the loans that have them, as read from the database at one moment. */
export class Fleet {
  /** @param carIds in the order in which they are lent */
  constructor(
    private readonly carIds: readonly string[],
    private readonly kept: readonly KeptCar[],
  ) {}

  /** @param movedId a visit whose loan is moved: what it has itself does not stand in its way */
  freeCars({ from, to }: Period, movedId?: string): string[] {
    const taken = this.kept
      .filter((one) => one.appointmentId !== movedId && one.from < to && one.to > from)
      .map(({ courtesyCarId }) => courtesyCarId);
    return this.carIds.filter((id) => !taken.includes(id));
  }
}
