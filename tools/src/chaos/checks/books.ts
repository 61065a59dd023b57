import { type Books, eachBook, openBooks } from '../../verify/books.js';
import { INVARIANTS } from '../../verify/invariants.js';
import { type Result, verify } from '../../verify/report.js';
import { waitUntilSettled } from '../../verify/settled.js';
import type { Cluster } from '../cluster/cluster.js';

/** Opens the books as of now, and closes them. */
export async function readBooks<T>(cluster: Cluster, read: (books: Books) => Promise<T>): Promise<T> {
  const books = await openBooks(cluster.platform);
  try {
    return await read(books);
  } finally {
    await eachBook(books, (book) => book.close());
  }
}

/** Every invariant of `npm run verify`, and whatever else `more` asks of the same books, once all events had their effect. */
export const checkedBooks = (
  cluster: Cluster,
  waitMs: number,
  more: (books: Books) => Promise<Result[]>,
): Promise<Result[]> =>
  readBooks(cluster, async (books) => {
    await waitUntilSettled(books, waitMs);
    return [...(await verify(INVARIANTS, books)), ...(await more(books))];
  });
