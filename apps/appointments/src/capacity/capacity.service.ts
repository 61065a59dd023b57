import { Injectable } from '@nestjs/common';
import { localTime, plusDays } from '@pitlane/kernel';
import { actingStore, Database, type Store, Stores, type Tx } from '@pitlane/platform';
import { courtesyCarsFor } from '../courtesy-loans/courtesy-loans.queries.js';
import type { Estimate } from '../estimates/estimate.js';
import { estimateFor } from '../estimates/estimates.queries.js';
import { SETTINGS } from '../settings.js';
import { isOnGrid, slotsOf, stayAt } from './calendar.js';
import { NoCapacity, StartInThePast, StartOffTheGrid } from './capacity.errors.js';
import { readCalendar, releaseSlots, takeSlots } from './capacity.queries.js';
import { dayOf, dayPeriod, type Period } from './day.js';
import { type Need, needOf, type Plan } from './need.js';

/** Work for which a start is looked for. */
export interface Search {
  readonly operationCodes: readonly string[];
  readonly courtesyCar: boolean;
}

export interface FreeStarts {
  readonly estimate: Estimate;
  readonly starts: readonly Date[];
}

/** What the workshop can keep, and what bookings take of it (APT-4, APT-5). */
@Injectable()
export class CapacityService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /**
   * Takes the slots of a visit, then finds who and what is free: in this order, so that of two bookings for the same time
   * the second sees what the first took. Both travel together.
   * @param heldElsewhere staff ids of technicians whom another store has at that time
   * @throws StartInThePast | StartOffTheGrid | NoCapacity
   */
  async take(
    tx: Tx,
    need: Need,
    { startsAt, now, heldElsewhere }: { startsAt: Date; now: Date; heldElsewhere: readonly string[] },
  ): Promise<Plan> {
    const store = this.stores.get(actingStore(tx.scope));
    if (startsAt <= now) throw new StartInThePast();
    if (!isOnGrid(store, startsAt)) throw new StartOffTheGrid(store.slotMinutes);
    const stay = stayAt(store, startsAt, need.durationMinutes);
    if (!stay) throw new NoCapacity(need, { reason: 'closed' });
    const [hasRoom, calendar] = await Promise.all([
      takeSlots(tx, store, slotsOf(startsAt, stay.endsAt, store.slotMinutes)),
      readCalendar(tx, store, dayOf(startsAt, store.zone), heldElsewhere),
    ]);
    if (!hasRoom) throw new NoCapacity(need, { reason: 'share' });
    const plan = calendar.planFor(need, startsAt);
    if ('reason' in plan) throw new NoCapacity(need, plan);
    return plan;
  }

  /** Gives the slots of a visit back; its bays and technicians are the appointment's own rows. */
  async release(
    tx: Tx,
    { storeId, startsAt, endsAt, slotMinutes }: { storeId: string; startsAt: Date; endsAt: Date; slotMinutes: number },
  ): Promise<void> {
    await releaseSlots(tx, storeId, slotsOf(startsAt, endsAt, slotMinutes));
  }

  /** The starts nearest to a wish that can't be kept and that can be kept now, of the days around it (APT-4). */
  alternatives(need: Need, wish: Date, now: Date): Promise<Date[]> {
    return this.db.read(async (tx) => {
      const store = this.stores.get(actingStore(tx.scope));
      const { date } = localTime(wish, store.zone);
      const dates = Array.from({ length: 2 * SETTINGS.alternativesWithinDays + 1 }, (_, index) =>
        plusDays(date, index - SETTINGS.alternativesWithinDays),
      ).filter((day) => day >= localTime(now, store.zone).date);
      const period = periodOf(dates, store);
      const calendar = await readCalendar(tx, store, period);
      const hasCourtesyCar = await courtesyCarsFor(tx, store, need, { ...period, now });
      const candidates = dates
        .flatMap((day) => calendar.startsOf(day))
        .filter((start) => start > now && +start !== +wish);
      return nearest(candidates, wish, (start) => calendar.hasRoomFor(need, start) && hasCourtesyCar(start));
    });
  }

  /** The starts of a local day that are free for some work, with its estimate by the day's last price list. @throws NoPriceList | OperationsNotKnown */
  freeStarts({ operationCodes, courtesyCar }: Search, date: string, now: Date): Promise<FreeStarts> {
    return this.db.read(async (tx) => {
      const store = this.stores.get(actingStore(tx.scope));
      const day = dayPeriod(date, store.zone);
      const estimate = await estimateFor(tx, store, { operationCodes, parts: [], at: new Date(day.to.getTime() - 1) });
      const calendar = await readCalendar(tx, store, day);
      const need = { ...needOf(estimate), courtesyCar };
      const hasCourtesyCar = await courtesyCarsFor(tx, store, need, { ...day, now });
      const starts = calendar
        .startsOf(date)
        .filter((start) => start > now && calendar.hasRoomFor(need, start) && hasCourtesyCar(start));
      return { estimate, starts };
    });
  }
}

function periodOf(dates: readonly string[], store: Store): Period {
  const [first, last] = [dates.at(0), dates.at(-1)];
  if (first === undefined || last === undefined) throw new Error('There are no days to read.');
  return { from: dayPeriod(first, store.zone).from, to: dayPeriod(last, store.zone).to };
}

/** Asks from the nearest on, until there are enough. */
function nearest(candidates: readonly Date[], wish: Date, hasRoom: (start: Date) => boolean): Date[] {
  const distanceMs = (start: Date): number => Math.abs(start.getTime() - wish.getTime());
  const found: Date[] = [];
  for (const start of candidates.toSorted((a, b) => distanceMs(a) - distanceMs(b))) {
    if (found.length === SETTINGS.alternatives) break;
    if (hasRoom(start)) found.push(start);
  }
  return found;
}
