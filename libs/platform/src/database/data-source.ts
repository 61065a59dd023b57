import type { MixedList } from 'typeorm';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import type { Config } from '../config/config.js';
import { AuditLog1760000100000 } from './migrations/1760000100000-audit-log.js';
import { PlatformTables1760000000000 } from './migrations/1760000000000-platform-tables.js';
import { SelfCheck1760000001000 } from './migrations/1760000001000-self-check.js';
import { DiscardByTwo1760000200000 } from './migrations/1760000200000-discard-by-two.js';
import { WallOnce1760000300000 } from './migrations/1760000300000-wall-once.js';
import { SnakeCaseNaming } from './naming.js';

/** A class with `up` and `down`, as TypeORM runs them. */
export type Migration = new () => object;

const MIGRATION_LOCK = 7_400_001;
const SESSION_LIMITS = '-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000';

const PLATFORM_MIGRATIONS: readonly Migration[] = [
  PlatformTables1760000000000,
  SelfCheck1760000001000,
  AuditLog1760000100000,
  DiscardByTwo1760000200000,
  WallOnce1760000300000,
];

/** The service's connection pool. Entities are those that the process has loaded: one service, one database. */
export function createDataSource(config: Config): DataSource {
  const entities = getMetadataArgsStorage().tables.map(({ target }) => target);
  return new DataSource({
    type: 'postgres',
    url: config.DATABASE_URL,
    entities: entities as MixedList<string>,
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    installExtensions: false,
    applicationName: config.service,
    poolErrorHandler: () => undefined, // an idle connection that broke is replaced at its next use
    extra: {
      max: config.DATABASE_POOL,
      connectionTimeoutMillis: 2_000,
      query_timeout: 8_000,
      keepAlive: true,
      pipeline: true, // what is not waited for one by one travels together
      maxLifetimeSeconds: 1_800,
      options: SESSION_LIMITS,
    },
  });
}

/** Brings the database to this build's schema as its owner, one process at a time. */
export const migrate = (ownerUrl: string, migrations: readonly Migration[]): Promise<void> =>
  asOwner(ownerUrl, migrations, (source) => source.runMigrations());

/** Takes the last migration back, with what it kept. @throws Error when it has no way back, or none is left */
export const takeBack = (ownerUrl: string, migrations: readonly Migration[]): Promise<void> =>
  asOwner(ownerUrl, migrations, (source) => source.undoLastMigration());

async function asOwner(
  ownerUrl: string,
  migrations: readonly Migration[],
  work: (source: DataSource) => Promise<unknown>,
): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...PLATFORM_MIGRATIONS, ...migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    extra: { max: 2, connectionTimeoutMillis: 5_000 },
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await work(source);
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await lock.release();
    await source.destroy();
  }
}
