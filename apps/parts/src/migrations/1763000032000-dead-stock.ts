import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a part is dead stock (PRT-6). */
export class DeadStock1763000032000 implements MigrationInterface {
  readonly name = 'DeadStock1763000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE part ADD COLUMN dead_since timestamptz;
      CREATE INDEX part_dead ON part (store_id, id) WHERE dead_since IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE part DROP COLUMN dead_since');
  }
}
