import { Injectable } from '@nestjs/common';
import { localTime, plusDays } from '@pitlane/kernel';
import { actingStore, Database, Stores, type Tx } from '@pitlane/platform';
import { needsSeat, releaseSeats, takeSeats } from '../lounge/lounge.queries.js';
import { meanwhileFor } from '../meanwhile/meanwhile.queries.js';
import { SETTINGS } from '../settings.js';
import { HoldExpired } from '../slot-holds/slot-hold.errors.js';
import { isOnGrid, slotsOfVisit, slotsWithin } from './calendar.js';
import { NoCapacity, StartInThePast, StartOffTheGrid } from './capacity.errors.js';
import { readCalendar, releaseSlots, takeSlots } from './capacity.queries.js';
import { dayOf } from './day.js';
import { noteTimeFreed } from './freed-days.queries.js';
import { passingOver } from './last-wall.js';
import type { Need, PlacedVisit, Plan } from './need.js';
import { reachOf, timetableOf } from './timetable.js';

/** What the workshop can keep, and what bookings take of it (APT-4, APT-5). */
@Injectable()
export class CapacityService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /**
   * Takes the slots of a visit, then finds who and what is free: in this order, so that of two bookings for the same time
   * the second sees what the first took. Both travel together. A visit that is moved gives its old slots back with it.
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
    const timetable = timetableOf(store, startsAt, need);
    if ('reason' in timetable) throw new NoCapacity(need, timetable);
    const period = { from: dayOf(startsAt, store.zone).from, to: dayOf(timetable.endsAt, store.zone).to };
    const slots = slotsWithin(timetable.days, store.slotMinutes);
    const [hasRoom, calendar] = await Promise.all([
      takeSlots(tx, store, slots, need.moved && slotsOfVisit(need.moved)),
      readCalendar(tx, store, period, { heldElsewhere, moved: need.moved }),
      need.moved && this.noteFreed(tx, need.moved),
    ]);
    if (!hasRoom) throw new NoCapacity(need, { reason: 'share' });
    if (need.moved?.loungeSeat) await releaseSeats(tx, store.id, slotsOfVisit(need.moved));
    const loungeSeat = needsSeat(store, need.meanwhile);
    if (loungeSeat && !(await takeSeats(tx, store, slots))) throw new NoCapacity(need, { reason: 'lounge' });
    const plan = calendar.planFor(need, startsAt);
    if ('reason' in plan) throw new NoCapacity(need, plan);
    return { ...plan, loungeSeat };
  }

  /**
   * What a hold has is the visit's now. A customer who waits after all needs a seat of the lounge besides; one who does not, gives
   * the seat that was held back.
   * @throws NoCapacity
   */
  async takeOver(tx: Tx, held: PlacedVisit & { readonly plan: Plan }, need: Need): Promise<Plan> {
    const store = this.stores.get(actingStore(tx.scope));
    const { plan } = held;
    const loungeSeat = needsSeat(store, need.meanwhile);
    if (loungeSeat === (plan.loungeSeat ?? false)) return plan;
    if (!loungeSeat) {
      await releaseSeats(tx, store.id, slotsOfVisit(held));
      await this.noteFreed(tx, held);
    } else if (!(await takeSeats(tx, store, slotsOfVisit(held)))) throw new NoCapacity(need, { reason: 'lounge' });
    return { ...plan, loungeSeat };
  }

  /**
   * Gives the slots of a visit or a hold back, with its seat in the lounge, and notes that its days are worth a look; its bays
   * and technicians are its own rows.
   */
  async release(tx: Tx, visit: PlacedVisit & { storeId: string }): Promise<void> {
    await releaseSlots(tx, visit.storeId, slotsOfVisit(visit));
    if (visit.loungeSeat) await releaseSeats(tx, visit.storeId, slotsOfVisit(visit));
    await this.noteFreed(tx, visit);
  }

  /** The days that a visit had are worth a look for those who wait (APT-12). */
  private noteFreed(tx: Tx, { startsAt, endsAt }: PlacedVisit): Promise<void> {
    return noteTimeFreed(tx, this.stores.get(actingStore(tx.scope)), { from: startsAt, to: endsAt });
  }

  /**
   * Runs what takes capacity in one transaction, and in another with other technicians while those of its plan turn out to be booked in another store. Where
   * it is refused for want of capacity, the refusal names the starts nearest to the wish that can be kept (APT-4).
   */
  async taking<T>(
    { startsAt, now }: { startsAt: Date; now: Date },
    work: (tx: Tx, heldElsewhere: readonly string[]) => Promise<T>,
  ): Promise<T> {
    try {
      return await passingOver((heldElsewhere) => this.db.transaction((tx) => work(tx, heldElsewhere)));
    } catch (error) {
      if (!(error instanceof NoCapacity || error instanceof HoldExpired)) throw error;
      throw error.offering(await this.alternatives(error.need, startsAt, now));
    }
  }

  /** The starts nearest to a wish that can't be kept and that can be kept now, of the days around it (APT-4). */
  alternatives(need: Need, wish: Date, now: Date): Promise<Date[]> {
    return this.db.read(async (tx) => {
      const store = this.stores.get(actingStore(tx.scope));
      const { date } = localTime(wish, store.zone);
      const dates = Array.from({ length: 2 * SETTINGS.alternativesWithinDays + 1 }, (_, index) =>
        plusDays(date, index - SETTINGS.alternativesWithinDays),
      ).filter((day) => day >= localTime(now, store.zone).date);
      const period = reachOf(store, dates, need);
      const calendar = await readCalendar(tx, store, period, { moved: need.moved });
      const shortAt = await meanwhileFor(tx, store, need, { ...period, now });
      const candidates = dates
        .flatMap((day) => calendar.startsOf(day))
        .filter((start) => start > now && +start !== +wish && +start !== need.moved?.startsAt.getTime());
      return nearest(candidates, wish, (start) => {
        const stay = calendar.stayAt(need, start);
        return 'endsAt' in stay && !shortAt(stay);
      });
    });
  }
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
