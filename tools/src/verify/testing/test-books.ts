import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@pitlane/contracts';
import type { Migration } from '@pitlane/platform';
import { createDatabase, type TestDatabase } from '@pitlane/testing';
import pg from 'pg';
import { Book, type Books, booksOf, eachBook } from '../books.js';

/** With these gone a test may write what the services never could. */
const WALLS_DOWN = `
  DO $$ DECLARE wall record; BEGIN
    FOR wall IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
                WHERE contype IN ('c', 'u', 'x') AND conrelid <> 0 AND connamespace = 'public'::regnamespace LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', wall.place, wall.conname);
    END LOOP;
  END $$`;

/** Something for each column that must have a value and is not what the test is about. */
const ANYTHING: Readonly<Record<string, () => unknown>> = {
  uuid: () => randomUUID(),
  text: () => 'anything',
  int4: () => 1,
  int8: () => 1,
  bool: () => false,
  jsonb: () => '[]',
  json: () => '{}',
  bytea: () => '',
  _text: () => '{}',
  _bytea: () => '{}',
  timestamptz: () => '2026-11-23T01:00:00Z',
};

const MUST_HAVE = `
  SELECT column_name AS name, udt_name AS type FROM information_schema.columns
  WHERE table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
    AND is_generated = 'NEVER'`;

export type Planted = readonly [service: ServiceName, table: string, row: Readonly<Record<string, unknown>>];

/** The five databases as a platform leaves them before its first day, for rows that should not be there. */
export class TestBooks {
  private readonly databases: TestDatabase[] = [];
  private readonly clients = new Map<ServiceName, pg.Client>();
  private readonly sessions: pg.Client[] = [];
  private opened: Books | undefined;

  get books(): Books {
    if (!this.opened) throw new Error('The books are not open.');
    return this.opened;
  }

  async open(): Promise<void> {
    this.opened = await booksOf((service) => this.openBook(service));
  }

  /** What is planted from here on is gone after `restore`. */
  async begin(): Promise<void> {
    for (const client of this.clients.values())
      await client.query('BEGIN; SET LOCAL session_replication_role = replica');
  }

  async restore(): Promise<void> {
    for (const session of this.sessions.splice(0)) await session.end();
    for (const client of this.clients.values()) await client.query('ROLLBACK');
  }

  /** Writes rows past every trigger and foreign key; columns that are not named get anything. */
  async plant(...rows: readonly Planted[]): Promise<void> {
    for (const [service, table, named] of rows) {
      const client = this.client(service);
      const { rows: mustHave } = await client.query<{ name: string; type: string }>(MUST_HAVE, [table]);
      const anything: Record<string, unknown> = {};
      for (const { name, type } of mustHave) anything[name] = ANYTHING[type]?.();
      const columns = Object.entries({ ...anything, ...named });
      const names = columns.map(([name]) => name).join();
      const places = columns.map((_, index) => `$${index + 1}`).join();
      const values = columns.map(([, value]) => value);
      await client.query(`INSERT INTO ${table} (${names}) VALUES (${places})`, values);
    }
  }

  /** Another session that begins with this and then does nothing. */
  async leaveIdle(service: ServiceName, sql: string): Promise<void> {
    const { database, user, password, host, port } = this.client(service);
    const session = new pg.Client({ database, user, password, host, port });
    await session.connect();
    this.sessions.push(session);
    await session.query(sql);
  }

  async close(): Promise<void> {
    if (this.opened) await eachBook(this.opened, (book) => book.close());
    for (const database of this.databases) await database.drop();
  }

  private client(service: ServiceName): pg.Client {
    const client = this.clients.get(service);
    if (!client) throw new Error(`The book of ${service} is not open.`);
    return client;
  }

  private async openBook(service: ServiceName): Promise<Book> {
    // A project that is not one's own is named only when the test runs.
    const { migrations } = (await import(`../../../../apps/${service}/src/migrations/index.js`)) as {
      migrations: readonly Migration[];
    };
    const database = await createDatabase(service, migrations);
    this.databases.push(database);
    const client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(WALLS_DOWN);
    this.clients.set(service, client);
    return new Book(client, ['huadong']);
  }
}
