import type { ServiceName } from '@pitlane/contracts';
import { migrate, type Migration, takeBack } from '@pitlane/platform';
import pg from 'pg';
import { createDatabase } from './databases.js';

/** Everything that migrations make, a line each. */
const SCHEMA = `
  WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema')
  SELECT format('%s %s.%s', relkind, nspname, relname) AS line FROM pg_class JOIN ours ON ours.oid = relnamespace
  UNION ALL SELECT format('column %s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN ours ON ours.oid = relnamespace
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped
  UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM pg_constraint JOIN ours ON ours.oid = connamespace
  UNION ALL SELECT pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN ours ON ours.oid = relnamespace
  UNION ALL SELECT format('policy %s %s %s', polrelid::regclass, polname, pg_get_expr(polqual, polrelid)) FROM pg_policy
  UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT pg_get_functiondef(pg_proc.oid) FROM pg_proc JOIN ours ON ours.oid = pronamespace WHERE prokind IN ('f', 'p')
  ORDER BY 1`;

/** Tests that migrations can be taken back one by one, to `first` and with it, and made again: then the schema is the same. */
export function itIsTakenBack(service: ServiceName, migrations: readonly Migration[], first: Migration): void {
  it(`is taken back to ${first.name} and made again, and is the same`, async () => {
    const database = await createDatabase(service, migrations);
    const client = new pg.Client({ connectionString: database.superuserUrl });
    const schema = async (): Promise<string[]> =>
      (await client.query<{ line: string }>(SCHEMA)).rows.map(({ line }) => line);
    const isMade = async (): Promise<boolean> =>
      (await client.query('SELECT FROM migrations WHERE name = $1', [first.name])).rowCount !== 0;
    try {
      await client.connect();
      const before = await schema();
      while (await isMade()) await takeBack(database.ownerUrl, migrations);
      expect(await schema()).not.toEqual(before);

      await migrate(database.ownerUrl, migrations);
      expect(await schema()).toEqual(before);
    } finally {
      await client.end();
      await database.drop();
    }
  }, 60_000);
}
