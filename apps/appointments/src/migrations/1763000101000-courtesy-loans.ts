import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Loans of courtesy cars (APT-15). No car is promised, or away, twice at one moment, whatever the code does (decision 0021). */
export class CourtesyLoans1763000101000 implements MigrationInterface {
  readonly name = 'CourtesyLoans1763000101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE courtesy_loan (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL,
        appointment_id uuid NOT NULL,
        courtesy_car_id uuid NOT NULL,
        kept_from timestamptz NOT NULL,
        kept_until timestamptz NOT NULL,
        hand_out jsonb,
        handed_out_at timestamptz,
        hand_back jsonb,
        returned_at timestamptz,
        release_reason text,
        FOREIGN KEY (store_id, appointment_id) REFERENCES appointment (store_id, id),
        FOREIGN KEY (store_id, courtesy_car_id) REFERENCES courtesy_car (store_id, id),
        CONSTRAINT courtesy_loan_status CHECK (status IN ('reserved', 'out', 'returned', 'released')),
        CONSTRAINT courtesy_loan_ends_after_start CHECK (kept_until > kept_from),
        CONSTRAINT courtesy_loan_handed_out CHECK (
          (status IN ('out', 'returned')) = (handed_out_at IS NOT NULL) AND (handed_out_at IS NULL) = (hand_out IS NULL)),
        CONSTRAINT courtesy_loan_returned CHECK (
          (status = 'returned') = (returned_at IS NOT NULL) AND (returned_at IS NULL) = (hand_back IS NULL)),
        CONSTRAINT courtesy_loan_released CHECK ((status = 'released') = (release_reason IS NOT NULL)),
        CONSTRAINT courtesy_loan_kept_once EXCLUDE USING gist
          (store_id WITH =, courtesy_car_id WITH =, tstzrange(kept_from, kept_until) WITH &&) WHERE (status IN ('reserved', 'out')),
        CONSTRAINT courtesy_loan_away_once EXCLUDE USING gist
          (store_id WITH =, courtesy_car_id WITH =, tstzrange(handed_out_at, returned_at) WITH &&)
          WHERE (status IN ('out', 'returned')));
      CREATE UNIQUE INDEX courtesy_loan_visit_once ON courtesy_loan (store_id, appointment_id) WHERE status IN ('reserved', 'out');
      CREATE INDEX courtesy_loan_appointment ON courtesy_loan (store_id, appointment_id);
      CREATE INDEX courtesy_loan_open ON courtesy_loan (store_id, kept_from) WHERE status IN ('reserved', 'out');`);
    await storeOwned(runner, 'courtesy_loan');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE courtesy_loan');
  }
}
