import { openingHours, Stores } from '@pitlane/platform';
import type { RunningPlatform } from '../platform/running.js';
import { STORE } from './staff-members.js';

/** Says of a local day whether the store is open at all, by its weekly hours, closures and holidays. */
export function openDaysOf({ storesFile }: RunningPlatform): (date: string) => boolean {
  const store = Stores.fromFile(storesFile).get(STORE.id);
  return (date) => openingHours(store, date) !== undefined;
}
