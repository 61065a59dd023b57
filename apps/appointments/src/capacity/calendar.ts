import type { Skill } from '@pitlane/contracts';
import { instantOf, localTime, plusMinutes } from '@pitlane/kernel';
import { openingHours, type Store } from '@pitlane/platform';
import type { KnownBay } from '../known-bays/known-bay.entity.js';
import type { KnownTechnician, Stay } from '../known-technicians/known-technician.entity.js';
import type { Need, Plan, Shortage } from './need.js';

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

/** Slots of a visit: every step of the store's grid that it covers, in order. */
export function slotsOf(startsAt: Date, endsAt: Date, slotMinutes: number): Date[] {
  const slots: Date[] = [];
  for (let slot = startsAt; slot < endsAt; slot = plusMinutes(slot, slotMinutes)) slots.push(slot);
  return slots;
}

/**
 * How many visits may share a slot: the bookable share of the store's bays, one at least (APT-4).
 * A car stands in one bay at a time, so a visit counts once, even when it holds bays of two kinds.
 */
export const visitsPerSlot = (activeBays: number, sharePercent: number): number =>
  Math.max(1, Math.floor((activeBays * sharePercent) / 100));

/** The start is on the grid that begins when the store opens; on a closed day nothing is. */
export function isOnGrid(store: Store, startsAt: Date): boolean {
  const { date } = localTime(startsAt, store.zone);
  const hours = openingHours(store, date);
  if (!hours) return startsAt.getTime() % 60_000 === 0;
  const sinceOpeningMs = startsAt.getTime() - instantOf(date, hours.opens, store.zone).getTime();
  return sinceOpeningMs % (store.slotMinutes * 60_000) === 0;
}

/** The time of a visit; undefined when the store is closed for a part of it. A visit ends on the day on which it begins. */
export function stayAt(store: Store, startsAt: Date, durationMinutes: number): Stay | undefined {
  const endsAt = plusMinutes(startsAt, durationMinutes);
  const localStart = localTime(startsAt, store.zone);
  const localEnd = localTime(endsAt, store.zone);
  const hours = openingHours(store, localStart.date);
  if (!hours || localStart.date !== localEnd.date) return undefined;
  if (localStart.time < hours.opens || localEnd.time > hours.closes) return undefined;
  return { startsAt, endsAt, localStart, localEnd };
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
    const hours = openingHours(store, date);
    if (!hours) return [];
    const at = (time: string): Date => instantOf(date, time, store.zone);
    return slotsOf(at(hours.opens), at(hours.closes), store.slotMinutes);
  }

  /** True when nothing stands against a visit from `startsAt` on. */
  hasRoomFor(need: Need, startsAt: Date): boolean {
    return 'bays' in this.planFor(need, startsAt) && !this.shareIsUsedUp(need, startsAt);
  }

  /**
   * A free bay of each kind and free technicians with all skills for the whole duration, or what is short (APT-4).
   * The bookable share is not looked at: for a booking its slots are taken already.
   */
  planFor(need: Need, startsAt: Date): Plan | Shortage {
    const stay = stayAt(this.facts.store, startsAt, need.durationMinutes);
    if (!stay) return { reason: 'closed' };
    if (need.vehicleId !== undefined && !this.isFree(need.vehicleId, stay)) return { reason: 'vehicle' };
    const bays = this.freeBays(need, stay);
    if ('reason' in bays) return bays;
    const technicians = this.freeTechnicians(need, stay);
    if ('reason' in technicians) return technicians;
    return { bays, technicians };
  }

  private shareIsUsedUp({ durationMinutes }: Need, startsAt: Date): boolean {
    const { store, bays, bookedBySlot } = this.facts;
    const capacity = visitsPerSlot(bays.length, store.bookableSharePercent);
    const slots = slotsOf(startsAt, plusMinutes(startsAt, durationMinutes), store.slotMinutes);
    return slots.some((slot) => (bookedBySlot.get(slot.getTime()) ?? 0) >= capacity);
  }

  private isFree(resourceId: string, { startsAt, endsAt }: Stay): boolean {
    const taken = this.takenByResource.get(resourceId) ?? [];
    return !taken.some((other) => other.startsAt < endsAt && other.endsAt > startsAt);
  }

  private freeBays({ bayKinds }: Need, stay: Stay): Plan['bays'] | Shortage {
    const free: { bayId: string; bayKind: KnownBay['kind'] }[] = [];
    for (const bayKind of bayKinds) {
      const bay = this.facts.bays.find(({ bayId, kind }) => kind === bayKind && this.isFree(bayId, stay));
      if (!bay) return { reason: 'bay', bayKind };
      free.push({ bayId: bay.bayId, bayKind });
    }
    return free;
  }

  /** Few technicians, and of equals the one with the least planned time: who covers most of the missing skills comes first. */
  private freeTechnicians({ skills }: Need, stay: Stay): Plan['technicians'] | Shortage {
    const candidates = this.facts.technicians
      .filter((technician) => technician.isPresentFor(stay) && this.isFree(technician.technicianId, stay))
      .map((technician) => ({
        technicianId: technician.technicianId,
        skills: technician.skillsOn(stay.localStart.date),
        plannedMs: this.plannedMs(technician.technicianId),
      }))
      .sort((a, b) => a.plannedMs - b.plannedMs || (a.technicianId < b.technicianId ? -1 : 1));
    const planned: { technicianId: string; skills: Skill[] }[] = [];
    let missing = [...skills];
    while (missing.length > 0) {
      const covers = candidates.map((one) => missing.filter((skill) => one.skills.includes(skill)));
      const most = Math.max(0, ...covers.map(({ length }) => length));
      if (most === 0) return { reason: 'technician', skills: missing };
      const best = covers.findIndex(({ length }) => length === most);
      const technician = candidates[best];
      const covered = covers[best];
      if (!technician || !covered) return { reason: 'technician', skills: missing };
      planned.push({ technicianId: technician.technicianId, skills: covered });
      missing = missing.filter((skill) => !covered.includes(skill));
    }
    return planned;
  }

  private plannedMs(technicianId: string): number {
    const taken = this.takenByResource.get(technicianId) ?? [];
    return taken.reduce((sum, { startsAt, endsAt }) => sum + endsAt.getTime() - startsAt.getTime(), 0);
  }
}
