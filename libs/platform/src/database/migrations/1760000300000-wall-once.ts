import type { MigrationInterface, QueryRunner } from 'typeorm';

interface Policy {
  readonly policy: string;
  readonly qual: string;
}

/** The second wall reads the scope's stores once for a statement, not once for each row that the statement looks at. */
export class WallOnce1760000300000 implements MigrationInterface {
  readonly name = 'WallOnce1760000300000';

  async up(runner: QueryRunner): Promise<void> {
    for (const { policy, qual } of (await runner.query(PER_ROW)) as Policy[]) {
      const once = qual.replaceAll(STORES_PER_ROW, 'ANY ((SELECT $1)::text[])');
      await runner.query(`ALTER POLICY ${policy} USING (${once}) WITH CHECK (${once})`);
    }
  }

  /** The version before finds the same rows with it. */
  async down(): Promise<void> {
    // nothing to take back
  }
}

/** As PostgreSQL writes `store_id = ANY (string_to_array(nullif(current_setting('app.stores', true), ''), ','))`. */
const STORES_PER_ROW =
  /ANY \((string_to_array\(NULLIF\(current_setting\('app\.stores'[^)]*\), ''::text\), ','::text\))\)/g;

const PER_ROW = `
  SELECT format('%I ON %I', policyname, tablename) AS policy, qual FROM pg_policies
  WHERE schemaname = 'public' AND qual LIKE '%ANY (string_to_array(%' ORDER BY tablename, policyname`;
