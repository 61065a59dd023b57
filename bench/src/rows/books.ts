import { APPOINTMENTS, BILLING, Book, type Books, type Invariant, PARTS } from '@pitlane/tools';
import { type Service, STORES, type World } from '../world/world.js';

const PUBLISHED_WITHIN_MS = 60_000;

const INVARIANTS: Readonly<Record<'appointments' | 'parts' | 'billing', readonly Invariant[]>> = {
  appointments: APPOINTMENTS,
  parts: PARTS,
  billing: BILLING,
};

/** Runs the named invariants of `npm run verify` on one service's database. @throws Error when one is red */
export async function checkBook(
  name: keyof typeof INVARIANTS,
  service: Service,
  ids: readonly string[],
): Promise<void> {
  const stores = STORES.map((id) => ({ id, groupId: 'bench' }));
  const book = await Book.open(service.ownerUrl, stores);
  try {
    const books = { [name]: book } as Partial<Books> as Books;
    for (const invariant of INVARIANTS[name].filter(({ id }) => ids.includes(id))) {
      const { violations } = await invariant.check(books);
      if (violations.length > 0) {
        throw new Error(`${invariant.id} is red, ${violations.length} times: ${invariant.says}`);
      }
    }
  } finally {
    await book.close();
  }
}

/** Waits until every event of the service is published, a minute at most. */
export async function untilPublished(world: World, service: Service): Promise<void> {
  for (const until = Date.now() + PUBLISHED_WITHIN_MS; Date.now() < until;) {
    const [row] = await world.sql<{ open: boolean }>(
      world.superuserUrl(service),
      'SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL) AS open',
    );
    if (row?.open === false) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
