import type { QueryRunner } from 'typeorm';

/** Who the service connects as: named like the owner, `parts_owner` → `parts_app`. */
const APP_ROLE = `replace(current_user, '_owner', '_app')`;

/**
 * The scope's stores. They are read once for a statement (hence SELECT): in a scope of two hundred stores, reading them
 * for each row cost more than all else. A setting made for one transaction reads as '' in the next: hence nullif.
 */
export const OWN_STORES = `(SELECT string_to_array(nullif(current_setting('app.stores', true), ''), ','))::text[]`;
const OWN_STORE = `store_id = ANY (${OWN_STORES})`;

/**
 * Puts the second wall around tables of one store's rows (`store_id text NOT NULL`): row-level security, also for the owner,
 * and lets the service read and write them.
 */
export async function storeOwned(runner: QueryRunner, ...tables: string[]): Promise<void> {
  await wallIn(runner, ...tables);
  await grant(runner, 'SELECT, INSERT, UPDATE, DELETE', ...tables);
}

/** The wall alone: what the service may do with the rows is granted apart. */
export async function wallIn(runner: QueryRunner, ...tables: string[]): Promise<void> {
  for (const table of tables) {
    await runner.query(`
      ALTER TABLE ${table} ADD CONSTRAINT ${table}_store CHECK (store_id <> '');
      ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
      ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
      CREATE POLICY own_store ON ${table} USING (${OWN_STORE}) WITH CHECK (${OWN_STORE});`);
  }
}

/** Columns such as `job.repair_order_id` that refer to the primary key of a table. */
export interface References {
  readonly parent: string;
  readonly key: string;
  readonly children: readonly string[];
}

/** Keeps references within their store; the database checks them past row-level security. */
export async function withinStore(runner: QueryRunner, all: readonly References[]): Promise<void> {
  for (const { parent, key, children } of all) {
    await runner.query(`CREATE UNIQUE INDEX ${parent}_key_of_store ON ${parent} (store_id, ${key})`);
    for (const child of children) await refer(runner, child, { parent, key, tenant: 'store_id, ' });
  }
}

/** Undoes `withinStore`. */
export async function acrossStores(runner: QueryRunner, all: readonly References[]): Promise<void> {
  for (const { parent, key, children } of all) {
    for (const child of children) await refer(runner, child, { parent, key, tenant: '' });
    await runner.query(`DROP INDEX ${parent}_key_of_store`);
  }
}

async function refer(
  runner: QueryRunner,
  child: string,
  { parent, key, tenant }: { parent: string; key: string; tenant: string },
): Promise<void> {
  const [table, column] = child.split('.');
  await runner.query(`
    ALTER TABLE ${table} DROP CONSTRAINT ${table}_${column}_fkey,
      ADD CONSTRAINT ${table}_${column}_fkey FOREIGN KEY (${tenant}${column}) REFERENCES ${parent} (${tenant}${key})`);
}

/** Gives the service rights on tables of its database. */
export async function grant(runner: QueryRunner, rights: string, ...tables: string[]): Promise<void> {
  for (const table of tables) {
    await runner.query(`DO $$ BEGIN EXECUTE format('GRANT ${rights} ON ${table} TO %I', ${APP_ROLE}); END $$`);
  }
}
