import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries under suspicion, and what is kept of them (PRT-8). */
export class Recalls1763000024000 implements MigrationInterface {
  readonly name = 'Recalls1763000024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery
        ADD COLUMN suspected_reason text,
        ADD COLUMN suspected_by text,
        ADD COLUMN suspected_at timestamptz,
        ADD CONSTRAINT delivery_suspected_by_whom
          CHECK (num_nulls(suspected_reason, suspected_by, suspected_at) IN (0, 3));
      ALTER TABLE lot ADD COLUMN suspected boolean NOT NULL DEFAULT false;
      CREATE INDEX kept_by_lot ON kept (lot_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX kept_by_lot;
      ALTER TABLE lot DROP COLUMN suspected;
      ALTER TABLE delivery DROP COLUMN suspected_reason, DROP COLUMN suspected_by, DROP COLUMN suspected_at;`);
  }
}
