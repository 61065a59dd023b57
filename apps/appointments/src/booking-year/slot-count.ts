import { instantOf, plusMinutes } from '@pitlane/kernel';
import { slotsWithin } from '../capacity/calendar.js';
import { timetableOf } from '../capacity/timetable.js';
import type { Call, Year } from './calls.js';
import { bookableSlots, Ledger, startsAround } from './ledger.js';
import { nothingYet, type Outcome } from './outcome.js';
import { STORE } from './store.js';

/** How long a customer who has come waits for work to begin, and still says that the promise was kept. */
const PATIENCE_MINUTES = [0, 15, 30];

/**
 * The same year with a calendar that counts cars in slots, for as long as they stay: it knows the opening hours and the share, but
 * neither bay kinds nor skills nor absences, and nobody checks ahead. What can be done shows when the customers are there.
 */
export function playSlotCount(year: Year): Outcome {
  const calendar = new Ledger();
  const shop = new Ledger();
  const tally = nothingYet(year.calls.length, bookableSlots(year.days));
  for (const day of year.days) {
    for (const ledger of [calendar, shop]) ledger.forgetBefore(instantOf(day, '00:00', STORE.zone));
    for (const leave of year.leaves) if (leave.knownOn === day) shop.note(leave);
    for (const visit of calendar.startingOn(day)) {
      const { call, startsAt, slots } = visit;
      if (!call.comes) tally.noShows += 1;
      else if (call.partsLateDays === 0 && !call.partIsWrong && begin(shop, call, startsAt)) {
        tally.kept += 1;
        tally.usedSlots += slots.length;
      } else tally.broken += 1;
    }
    for (const call of year.calls) if (call.on === day && !book(calendar, call)) tally.turnedAway += 1;
  }
  return tally;
}

function book(ledger: Ledger, call: Call): boolean {
  for (const start of startsAround(ledger.calendar(call.wish, 0), call)) {
    const timetable = timetableOf(STORE, start, call.need);
    if ('reason' in timetable) continue;
    const slots = slotsWithin(timetable.days, STORE.slotMinutes);
    if (!ledger.hasRoom(slots)) continue;
    ledger.put(call, start, { endsAt: timetable.endsAt, overnightSlots: slots, bays: [], technicians: [] });
    return true;
  }
  return false;
}

/** Whether bays and people are there for a car that is. */
function begin(shop: Ledger, call: Call, startsAt: Date): boolean {
  for (const minutes of PATIENCE_MINUTES) {
    const start = plusMinutes(startsAt, minutes);
    const plan = shop.calendar(start, 1).planFor(call.need, start);
    if ('reason' in plan) continue;
    shop.put(call, start, plan);
    return true;
  }
  return false;
}
