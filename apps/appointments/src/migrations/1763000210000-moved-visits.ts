import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The history of a visit tells of its moves: from which time, who wanted it and why (APT-10). */
export class MovedVisits1763000210000 implements MigrationInterface {
  readonly name = 'MovedVisits1763000210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE status_change ADD COLUMN moved jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE status_change DROP COLUMN moved');
  }
}
