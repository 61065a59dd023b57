import type { BayKind, Skill } from '@pitlane/contracts';

/** What a visit takes of the workshop, all of it for the whole duration (APT-4). */
export interface Need {
  readonly vehicleId?: string;
  /** A courtesy car is wished besides, from the start to a while after the end (APT-15). */
  readonly courtesyCar?: boolean;
  readonly durationMinutes: number;
  /** One bay of each kind. */
  readonly bayKinds: readonly BayKind[];
  /** Held together by the planned technicians. */
  readonly skills: readonly Skill[];
}

interface Work {
  readonly operations: readonly { readonly skill: Skill; readonly bayKind: BayKind }[];
  readonly durationMinutes: number;
}

export function needOf({ operations, durationMinutes }: Work, vehicleId?: string): Need {
  return {
    ...(vehicleId !== undefined && { vehicleId }),
    durationMinutes,
    bayKinds: [...new Set(operations.map(({ bayKind }) => bayKind))],
    skills: [...new Set(operations.map(({ skill }) => skill))],
  };
}

export interface Plan {
  readonly bays: readonly { readonly bayId: string; readonly bayKind: BayKind }[];
  readonly technicians: readonly { readonly technicianId: string; readonly skills: readonly Skill[] }[];
}

/** Why a start can't be kept. */
export type Shortage =
  | { readonly reason: 'closed' | 'share' | 'vehicle' | 'courtesy-car' }
  | { readonly reason: 'bay'; readonly bayKind: BayKind }
  | { readonly reason: 'technician'; readonly skills: readonly Skill[] };
