import type { TestService } from '../index.js';

const TABLES = ['note', 'outbox', 'relay_state', 'command', 'audit_entry', 'audit_link'];

/** Keeps the notebook's books as they are now; answers how to set them back to this moment, connections cut as by a restore. */
export async function backUp(service: TestService): Promise<() => Promise<void>> {
  await service.sql('DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept');
  for (const table of TABLES) await service.sql(`CREATE TABLE kept.${table} AS TABLE ${table}`);
  return async () => {
    const restore = TABLES.map((table) => `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept.${table}`);
    await service.sql(`BEGIN; TRUNCATE ${TABLES.join()}; ${restore.join(';')}; COMMIT`);
    await service.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'parts_app'`,
    );
  };
}
