import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a car may not leave on a pass any more, as money went back (BIL-7). */
export class RevokedExitPasses1795301001000 implements MigrationInterface {
  readonly name = 'RevokedExitPasses1795301001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_exit_pass ADD COLUMN revoked_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_exit_pass DROP COLUMN revoked_at');
  }
}
