import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One person finds parts unfit, and another scraps them: each by themselves (PRT-4). */
export class ScrappedByTwo1763001047000 implements MigrationInterface {
  readonly name = 'ScrappedByTwo1763001047000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scrapping
        ADD COLUMN status text NOT NULL DEFAULT 'scrapped' CHECK (status IN ('found', 'scrapped', 'rejected')),
        ADD COLUMN lot_id uuid,
        ADD COLUMN found_at timestamptz,
        ADD COLUMN rejected_by text,
        ADD COLUMN rejected_at timestamptz,
        ADD COLUMN rejected_reason text,
        ALTER COLUMN scrapped_by DROP NOT NULL,
        ALTER COLUMN scrapped_at DROP NOT NULL,
        ADD CONSTRAINT scrapping_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        ADD CONSTRAINT scrapping_scrapped CHECK (num_nulls(scrapped_by, scrapped_at) = CASE status WHEN 'scrapped' THEN 0 ELSE 2 END),
        ADD CONSTRAINT scrapping_rejected
          CHECK (num_nulls(rejected_by, rejected_at, rejected_reason) = CASE status WHEN 'rejected' THEN 0 ELSE 3 END);
      CREATE INDEX scrapping_by_lot ON scrapping (lot_id) WHERE lot_id IS NOT NULL;
      CREATE INDEX scrapping_open ON scrapping (store_id, id) WHERE status = 'found';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE scrapping NO FORCE ROW LEVEL SECURITY;
      DELETE FROM scrapping WHERE status <> 'scrapped';
      ALTER TABLE scrapping FORCE ROW LEVEL SECURITY;
      ALTER TABLE scrapping
        DROP CONSTRAINT scrapping_scrapped, DROP CONSTRAINT scrapping_rejected, DROP COLUMN status, DROP COLUMN lot_id,
        DROP COLUMN found_at, DROP COLUMN rejected_by, DROP COLUMN rejected_at, DROP COLUMN rejected_reason,
        ALTER COLUMN scrapped_by SET NOT NULL, ALTER COLUMN scrapped_at SET NOT NULL;`);
  }
}
