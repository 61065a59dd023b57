import { Book, type Books, INVARIANTS_OF_PARTS } from '@pitlane/tools';
import { STORES, type Service, type World } from '../world/world.js';

const CHECKED = ['P1', 'P2', 'P4'];

/** What `npm run verify` says of stock: every lot is whole, is the fold of its movements, and no line keeps what it shouldn't. @throws Error */
export async function checkStock(service: Service): Promise<void> {
  const parts = await Book.open(
    service.ownerUrl,
    STORES.map((id) => ({ id, groupId: 'bench' })),
  );
  try {
    const books = { parts } as Books;
    for (const invariant of INVARIANTS_OF_PARTS.filter(({ id }) => CHECKED.includes(id))) {
      const { violations } = await invariant.check(books);
      if (violations.length > 0)
        throw new Error(`${invariant.id} is red, ${violations.length} times: ${invariant.says}`);
    }
  } finally {
    await parts.close();
  }
}

/** Thousandths that lots keep for somebody. */
export async function reservedThousandths(world: World, service: Service): Promise<number> {
  const [row] = await world.sql<{ reserved: string }>(
    world.superuserUrl(service),
    'SELECT coalesce(sum(reserved_thousandths), 0) AS reserved FROM lot',
  );
  return Number(row?.reserved ?? 0);
}

/** Waits until every event of the service is published, half a minute at most. */
export async function untilPublished(world: World, service: Service): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const [row] = await world.sql<{ open: boolean }>(
      world.superuserUrl(service),
      'SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL) AS open',
    );
    if (row?.open === false) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
