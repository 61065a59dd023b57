import type { BayKind, Skill } from '@pitlane/contracts';
import type { MeanwhileWish } from '../appointments/meanwhile.js';
import { type Leg, legsOf, minutesOf, type Operation } from './legs.js';

/** A visit and the time that it has. */
export interface PlacedVisit {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly slotMinutes: number;
  /** Of one that stays overnight; null: each step from its start to its end. */
  readonly overnightSlots: readonly Date[] | null;
  /** Its customer has a seat in the lounge all along. */
  readonly loungeSeat?: boolean;
}

/** What a visit takes of the workshop: the car for the whole stay, a bay and technicians for the time of each leg (APT-4). */
export interface Need {
  readonly vehicleId?: string;
  /** Moved: it gives the time that it has back for another, and does not stand in its own way (APT-10). */
  readonly moved?: PlacedVisit;
  /** What it takes besides, each a capacity of its own (APT-15); nothing when left out. */
  readonly meanwhile?: MeanwhileWish;
  /** The car may stay until a later day: its customer does not wait. */
  readonly overnight?: boolean;
  /** Of all legs. */
  readonly durationMinutes: number;
  /** One follows the other at once. */
  readonly legs: readonly Leg[];
}

interface Work {
  readonly operations: readonly Operation[];
  /** In whole slots. */
  readonly durationMinutes: number;
}

/** What the last slot has left over is the last leg's. */
export function needOf({ operations, durationMinutes }: Work, vehicleId?: string): Need {
  const legs = legsOf(operations);
  const restMinutes = durationMinutes - minutesOf(legs);
  return {
    ...(vehicleId !== undefined && { vehicleId }),
    durationMinutes,
    legs: legs.map((leg, index) =>
      index < legs.length - 1 ? leg : { ...leg, durationMinutes: leg.durationMinutes + restMinutes },
    ),
  };
}

interface Held {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Who and what does the work of a visit, and when. */
export interface Plan {
  readonly endsAt: Date;
  /** The slots of a visit that stays overnight; null: each step from its start to its end. */
  readonly overnightSlots: readonly Date[] | null;
  /** A seat in the lounge is kept all along, where the store counts them. */
  readonly loungeSeat?: boolean;
  /** One for each leg; it stays taken overnight when its work goes on. */
  readonly bays: readonly (Held & { readonly bayId: string; readonly bayKind: BayKind })[];
  /** Of each leg, for each day on which it is worked on. */
  readonly technicians: readonly (Held & { readonly technicianId: string; readonly skills: readonly Skill[] })[];
}

/** Why a start can't be kept. `overnight`: the car would stay, and its customer waits. */
export const SHORTAGE_REASONS = [
  'closed', 'overnight', 'too-long', 'share', 'vehicle', 'bay', 'technician', 'courtesy-car', 'driver', 'lounge', 'advisor',
] as const; // prettier-ignore
export type ShortageReason = (typeof SHORTAGE_REASONS)[number];

export type Shortage =
  | { readonly reason: Exclude<ShortageReason, 'bay' | 'technician'> }
  | { readonly reason: 'bay'; readonly bayKind: BayKind }
  | { readonly reason: 'technician'; readonly skills: readonly Skill[] };
