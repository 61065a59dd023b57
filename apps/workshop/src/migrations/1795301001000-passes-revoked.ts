import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of an exit pass: used at the gate, or over since money went back (BIL-7). */
export class PassesRevoked1795301001000 implements MigrationInterface {
  readonly name = 'PassesRevoked1795301001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_exit_pass ADD COLUMN used_at timestamptz, ADD COLUMN revoked_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE known_exit_pass DROP COLUMN used_at, DROP COLUMN revoked_at');
  }
}
