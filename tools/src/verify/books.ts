import { readFileSync } from 'node:fs';
import { SERVICES, type ServiceName } from '@pitlane/contracts';
import pg from 'pg';
import { z } from 'zod';
import type { RunningPlatform } from '../platform/running.js';

/** What a query answers, by column. */
export type Row = Readonly<Record<string, unknown>>;

const storeList = z.object({ stores: z.array(z.object({ id: z.string(), groupId: z.string() })) });
type Stores = z.infer<typeof storeList>['stores'];

const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1';

/** The database of one service as of one moment: what is written meanwhile is not seen. */
export class Book {
  constructor(
    private readonly client: pg.Client,
    private readonly groupIds: readonly string[],
  ) {}

  /** Connects as the owner, who sees only the stores that are named (row-level security). */
  static async open(ownerUrl: string, stores: Stores): Promise<Book> {
    const client = new pg.Client({
      connectionString: ownerUrl,
      connectionTimeoutMillis: 5_000,
      application_name: 'verify',
    });
    await client.connect();
    await client.query('SET statement_timeout = 60000; SET idle_in_transaction_session_timeout = 0');
    await client.query(`SELECT set_config('app.stores', $1, false)`, [stores.map(({ id }) => id).join()]);
    await client.query(SNAPSHOT);
    return new Book(client, [...new Set(stores.map(({ groupId }) => groupId))]);
  }

  async rows<T = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const { rows } = await this.client.query(sql, [...parameters]);
    return rows as T[];
  }

  /** As `rows`, for tables that only one group at a time may see: each is asked, equal rows are answered once. */
  async rowsOfAllGroups<T = Row>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const found = new Map<string, T>();
    for (const groupId of this.groupIds) {
      await this.rows(`SELECT set_config('app.group', $1, false)`, [groupId]);
      for (const row of await this.rows<T>(sql, parameters)) found.set(JSON.stringify(row), row);
    }
    return [...found.values()];
  }

  /** @param sql of one row with one number */
  async count(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const [row] = await this.rows(sql, parameters);
    return Number(Object.values(row ?? {})[0] ?? 0);
  }

  /** Turns to the present moment. */
  async refresh(): Promise<void> {
    await this.client.query(`COMMIT; ${SNAPSHOT}`);
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

export type Books = Readonly<Record<ServiceName, Book>>;

export const booksOf = async (open: (service: ServiceName) => Promise<Book>): Promise<Books> => {
  const opened = await Promise.allSettled(SERVICES.map(async (service) => [service, await open(service)] as const));
  const books = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed) {
    await Promise.all(books.map(([, book]) => book.close()));
    throw new Error('The databases of the platform cannot be read.', { cause: failed.reason });
  }
  return Object.fromEntries(books) as Record<ServiceName, Book>;
};

/** Opens the books of a running platform as of now, for all its stores, and closes them. @throws Error when a database does not answer */
export async function withBooks<T>(platform: RunningPlatform, use: (books: Books) => Promise<T>): Promise<T> {
  const { databases, storesFile } = platform;
  const { stores } = storeList.parse(JSON.parse(readFileSync(storesFile, 'utf8')));
  const books = await booksOf((service) => Book.open(databases[service].ownerUrl, stores));
  try {
    return await use(books);
  } finally {
    await eachBook(books, (book) => book.close());
  }
}

export const eachBook = async (books: Books, work: (book: Book) => Promise<void>): Promise<void> => {
  await Promise.all(SERVICES.map((service) => work(books[service])));
};
