import type { ServiceName } from '@pitlane/contracts';
import type { Book, Row } from './books.js';
import type { Invariant, Outcome } from './invariant.js';

/** What somebody says of an id. */
export interface Entry {
  readonly id: string;
  readonly value: string;
}

export interface Side {
  /** Names its column in the differences. */
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** Two sides of which each has to say the same of the same ids. */
export function compare(left: Side, right: Side): Outcome {
  const [leftValues, rightValues] = [valuesById(left), valuesById(right)];
  const ids = new Set([...leftValues.keys(), ...rightValues.keys()]);
  const violations = [...ids].flatMap((id): Row[] => {
    const [leftValue, rightValue] = [leftValues.get(id), rightValues.get(id)];
    if (leftValue === rightValue) return [];
    return [{ id, [left.name]: leftValue ?? 'nothing', [right.name]: rightValue ?? 'nothing' }];
  });
  return { checked: ids.size, violations };
}

/** An id that comes twice has both values, which no single one equals. */
function valuesById({ entries }: Side): Map<string, string> {
  const byId = new Map<string, string[]>();
  for (const { id, value } of entries) byId.set(id, [...(byId.get(id) ?? []), value]);
  return new Map([...byId].map(([id, values]) => [id, values.sort().join(' and ')]));
}

/** @param sql with the columns `id` and `value` */
export const entriesOf = (book: Book, sql: string, parameters: readonly unknown[] = []): Promise<Entry[]> =>
  book.rows<Entry>(sql, parameters);

/** Two services whose SQL, with the columns `id` and `value`, has to answer the same. */
export interface Agreement {
  readonly id: string;
  readonly says: string;
  readonly between: readonly [Statement, Statement];
}

interface Statement {
  readonly service: ServiceName;
  readonly sql: string;
}

/** What a service keeps of another's facts, beside the facts themselves: both of them with the columns `id` and `value`. */
export interface Copy {
  readonly of: string;
  readonly original: Agreement['between'][0];
  readonly copy: Agreement['between'][1];
}

export const agreements = (agreements: readonly Agreement[]): Invariant[] =>
  agreements.map(({ id, says, between: [left, right] }) => ({
    id,
    says,
    check: async (books) =>
      compare(
        { name: left.service, entries: await entriesOf(books[left.service], left.sql) },
        { name: right.service, entries: await entriesOf(books[right.service], right.sql) },
      ),
  }));
