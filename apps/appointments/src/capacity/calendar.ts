import { localTime, plusMinutes } from '@pitlane/kernel';
import type { Store } from '@pitlane/platform';
import type { KnownBay } from '../known-bays/known-bay.entity.js';
import type { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { dayOf, type Period } from './day.js';
import type { Leg } from './legs.js';
import type { Need, PlacedVisit, Plan, Shortage } from './need.js';
import type { Stay } from './stay.js';
import { openPeriod, type Timetable, timetableOf } from './timetable.js';

/** A bay, technician or vehicle that an active booking holds. */
export interface Taken {
  readonly resourceId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

export interface CalendarFacts {
  readonly store: Store;
  readonly bays: readonly KnownBay[];
  readonly technicians: readonly KnownTechnician[];
  readonly taken: readonly Taken[];
  /** Visits in a slot, by its start in milliseconds; a slot that is not there has none. */
  readonly bookedBySlot: ReadonlyMap<number, number>;
}

/** When a visit may take place. */
export interface FreeStay {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Every step of the store's grid from a start to an end, in order. */
export function slotsOf(startsAt: Date, endsAt: Date, slotMinutes: number): Date[] {
  const slots: Date[] = [];
  for (let slot = startsAt; slot < endsAt; slot = plusMinutes(slot, slotMinutes)) slots.push(slot);
  return slots;
}

/** Slots of a visit: every step that it covers of the hours in which the store is open. */
export const slotsWithin = (days: readonly Period[], slotMinutes: number): Date[] =>
  days.flatMap(({ from, to }) => slotsOf(from, to, slotMinutes));

/** Slots that a visit has, on the grid that it took them on. */
export const slotsOfVisit = ({ startsAt, endsAt, slotMinutes, overnightSlots }: PlacedVisit): readonly Date[] =>
  overnightSlots ?? slotsOf(startsAt, endsAt, slotMinutes);

/**
 * How many visits may share a slot: the bookable share of the store's bays, one at least (APT-4).
 * A car stands in one bay at a time, so a visit counts once, even when it holds bays of two kinds.
 */
export const visitsPerSlot = (activeBays: number, sharePercent: number): number =>
  Math.max(1, Math.floor((activeBays * sharePercent) / 100));

/** The next step of the grid that begins when the store opens. */
export function nextOnGrid(store: Store, at: Date): Date {
  const opensAt = openPeriod(store, localTime(at, store.zone).date)?.from ?? dayOf(at, store.zone).from;
  const steps = Math.floor((at.getTime() - opensAt.getTime()) / (store.slotMinutes * 60_000)) + 1;
  return plusMinutes(opensAt, steps * store.slotMinutes);
}

/** The start is on the grid that begins when the store opens; on a closed day nothing is. */
export function isOnGrid(store: Store, startsAt: Date): boolean {
  const open = openPeriod(store, localTime(startsAt, store.zone).date);
  if (!open) return startsAt.getTime() % 60_000 === 0;
  return (startsAt.getTime() - open.from.getTime()) % (store.slotMinutes * 60_000) === 0;
}

/** What a store can still keep, as read from the database at one moment. Booking and searching ask the same question. */
export class Calendar {
  private readonly takenByResource: ReadonlyMap<string, Taken[]>;

  constructor(private readonly facts: CalendarFacts) {
    const byResource = new Map<string, Taken[]>();
    for (const taken of facts.taken) {
      const others = byResource.get(taken.resourceId);
      if (others) others.push(taken);
      else byResource.set(taken.resourceId, [taken]);
    }
    this.takenByResource = byResource;
  }

  /** The starts of a local day on the grid, from opening to closing. */
  startsOf(date: string): Date[] {
    const { store } = this.facts;
    const open = openPeriod(store, date);
    return open ? slotsOf(open.from, open.to, store.slotMinutes) : [];
  }

  /** The visit that can begin at `startsAt`, or what stands against it. */
  stayAt(need: Need, startsAt: Date): FreeStay | Shortage {
    const timetable = timetableOf(this.facts.store, startsAt, need);
    if ('reason' in timetable) return timetable;
    if (this.shareIsUsedUp(timetable)) return { reason: 'share' };
    const plan = this.planWithin(timetable, need);
    return 'reason' in plan ? plan : { startsAt, endsAt: plan.endsAt };
  }

  /**
   * A free bay and free technicians with all skills for the whole time of each leg, or what is short (APT-4).
   * The bookable share is not looked at: for a booking its slots are taken already.
   */
  planFor(need: Need, startsAt: Date): Plan | Shortage {
    const timetable = timetableOf(this.facts.store, startsAt, need);
    return 'reason' in timetable ? timetable : this.planWithin(timetable, need);
  }

  private planWithin(timetable: Timetable, { vehicleId }: Need): Plan | Shortage {
    const { endsAt, days, legs } = timetable;
    if (vehicleId !== undefined && !this.isFree(vehicleId, timetable)) return { reason: 'vehicle' };
    const bays: Plan['bays'][number][] = [];
    const technicians: Plan['technicians'][number][] = [];
    for (const { leg, parts, ...time } of legs) {
      const bay = this.facts.bays.find(({ bayId, kind }) => kind === leg.bayKind && this.isFree(bayId, time));
      if (!bay) return { reason: 'bay', bayKind: leg.bayKind };
      bays.push({ bayId: bay.bayId, bayKind: leg.bayKind, ...time });
      for (const part of parts) {
        const found = this.freeTechnicians(leg, part, technicians);
        if ('reason' in found) return found;
        technicians.push(...found);
      }
    }
    const overnightSlots = days.length > 1 ? slotsWithin(days, this.facts.store.slotMinutes) : null;
    return { endsAt, overnightSlots, bays, technicians };
  }

  private shareIsUsedUp({ days }: Timetable): boolean {
    const { store, bays, bookedBySlot } = this.facts;
    const capacity = visitsPerSlot(bays.length, store.bookableSharePercent);
    const slots = slotsWithin(days, store.slotMinutes);
    return slots.some((slot) => (bookedBySlot.get(slot.getTime()) ?? 0) >= capacity);
  }

  private isFree(resourceId: string, { startsAt, endsAt }: Pick<Stay, 'startsAt' | 'endsAt'>): boolean {
    const taken = this.takenByResource.get(resourceId) ?? [];
    return !taken.some((other) => other.startsAt < endsAt && other.endsAt > startsAt);
  }

  /**
   * Few technicians: who covers most of the missing skills comes first; of equals who works on the car already, then the one
   * with the least planned time.
   */
  private freeTechnicians({ skills }: Leg, stay: Stay, onTheCar: Plan['technicians']): Plan['technicians'] | Shortage {
    const candidates = this.facts.technicians
      .filter((technician) => technician.isPresentFor(stay) && this.isFree(technician.technicianId, stay))
      .map((technician) => ({
        technicianId: technician.technicianId,
        skills: technician.skillsOn(stay.localStart.date),
        isNewToCar: onTheCar.every(({ technicianId }) => technicianId !== technician.technicianId),
        plannedMs: this.plannedMs(technician.technicianId),
      }))
      .sort(
        (a, b) =>
          Number(a.isNewToCar) - Number(b.isNewToCar) ||
          a.plannedMs - b.plannedMs ||
          (a.technicianId < b.technicianId ? -1 : 1),
      );
    const { startsAt, endsAt } = stay;
    const planned: Plan['technicians'][number][] = [];
    let missing = [...skills];
    while (missing.length > 0) {
      const covers = candidates.map((one) => missing.filter((skill) => one.skills.includes(skill)));
      const most = Math.max(0, ...covers.map(({ length }) => length));
      if (most === 0) return { reason: 'technician', skills: missing };
      const best = covers.findIndex(({ length }) => length === most);
      const technician = candidates[best];
      const covered = covers[best];
      if (!technician || !covered) return { reason: 'technician', skills: missing };
      planned.push({ technicianId: technician.technicianId, skills: covered, startsAt, endsAt });
      missing = missing.filter((skill) => !covered.includes(skill));
    }
    return planned;
  }

  private plannedMs(technicianId: string): number {
    const taken = this.takenByResource.get(technicianId) ?? [];
    return taken.reduce((sum, { startsAt, endsAt }) => sum + endsAt.getTime() - startsAt.getTime(), 0);
  }
}
