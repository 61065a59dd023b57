import type { Shift } from '@pitlane/contracts';
import { type LocalTime, localTime } from '@pitlane/kernel';
import { type Store, workTime } from '@pitlane/platform';
import type { Period } from './day.js';

/** A time on one day: as instants, and as the store's clocks show it, with the weekday by whose shifts is worked. */
export interface Stay {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly localStart: LocalTime;
  readonly localEnd: LocalTime;
}

export const stayOf = ({ startsAt, endsAt }: Pick<Stay, 'startsAt' | 'endsAt'>, store: Store): Stay => ({
  startsAt,
  endsAt,
  localStart: workTime(store, startsAt),
  localEnd: localTime(endsAt, store.zone),
});

export const stayIn = ({ from, to }: Period, store: Store): Stay => stayOf({ startsAt: from, endsAt: to }, store);

/** Whether one of these shifts is worked for the whole of a stay. */
export const isOnShift = (shifts: readonly Shift[], { localStart, localEnd }: Stay): boolean =>
  shifts.some(
    ({ weekday, starts, ends }) => weekday === localStart.weekday && starts <= localStart.time && ends >= localEnd.time,
  );
