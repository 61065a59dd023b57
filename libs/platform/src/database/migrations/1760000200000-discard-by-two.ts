import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A parked event is given up by two people where money or stock depends on it: who proposed it first, and why. */
export class DiscardByTwo1760000200000 implements MigrationInterface {
  readonly name = 'DiscardByTwo1760000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE inbox_parked ADD COLUMN discard_proposed_by text, ADD COLUMN discard_reason text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE inbox_parked DROP COLUMN discard_proposed_by, DROP COLUMN discard_reason');
  }
}
