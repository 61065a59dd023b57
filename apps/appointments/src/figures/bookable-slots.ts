import { plusDays } from '@pitlane/kernel';
import { openingHours, type Store } from '@pitlane/platform';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** How many slots of the days from `from` to `to`, both whole, begin in each hour that the store's clocks show. */
export function slotsByHour(store: Store, { from, to }: { from: string; to: string }): Map<number, number> {
  const slots = new Map<number, number>();
  for (let date = from; date <= to; date = plusDays(date, 1)) {
    const hours = openingHours(store, date);
    if (!hours) continue;
    for (let at = minutesOf(hours.opens); at < minutesOf(hours.closes); at += store.slotMinutes) {
      const hour = Math.floor(at / 60);
      slots.set(hour, (slots.get(hour) ?? 0) + 1);
    }
  }
  return slots;
}
