import { SERVICES, TOPOLOGY } from '@pitlane/contracts';
import { type Books, eachBook } from './books.js';

const PAUSE_MS = 500;

const IN_FLIGHT = `
  SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL)
    + (SELECT count(*) FROM inbox WHERE status IN ('received', 'waiting', 'failed'))`;

/**
 * Turns the books to a moment at which every event is published and had its effect everywhere; events go on to be made.
 * @returns whether there was such a moment in time; if not, the books are those of the last one
 */
export async function waitUntilSettled(books: Books, waitMs: number): Promise<boolean> {
  const until = Date.now() + waitMs;
  for (;;) {
    if (await isSettled(books)) return true;
    if (Date.now() >= until) return false;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await eachBook(books, (book) => book.refresh());
  }
}

async function isSettled(books: Books): Promise<boolean> {
  for (const service of SERVICES) {
    if ((await books[service].count(IN_FLIGHT)) > 0) return false;
    for (const source of TOPOLOGY[service]) {
      const said = await books[source].count('SELECT count(*) FROM outbox');
      const heard = await books[service].count('SELECT count(*) FROM inbox WHERE source = $1', [`/pitlane/${source}`]);
      if (said !== heard) return false;
    }
  }
  return true;
}
