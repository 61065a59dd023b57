import type { BayKind } from '@pitlane/contracts';
import { localTime, minuteOfDay } from '@pitlane/kernel';
import { openingHours, type Store } from '@pitlane/platform';
import type { AppointmentStatus } from '../appointments/appointment-status.js';

/** A time for which a bay is kept. */
export interface Kept {
  readonly bayId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Null while nothing is booked for it yet. */
  readonly status: AppointmentStatus | null;
  readonly operationNames: readonly string[];
}

export interface BoardBay {
  readonly bayId: string;
  readonly name: string;
  readonly kind: BayKind;
  readonly active: boolean;
}

/** What a bay is kept for on one day, within the opening hours: minutes since midnight in the store's zone. */
export interface Bar extends Pick<Kept, 'bayId' | 'status' | 'operationNames'> {
  readonly fromMinute: number;
  readonly toMinute: number;
}

export interface BoardDay {
  readonly date: string;
  /** Null on a day on which the store is closed. */
  readonly open: { readonly fromMinute: number; readonly toMinute: number } | null;
  readonly bars: readonly Bar[];
  /** Kept minutes of the bays in service / their minutes in opening hours, in percent; null where there are none. */
  readonly usePercent: number | null;
}

/** The bays of a store over a week. */
export interface Board {
  readonly store: Pick<Store, 'name' | 'bookableSharePercent'>;
  readonly week: string;
  readonly bays: readonly BoardBay[];
  readonly days: readonly BoardDay[];
}

const A_DAY = 24 * 60;

/** What is drawn of a day. */
export function boardDay(
  store: Store,
  date: string,
  { bays, kept }: { bays: readonly BoardBay[]; kept: readonly Kept[] },
): BoardDay {
  const hours = openingHours(store, date);
  if (!hours) return { date, open: null, bars: [], usePercent: null };
  const open = { fromMinute: minuteOfDay(hours.opens), toMinute: minuteOfDay(hours.closes) };
  const bars = kept.flatMap(({ startsAt, endsAt, ...what }) => {
    const fromMinute = Math.max(open.fromMinute, minuteOn(date, startsAt, store.zone));
    const toMinute = Math.min(open.toMinute, minuteOn(date, endsAt, store.zone));
    return fromMinute < toMinute ? [{ ...what, fromMinute, toMinute }] : [];
  });
  const inService = new Set(bays.filter(({ active }) => active).map(({ bayId }) => bayId));
  const usedMinutes = bars
    .filter(({ bayId }) => inService.has(bayId))
    .reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0);
  const minutes = inService.size * (open.toMinute - open.fromMinute);
  return { date, open, bars, usePercent: minutes > 0 ? Math.round((100 * usedMinutes) / minutes) : null };
}

/** The minute of a day at which the clocks of the zone show an instant; its ends for one before or after. */
function minuteOn(date: string, at: Date, zone: string): number {
  const local = localTime(at, zone);
  if (local.date < date) return 0;
  return local.date > date ? A_DAY : minuteOfDay(local.time);
}
