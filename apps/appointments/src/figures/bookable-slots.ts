import { minuteOfDay } from '@pitlane/kernel';
import { openingHours, type Store } from '@pitlane/platform';
import { datesFrom } from '../capacity/day.js';

/** How many slots of the days from `from` to `to`, both whole, begin in each hour that the store's clocks show. */
export function slotsByHour(store: Store, { from, to }: { from: string; to: string }): Map<number, number> {
  const slots = new Map<number, number>();
  for (const date of datesFrom(from, to)) {
    const hours = openingHours(store, date);
    if (!hours) continue;
    for (let at = minuteOfDay(hours.opens); at < minuteOfDay(hours.closes); at += store.slotMinutes) {
      const hour = Math.floor(at / 60);
      slots.set(hour, (slots.get(hour) ?? 0) + 1);
    }
  }
  return slots;
}
