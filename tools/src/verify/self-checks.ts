import type { ServiceName } from '@pitlane/contracts';
import type { SelfCheck } from '@pitlane/platform';
import type { Book, Row } from './books.js';
import type { Invariant, Outcome } from './invariant.js';

const PAGE = 5_000;

/** What a service checks of its own books while it runs, here of all of them, page by page. */
export const selfChecked = (service: ServiceName, checks: readonly SelfCheck[]): Invariant[] =>
  checks.map((check) => ({ id: check.id, says: check.says, check: (books) => wholePass(books[service], check) }));

/** Each thing once; a violation names it by its kind: `lot`. */
export async function wholePass(book: Book, { of, all, broken }: SelfCheck): Promise<Outcome> {
  const violations: Row[] = [];
  let checked = 0;
  let last: string | null = null;
  for (;;) {
    const page: readonly { key: string }[] = await book.rows<{ key: string }>(all, [last, PAGE]);
    const keys = page.map(({ key }) => key);
    for (const { key, ...how } of await book.rows(broken, [keys])) violations.push({ [of]: key, ...how });
    checked += keys.length;
    last = keys.at(-1) ?? null;
    if (keys.length < PAGE) return { checked, violations };
  }
}
