import { createHash, randomBytes } from 'node:crypto';
import { migrate, type Migration } from '@pitlane/platform';
import pg from 'pg';
import { testEnvironment } from './environment.js';

const PASSWORD = 'test';

export interface TestDatabase {
  readonly name: string;
  /** As the service connects: row-level security applies. */
  readonly appUrl: string;
  /** As migrations connect. */
  readonly ownerUrl: string;
  /** With the service's rights, but past row-level security: as if its second wall were missing. */
  readonly unwalledUrl: string;
  /** Past row-level security. */
  readonly superuserUrl: string;
  drop(): Promise<void>;
}

/** An empty database of the service's schema, from a template that the first caller of a run migrates. */
export async function createDatabase(service: string, migrations: readonly Migration[]): Promise<TestDatabase> {
  const template = `template_${service}_${fingerprint(migrations)}`;
  const name = `test_${service}_${randomBytes(6).toString('hex')}`;
  await asSuperuser(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    await ensureTemplate(client, { service, template, migrations });
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${service}_owner`);
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [template]);
  });
  return {
    name,
    appUrl: urlOf(name, `${service}_app`),
    ownerUrl: urlOf(name, `${service}_owner`),
    unwalledUrl: urlOf(name, `${service}_unwalled`),
    superuserUrl: urlOf(name),
    drop: () =>
      asSuperuser(async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

interface Template {
  service: string;
  template: string;
  migrations: readonly Migration[];
}

async function ensureTemplate(client: pg.Client, { service, template, migrations }: Template): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [template]);
  if (rowCount) return;
  await client.query('SELECT pg_advisory_lock(1)');
  const roles = {
    [`${service}_owner`]: 'NOBYPASSRLS',
    [`${service}_app`]: 'NOBYPASSRLS',
    [`${service}_unwalled`]: `BYPASSRLS IN ROLE ${service}_app`,
  };
  for (const [role, rights] of Object.entries(roles)) {
    const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    if (!known.rowCount) await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER PASSWORD '${PASSWORD}' ${rights}`);
  }
  await client.query('SELECT pg_advisory_unlock(1)');
  await client.query(`DROP DATABASE IF EXISTS ${template}`);
  await client.query(`CREATE DATABASE ${template} OWNER ${service}_owner`);
  await migrate(urlOf(template, `${service}_owner`), migrations);
  await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
}

function urlOf(database: string, role?: string): string {
  const url = new URL(testEnvironment().postgresUrl);
  url.pathname = `/${database}`;
  if (role !== undefined) {
    url.username = role;
    url.password = PASSWORD;
  }
  return url.toString();
}

async function asSuperuser(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: testEnvironment().postgresUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const fingerprint = (migrations: readonly Migration[]): string =>
  createHash('sha256').update(migrations.map(String).join()).digest('hex').slice(0, 12);
