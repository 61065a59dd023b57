import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the gate let a car out on a pass (BIL-7); also on those that were used before this release, as far back as the inbox keeps. */
export class UsedExitPasses1795301001001 implements MigrationInterface {
  readonly name = 'UsedExitPasses1795301001001';

  async up(runner: QueryRunner): Promise<void> {
    // The owner of the table sees the rows of all stores meanwhile.
    await runner.query(`
      ALTER TABLE known_exit_pass ADD COLUMN used_at timestamptz, NO FORCE ROW LEVEL SECURITY;
      UPDATE known_exit_pass SET used_at = (payload -> 'data' ->> 'usedAt')::timestamptz
      FROM inbox WHERE type = 'billing.exit-pass.used.v1' AND inbox.status = 'skipped' AND inbox.store_id = known_exit_pass.store_id
        AND aggregate_id = exit_pass_id;
      ALTER TABLE known_exit_pass FORCE ROW LEVEL SECURITY`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_exit_pass DROP COLUMN used_at');
  }
}
