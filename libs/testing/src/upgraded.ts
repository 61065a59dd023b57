import type { ServiceName } from '@pitlane/contracts';
import { migrate, type Migration } from '@pitlane/platform';
import pg from 'pg';
import { createDatabase, type TestDatabase } from './databases.js';

export interface Upgrade {
  readonly migrations: readonly Migration[];
  /** The first migration that the release before did not have. */
  readonly first: Migration;
  /** SQL that writes rows as the release before did. */
  readonly rows: string;
}

/** A service's database that was upgraded with rows in it. */
export class UpgradedDatabase {
  private created: TestDatabase | undefined;
  private client: pg.Client | undefined;

  constructor(private readonly service: ServiceName) {}

  async start({ migrations, first, rows }: Upgrade): Promise<void> {
    this.created = await createDatabase(this.service, migrations.slice(0, migrations.indexOf(first)));
    this.client = new pg.Client({ connectionString: this.created.superuserUrl });
    await this.client.connect();
    await this.client.query(rows);
    await migrate(this.created.ownerUrl, migrations);
  }

  async stop(): Promise<void> {
    await this.client?.end();
    await this.created?.drop();
  }

  /** Any SQL, past row-level security. */
  async sql<Row extends object = Record<string, unknown>>(text: string): Promise<Row[]> {
    if (!this.client) throw new Error('The database is not upgraded yet.');
    return (await this.client.query<Row>(text)).rows;
  }
}

/** Upgrades a database before all tests of a file, and drops it after them. */
export function startUpgraded(service: ServiceName, upgrade: Upgrade): UpgradedDatabase {
  const database = new UpgradedDatabase(service);
  beforeAll(() => database.start(upgrade), 60_000);
  afterAll(() => database.stop(), 30_000);
  return database;
}
