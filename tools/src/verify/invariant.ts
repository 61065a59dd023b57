import { SERVICES, type ServiceName, TOPOLOGY } from '@pitlane/contracts';
import type { Books, Row } from './books.js';

export interface Outcome {
  /** How many rows were looked at; 0 proves nothing. */
  readonly checked: number;
  /** Rows that break the invariant, named by their ids. */
  readonly violations: readonly Row[];
}

/** A sentence that is true of the books whatever happened, and how to find out. */
export interface Invariant {
  /** Of the product's list of invariants: `P1`. One id may have several sentences. */
  readonly id: string;
  readonly says: string;
  check(books: Books): Promise<Outcome>;
}

/** An invariant of one database. */
export interface Query {
  readonly id: string;
  readonly says: string;
  /** SQL that counts what is looked at. */
  readonly counts: string;
  /** SQL that answers the rows that break it. */
  readonly violations: string;
}

/** Invariants of one service's database. */
export const inBook = (service: ServiceName, queries: readonly Query[]): Invariant[] =>
  queries.map(({ id, says, counts, violations }) => ({
    id,
    says,
    check: async (books) => ({
      checked: await books[service].count(counts),
      violations: await books[service].rows(violations),
    }),
  }));

/** Invariants of the tables that every service has; a violation names its service. */
export const inEveryBook = (queries: readonly Query[]): Invariant[] =>
  queries.map(({ id, says, counts, violations }) => ({
    id,
    says,
    check: (books) =>
      overServices(async (service) => ({
        checked: await books[service].count(counts),
        violations: await books[service].rows(violations),
      })),
  }));

/** One outcome of what is checked service by service; a violation names its service. */
export async function overServices(check: (service: ServiceName) => Promise<Outcome>): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const service of SERVICES) outcomes.push(named({ service }, await check(service)));
  return sumOf(outcomes);
}

/** One outcome of what is checked for each service and each whose events it consumes; a violation names both. */
export async function overTopology(
  check: (consumer: ServiceName, source: ServiceName) => Promise<Outcome>,
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const consumer of SERVICES) {
    for (const source of TOPOLOGY[consumer]) {
      outcomes.push(named({ consumer, source }, await check(consumer, source)));
    }
  }
  return sumOf(outcomes);
}

const named = (names: Row, { checked, violations }: Outcome): Outcome => ({
  checked,
  violations: violations.map((row) => ({ ...names, ...row })),
});

export const sumOf = (outcomes: readonly Outcome[]): Outcome => ({
  checked: outcomes.reduce((sum, { checked }) => sum + checked, 0),
  violations: outcomes.flatMap(({ violations }) => violations),
});
