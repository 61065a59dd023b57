import type { BayKind, Skill } from '@pitlane/contracts';

/** The operations of a visit that are done on one bay. */
export interface Leg {
  readonly bayKind: BayKind;
  /** Held together by the technicians who are planned for it. */
  readonly skills: readonly Skill[];
  readonly durationMinutes: number;
}

export interface Operation {
  readonly flatRateHundredths: number;
  readonly skill: Skill;
  readonly bayKind: BayKind;
}

/** What is wrong is found out first; paint dries on what was mended, wheels are aligned after that, and the car leaves clean. */
const PLACES: Readonly<Partial<Record<BayKind, number>>> = { diagnosis: -1, paint: 1, alignment: 2, wash: 3 };

/** One leg for each kind of bay, in the order in which a workshop does them; else in the order of the operations (APT-4). */
export function legsOf(operations: readonly Operation[]): Leg[] {
  const place = (kind: BayKind): number => PLACES[kind] ?? 0;
  const kinds = [...new Set(operations.map(({ bayKind }) => bayKind))].sort((a, b) => place(a) - place(b));
  return kinds.map((bayKind) => {
    const own = operations.filter((operation) => operation.bayKind === bayKind);
    return {
      bayKind,
      skills: [...new Set(own.map(({ skill }) => skill))],
      durationMinutes: flatRateMinutes(own),
    };
  });
}

export const minutesOf = (legs: readonly Leg[]): number =>
  legs.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0);

/** Flat-rate hundredths of an hour, one operation after the other, in begun minutes. */
function flatRateMinutes(operations: readonly Operation[]): number {
  const hundredths = operations.reduce((sum, { flatRateHundredths }) => sum + flatRateHundredths, 0);
  return Math.ceil((hundredths * 60) / 100);
}
