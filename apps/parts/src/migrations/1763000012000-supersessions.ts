import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A part number that another replaces from a day on (PRT-1). */
export class Supersessions1763000012000 implements MigrationInterface {
  readonly name = 'Supersessions1763000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE part
        ADD COLUMN successor_id uuid,
        ADD COLUMN supersession_rule text CHECK (supersession_rule IN ('use-up', 'replace')),
        ADD COLUMN superseded_from date,
        ADD CONSTRAINT part_successor FOREIGN KEY (store_id, successor_id) REFERENCES part (store_id, id),
        ADD CONSTRAINT part_succeeds_not_itself CHECK (successor_id <> id),
        ADD CONSTRAINT part_superseded_whole CHECK (
          (successor_id IS NULL) = (supersession_rule IS NULL) AND (successor_id IS NULL) = (superseded_from IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE part DROP COLUMN successor_id, DROP COLUMN supersession_rule, DROP COLUMN superseded_from',
    );
  }
}
