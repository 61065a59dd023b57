import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which issue a return takes back: what stays of it is rounded as the issue does (PRT-13). Null of returns from before. */
export class ReturnsOfIssues1763001011000 implements MigrationInterface {
  readonly name = 'ReturnsOfIssues1763001011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE movement ADD COLUMN issue_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE movement DROP COLUMN issue_id');
  }
}
