import { instantOf, localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';
import type { Call, Year } from './calls.js';
import { bookableSlots, Ledger, startsAround, type Visit } from './ledger.js';
import { nothingYet, type Outcome, type Tally } from './outcome.js';
import { STORE } from './store.js';

/** Who is asked to move is as flexible as it takes. */
const FLEXIBLE_WHEN_MOVED_DAYS = 10;
/** When the workshop hears who is ill. */
const MORNING = '07:30';

/** The year with the calendar of bays, skills and legs, and the checks ahead that tell the customer what can't be kept. */
export function playOurs(year: Year): Outcome {
  const ledger = new Ledger();
  const tally = nothingYet(year.calls.length, bookableSlots(year.days));
  let waiting: Call[] = [];
  for (const day of year.days) {
    const morning = instantOf(day, MORNING, STORE.zone);
    ledger.forgetBefore(instantOf(day, '00:00', STORE.zone));
    const heard = year.leaves.filter(({ knownOn }) => knownOn === day || (knownOn < day && day === year.days[0]));
    for (const leave of heard) ledger.note(leave);
    for (const visit of heard.flatMap((leave) => ledger.hitBy(leave))) keepOrMove(ledger, visit, { morning, tally });
    for (const visit of ledger.startingOn(plusDays(day, 1))) {
      if (visit.call.partsLateDays > 0) move(ledger, visit, { morning, tally });
    }
    for (const visit of ledger.startingOn(day)) receive(ledger, visit, tally);
    // Who found nothing waits for what becomes free, and comes before those who call today (APT-12).
    waiting = [...waiting, ...year.calls.filter(({ on }) => on === day)].filter(
      (call) => !book(ledger, { ...call, on: day }),
    );
    tally.turnedAway += waiting.filter((call) => isOver(call, day)).length;
    waiting = waiting.filter((call) => !isOver(call, day));
  }
  tally.turnedAway += waiting.length;
  return tally;
}

/** Tomorrow is later than they could come. */
const isOver = ({ wish, flexibleDays }: Call, day: string): boolean =>
  localTime(plusDaysOf(wish, flexibleDays), STORE.zone).date <= day;

function book(ledger: Ledger, call: Call): boolean {
  const { flexibleDays } = call;
  const calendar = ledger.calendar(plusDaysOf(call.wish, -flexibleDays), 2 * flexibleDays + 1);
  const start = startsAround(calendar, call).find((one) => 'endsAt' in calendar.stayAt(call.need, one));
  const plan = start && calendar.planFor(call.need, start);
  if (!start || !plan || 'reason' in plan) return false;
  ledger.put(call, start, plan);
  return true;
}

/** With others at the same time where there are any; the customer notices nothing. */
function keepOrMove(ledger: Ledger, visit: Visit, at: { morning: Date; tally: Tally }): void {
  ledger.drop(visit);
  const plan = ledger.calendar(visit.startsAt, 1).planFor(visit.call.need, visit.startsAt);
  if ('reason' in plan) move(ledger, visit, at);
  else ledger.put(visit.call, visit.startsAt, plan);
}

/** To the time that is nearest once the parts are there. Whom one can tell only within the last hour has set out. */
function move(ledger: Ledger, visit: Visit, { morning, tally }: { morning: Date; tally: Tally }): void {
  const { call, startsAt } = visit;
  ledger.drop(visit);
  const wish = plusDaysOf(startsAt, call.partsLateDays);
  const on = plusDays(localTime(morning, STORE.zone).date, call.partsLateDays);
  book(ledger, { ...call, on, wish, partsLateDays: 0, flexibleDays: FLEXIBLE_WHEN_MOVED_DAYS });
  if (startsAt >= plusMinutes(morning, SETTINGS.hourCheckMinutes)) tally.movedInTime += 1;
  else tally.broken += 1;
}

function receive(ledger: Ledger, visit: Visit, tally: Tally): void {
  const { call, slots } = visit;
  if (!call.comes) tally.noShows += 1;
  else if (call.partIsWrong) tally.broken += 1;
  else {
    tally.kept += 1;
    tally.usedSlots += slots.length;
    return;
  }
  ledger.drop(visit);
}

const plusDaysOf = (at: Date, days: number): Date => plusMinutes(at, days * 24 * 60);
