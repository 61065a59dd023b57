import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A part that is below its minimum is suggested again, unless that was rejected since it fell below (PRT-6). */
export class SuggestedAgain1763001040000 implements MigrationInterface {
  readonly name = 'SuggestedAgain1763001040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX requisition_once_per_crossing;
      CREATE INDEX requisition_suggested ON requisition (store_id, suggested_part_number)
        WHERE suggested_part_number IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX requisition_suggested;
      CREATE UNIQUE INDEX requisition_once_per_crossing ON requisition (store_id, suggested_part_number, crossed_at);`);
  }
}
