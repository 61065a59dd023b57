import { type Books, eachBook, openBooks } from '../../verify/books.js';
import { INVARIANTS } from '../../verify/invariants.js';
import { isRed, type Result, verify } from '../../verify/report.js';
import { waitUntilSettled } from '../../verify/settled.js';
import type { Cluster } from '../cluster/cluster.js';

const SETTLED_WITHIN_MS = 60_000;

/** Every invariant of `npm run verify`, and whatever else `more` asks of the same books, once all events had their effect. */
export async function checkedBooks(
  cluster: Cluster,
  more: (books: Books) => Promise<Result[]>,
  waitMs = SETTLED_WITHIN_MS,
): Promise<Result[]> {
  const books = await openBooks(cluster.platform);
  try {
    await waitUntilSettled(books, waitMs);
    return [...(await verify(INVARIANTS, books)), ...(await more(books))];
  } finally {
    await eachBook(books, (book) => book.close());
  }
}

/** Events that were made so far. */
export async function eventCount(cluster: Cluster): Promise<number> {
  const books = await openBooks(cluster.platform);
  try {
    const counts = await Promise.all(Object.values(books).map((book) => book.count('SELECT count(*) FROM outbox')));
    return counts.reduce((sum, count) => sum + count, 0);
  } finally {
    await eachBook(books, (book) => book.close());
  }
}

export { isRed };
