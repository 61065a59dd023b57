import { localTime, plusDays, plusMinutes } from '@pitlane/kernel';
import { Calendar, slotsOf, type Taken, visitsPerSlot } from '../capacity/calendar.js';
import { dayPeriod } from '../capacity/day.js';
import type { Plan } from '../capacity/need.js';
import { openPeriod } from '../capacity/timetable.js';
import type { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { SETTINGS } from '../settings.js';
import type { Call, Leave } from './calls.js';
import { bays, STORE, technicians } from './store.js';

/** A call that got a start. */
export interface Visit {
  readonly call: Call;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly slots: readonly Date[];
  /** What is held for it: nothing where only slots are counted. */
  readonly taken: readonly Taken[];
}

/** The bays and technicians of the store, and what visits have of them and of its slots. */
export class Ledger {
  readonly bays = bays();
  private readonly crew: KnownTechnician[] = technicians();
  private readonly visits = new Set<Visit>();
  private readonly bookedBySlot = new Map<number, number>();

  /** The crew knows from now on that somebody will be away. */
  note({ technicianId, from, to }: Leave): void {
    const startsAt = dayPeriod(from, STORE.zone).from.toISOString();
    const endsAt = dayPeriod(to, STORE.zone).to.toISOString();
    const away = this.crew.find((one) => one.technicianId === technicianId);
    if (away) away.absences = [...away.absences, { startsAt, endsAt }];
  }

  put(call: Call, startsAt: Date, plan: Plan): Visit {
    const { endsAt } = plan;
    const visit: Visit = {
      ...{ call, startsAt, endsAt },
      slots: plan.overnightSlots ?? slotsOf(startsAt, endsAt, STORE.slotMinutes),
      taken: [
        ...plan.bays.map(({ bayId, ...time }) => ({ resourceId: bayId, startsAt: time.startsAt, endsAt: time.endsAt })),
        ...plan.technicians.map((held) => ({
          resourceId: held.technicianId,
          startsAt: held.startsAt,
          endsAt: held.endsAt,
        })),
      ],
    };
    this.visits.add(visit);
    this.count(visit, 1);
    return visit;
  }

  drop(visit: Visit): void {
    if (this.visits.delete(visit)) this.count(visit, -1);
  }

  /** Those that begin on a local day, in order of time. */
  startingOn(date: string): Visit[] {
    return [...this.visits]
      .filter(({ startsAt }) => localTime(startsAt, STORE.zone).date === date)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  }

  /** Those that count on a technician in the time of a leave, and have not begun. */
  hitBy({ technicianId, from, to }: Leave): Visit[] {
    return [...this.visits].filter(
      ({ startsAt, taken }) =>
        localTime(startsAt, STORE.zone).date >= from &&
        taken.some(({ resourceId, startsAt: at }) => {
          const { date } = localTime(at, STORE.zone);
          return resourceId === technicianId && date >= from && date <= to;
        }),
    );
  }

  /** Whether the bookable share has room for one more in each slot. */
  hasRoom(slots: readonly Date[]): boolean {
    return slots.every((slot) => (this.bookedBySlot.get(slot.getTime()) ?? 0) < SHARE);
  }

  /** What can be kept from one day on to some days later. */
  calendar(from: Date, days: number): Calendar {
    const until = plusMinutes(from, (days + SETTINGS.longestStayDays) * 24 * 60);
    const since = plusMinutes(from, -24 * 60);
    const taken = [...this.visits].flatMap((visit) =>
      visit.startsAt < until && visit.endsAt > since ? visit.taken : [],
    );
    return new Calendar({
      store: STORE,
      bays: this.bays,
      technicians: this.crew,
      taken,
      bookedBySlot: this.bookedBySlot,
    });
  }

  /** Visits that are over take no more room here. */
  forgetBefore(at: Date): void {
    for (const visit of this.visits) if (visit.endsAt <= at) this.visits.delete(visit);
  }

  private count({ slots }: Visit, change: number): void {
    for (const slot of slots) {
      this.bookedBySlot.set(slot.getTime(), (this.bookedBySlot.get(slot.getTime()) ?? 0) + change);
    }
  }
}

export const SHARE = visitsPerSlot(bays().length, STORE.bookableSharePercent);

/** Slots that may be booked on some local days. */
export function bookableSlots(days: readonly string[]): number {
  return days.reduce((sum, date) => {
    const open = openPeriod(STORE, date);
    return sum + (open ? slotsOf(open.from, open.to, STORE.slotMinutes).length * SHARE : 0);
  }, 0);
}

/** The starts of the days around a wish, the nearest first; a customer takes the first that is free. */
export function startsAround(calendar: Calendar, { wish, on, flexibleDays }: Call): Date[] {
  const { date } = localTime(wish, STORE.zone);
  return Array.from({ length: 2 * flexibleDays + 1 }, (_, n) => plusDays(date, n - flexibleDays))
    .filter((day) => day > on)
    .flatMap((day) => calendar.startsOf(day))
    .sort((a, b) => Math.abs(a.getTime() - wish.getTime()) - Math.abs(b.getTime() - wish.getTime()));
}
