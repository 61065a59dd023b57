import { type LocalTime, localTime } from '@pitlane/kernel';
import { type Store, workTime } from '@pitlane/platform';

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
