import type { Books, Row } from './books.js';
import type { Invariant, Outcome } from './invariant.js';

export interface Result extends Outcome {
  readonly id: string;
  readonly says: string;
}

const SHOWN = 10;

/** Checks one invariant after the other. */
export async function verify(invariants: readonly Invariant[], books: Books): Promise<Result[]> {
  const results: Result[] = [];
  for (const invariant of invariants) {
    const { checked, violations } = await invariant.check(books);
    results.push({ id: invariant.id, says: invariant.says, checked, violations });
  }
  return results;
}

export const isRed = ({ violations }: Result): boolean => violations.length > 0;

/** A line for each invariant; below a red one the rows that break it, ten at most. */
export function tableOf(results: readonly Result[]): string {
  const lines = results.flatMap((result) => {
    const { id, says, checked, violations } = result;
    const shown = violations.slice(0, SHOWN).map((row) => `${' '.repeat(24)}${idsOf(row)}`);
    const more = violations.length - shown.length;
    const rest = more > 0 ? [`${' '.repeat(24)}… and ${more} more`] : [];
    const verdict = isRed(result) ? 'RED' : 'green';
    return [`${id.padEnd(5)}${verdict.padEnd(7)}${String(checked).padStart(8)}    ${says}`, ...shown, ...rest];
  });
  return [`${'id'.padEnd(5)}${'result'.padEnd(7)}${'checked'.padStart(8)}    invariant`, ...lines].join('\n');
}

const idsOf = (row: Row): string =>
  Object.entries(row)
    .map(([name, value]) => `${name} ${value instanceof Date ? value.toISOString() : String(value)}`)
    .join('  ');

/** `37 invariants: 36 green (4 of them looked at nothing), 1 red` */
export function summaryOf(results: readonly Result[]): string {
  const red = results.filter(isRed).length;
  const empty = results.filter((result) => !isRed(result) && result.checked === 0).length;
  const nothing = empty > 0 ? ` (${empty} of them looked at nothing)` : '';
  return `${results.length} invariants: ${results.length - red} green${nothing}, ${red} red`;
}
