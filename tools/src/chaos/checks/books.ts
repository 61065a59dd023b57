import { type Books, withBooks } from '../../verify/books.js';
import { INVARIANTS } from '../../verify/invariants.js';
import { type Result, verify } from '../../verify/report.js';
import { waitUntilSettled } from '../../verify/settled.js';
import type { Cluster } from '../cluster/cluster.js';

/** Every invariant of `npm run verify`, and whatever else `more` asks of the same books, once all events had their effect. */
export const checkedBooks = (
  cluster: Cluster,
  waitMs: number,
  more: (books: Books) => Promise<Result[]>,
): Promise<Result[]> =>
  withBooks(cluster.platform, async (books) => {
    await waitUntilSettled(books, waitMs);
    return [...(await verify(INVARIANTS, books)), ...(await more(books))];
  });
