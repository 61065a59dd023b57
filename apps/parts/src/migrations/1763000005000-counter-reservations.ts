import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stock kept for somebody at the counter, until a time (PRT-5). */
export class CounterReservations1763000005000 implements MigrationInterface {
  readonly name = 'CounterReservations1763000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reservation
        DROP CONSTRAINT reservation_purpose_check,
        ADD CONSTRAINT reservation_purpose_check CHECK (purpose IN ('appointment', 'repair-order', 'counter')),
        ADD COLUMN reason text,
        ADD COLUMN kept_until timestamptz,
        ADD CONSTRAINT reservation_at_counter_ends CHECK (purpose <> 'counter' OR (reason IS NOT NULL AND kept_until IS NOT NULL));
      CREATE INDEX reservation_expiry ON reservation (store_id, kept_until) WHERE kept_until IS NOT NULL AND status <> 'released';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reservation DROP COLUMN kept_until, DROP COLUMN reason,
        DROP CONSTRAINT reservation_purpose_check,
        ADD CONSTRAINT reservation_purpose_check CHECK (purpose IN ('appointment', 'repair-order'));`);
  }
}
