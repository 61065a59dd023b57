import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rides that fetch cars and bring them back (APT-15). No driver is promised, or away, twice at one moment, whatever the code does (decision 0025). */
export class Rides1763000251000 implements MigrationInterface {
  readonly name = 'Rides1763000251000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ride (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL,
        kind text NOT NULL,
        appointment_id uuid NOT NULL,
        driver_id text NOT NULL,
        kept_from timestamptz NOT NULL,
        kept_until timestamptz NOT NULL,
        set_out_at timestamptz,
        store_mileage_km int CONSTRAINT ride_mileage CHECK (store_mileage_km >= 0),
        hand_over jsonb,
        handed_over_at timestamptz,
        comparison jsonb,
        done_at timestamptz,
        release_reason text,
        FOREIGN KEY (store_id, appointment_id) REFERENCES appointment (store_id, id),
        FOREIGN KEY (store_id, driver_id) REFERENCES driver (store_id, driver_id),
        CONSTRAINT ride_kind CHECK (kind IN ('fetch', 'return')),
        CONSTRAINT ride_status CHECK (status IN ('planned', 'under-way', 'done', 'released')),
        CONSTRAINT ride_ends_after_start CHECK (kept_until > kept_from),
        CONSTRAINT ride_set_out CHECK (
          CASE status WHEN 'planned' THEN set_out_at IS NULL WHEN 'released' THEN TRUE ELSE set_out_at IS NOT NULL END),
        CONSTRAINT ride_handed_over CHECK (
          (handed_over_at IS NULL) = (hand_over IS NULL)
          AND CASE status WHEN 'under-way' THEN TRUE WHEN 'done' THEN hand_over IS NOT NULL ELSE hand_over IS NULL END),
        CONSTRAINT ride_done CHECK (
          (status = 'done') = (done_at IS NOT NULL) AND (status <> 'done' OR store_mileage_km IS NOT NULL)),
        CONSTRAINT ride_released CHECK ((status = 'released') = (release_reason IS NOT NULL)),
        CONSTRAINT ride_kept_once EXCLUDE USING gist
          (store_id WITH =, driver_id WITH =, tstzrange(kept_from, kept_until) WITH &&) WHERE (status IN ('planned', 'under-way')),
        CONSTRAINT ride_away_once EXCLUDE USING gist
          (store_id WITH =, driver_id WITH =, tstzrange(set_out_at, done_at) WITH &&) WHERE (status IN ('under-way', 'done')));
      CREATE UNIQUE INDEX ride_visit_once ON ride (store_id, appointment_id, kind) WHERE status <> 'released';
      CREATE INDEX ride_appointment ON ride (store_id, appointment_id);
      CREATE INDEX ride_open ON ride (store_id, kept_from) WHERE status IN ('planned', 'under-way');`);
    await storeOwned(runner, 'ride');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ride');
  }
}
