import type { Book, Row } from './books.js';
import type { Outcome } from './invariant.js';

/** What a service says of an id. */
export interface Entry {
  readonly id: string;
  readonly value: string;
}

export interface Side {
  /** Names its column in the differences: the service, mostly. */
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** @param sql with the columns `id` and `value` */
export const sideOf = async (name: string, book: Book, sql: string): Promise<Side> => ({
  name,
  entries: await book.rows<Entry>(sql),
});

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
