import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who took the tick of a checklist item away by hand, and why (APT-8); and who owes what until when, read by deadline. */
export class UntickedItems1763000240000 implements MigrationInterface {
  readonly name = 'UntickedItems1763000240000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE checklist_item ADD COLUMN unticked jsonb;
      CREATE INDEX checklist_item_owed ON checklist_item (store_id, deadline_at, id) WHERE ticked_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX checklist_item_owed;
      ALTER TABLE checklist_item DROP COLUMN unticked`);
  }
}
