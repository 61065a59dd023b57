import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['vehicle_reading', 'vehicle_fault', 'last_service'];

/** What cars or their makers told (APT-16), what follows of it for each fault, and when a car was serviced last. */
export class VehicleReadings1763000111000 implements MigrationInterface {
  readonly name = 'VehicleReadings1763000111000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(READINGS);
    await storeOwned(runner, ...TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLES.join(', ')}`);
  }
}

const READINGS = `
  CREATE TABLE vehicle_reading (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    source text NOT NULL,
    message_id text NOT NULL,
    vehicle_id uuid NOT NULL,
    measured_at timestamptz NOT NULL,
    mileage_km int NOT NULL CONSTRAINT vehicle_reading_not_negative CHECK (mileage_km >= 0),
    faults jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT vehicle_reading_message_once UNIQUE (store_id, source, message_id),
    FOREIGN KEY (store_id, vehicle_id) REFERENCES known_vehicle (store_id, vehicle_id));
  CREATE INDEX vehicle_reading_vehicle ON vehicle_reading (store_id, vehicle_id, measured_at);
  CREATE TABLE vehicle_fault (
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    measured_at timestamptz NOT NULL,
    cleared_at timestamptz,
    answered_at timestamptz,
    PRIMARY KEY (store_id, vehicle_id, code),
    FOREIGN KEY (store_id, vehicle_id) REFERENCES known_vehicle (store_id, vehicle_id),
    CONSTRAINT vehicle_fault_state CHECK (state IN ('pending', 'confirmed', 'cleared')));
  CREATE TABLE last_service (
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL,
    mileage_km int NOT NULL CONSTRAINT last_service_not_negative CHECK (mileage_km >= 0),
    completed_at timestamptz NOT NULL,
    answered_at timestamptz,
    PRIMARY KEY (store_id, vehicle_id));`;
