import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits that stay overnight name their slots, for those of closed hours are not theirs; what they hold is found though it began long ago (APT-4). */
export class OvernightVisits1763000200000 implements MigrationInterface {
  readonly name = 'OvernightVisits1763000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment ADD COLUMN overnight_slots timestamptz[];
      CREATE INDEX appointment_overnight ON appointment (store_id, starts_at) WHERE overnight_slots IS NOT NULL;
      CREATE INDEX allocation_overnight ON allocation (store_id, ends_at) WHERE active AND ends_at - starts_at > interval '1 day';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX allocation_overnight;
      ALTER TABLE appointment DROP COLUMN overnight_slots;`);
  }
}
