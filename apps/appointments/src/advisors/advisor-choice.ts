import type { Store } from '@pitlane/platform';
import { AdvisorNotOfStore } from '../appointments/appointment.errors.js';

/** What there is to choose from. Staff ids. */
export interface AdvisorChoice {
  /** Of the store. */
  readonly advisors: readonly string[];
  /** Who served the customer last, if anyone. */
  readonly usual: string | null;
  /** Visits of that day by advisor; who is not there has none. */
  readonly visits: ReadonlyMap<string, number>;
}

/** The customer's usual advisor; else the one with the fewest visits that day, the first of equals (APT-7). */
export function chooseAdvisor({ advisors, usual, visits }: AdvisorChoice): string {
  if (usual !== null && advisors.includes(usual)) return usual;
  const visitsOf = (advisor: string): number => visits.get(advisor) ?? 0;
  return advisors.reduce((best, advisor) => (visitsOf(advisor) < visitsOf(best) ? advisor : best));
}

/** @throws AdvisorNotOfStore */
export function assertAdvisor({ advisors }: Store, advisorId: string, pointer: string): void {
  if (!advisors.some(({ id }) => id === advisorId)) throw new AdvisorNotOfStore(advisorId, pointer);
}
