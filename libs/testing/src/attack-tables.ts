import type { TestService } from './service.js';

const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isWalled",
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'store_id') AS "hasStore"
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`;

interface Table {
  name: string;
  isWalled: boolean;
  hasStore: boolean;
}

/** Tables with a store that row-level security does not guard, or not from their owner. */
export async function openTables(service: TestService): Promise<string[]> {
  const tables = await service.sql<Table>(TABLES);
  return tables.filter(({ hasStore, isWalled }) => hasStore && !isWalled).map(({ name }) => name);
}

const LOOSE_REFERENCES = `
  SELECT c.conrelid::regclass || '.' || c.conname AS name FROM pg_constraint c
  WHERE c.contype = 'f' AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.conrelid AND p.polname = 'own_store')
    AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.confrelid AND p.polname = 'own_store')
    AND NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname = 'store_id')`;

/** References by which a row of one store could belong to a row of another: the database checks them past its policies. */
export async function looseReferences(service: TestService): Promise<string[]> {
  return (await service.sql<{ name: string }>(LOOSE_REFERENCES)).map(({ name }) => name);
}

/** They change without a request that has an effect: refusals are remembered, audit entries linked in their own time. */
const RESTLESS = ['command', 'audit_link'];

/** A digest of every table that only a request with an effect changes. */
export async function stateOf(service: TestService): Promise<Record<string, string>> {
  const tables = (await service.sql<Table>(TABLES)).filter(({ name }) => !RESTLESS.includes(name));
  const digests = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
  );
  const rows = await service.sql<{ name: string; digest: string }>(digests.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}

/** Makes every row of a store another's, as if it had been that store's from the start. */
export async function moveRows(service: TestService, from: string, to: string): Promise<void> {
  const tables = (await service.sql<Table>(TABLES)).filter(({ hasStore, isWalled }) => hasStore && isWalled);
  const moves = tables.map(({ name }) => `UPDATE "${name}" SET store_id = '${to}' WHERE store_id = '${from}';`);
  await service.sql(`BEGIN; SET LOCAL session_replication_role = replica; ${moves.join('\n')} COMMIT;`);
}
