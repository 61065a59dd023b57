import type { TestService } from './service.js';

/** Does the work while the database of a service refuses every change of one row. */
export async function whileUnwritable(
  service: TestService,
  table: string,
  id: string,
  work: () => Promise<unknown>,
): Promise<void> {
  await service.sql(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON ${table} FOR EACH ROW WHEN (OLD.id = '${id}') EXECUTE FUNCTION refuse()`);
  try {
    await work();
  } finally {
    await service.sql(`DROP TRIGGER refuse ON ${table}; DROP FUNCTION refuse`);
  }
}
