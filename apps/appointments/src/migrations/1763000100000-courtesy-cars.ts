import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The fleets of courtesy cars (APT-15). */
export class CourtesyCars1763000100000 implements MigrationInterface {
  readonly name = 'CourtesyCars1763000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE courtesy_car (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        plate text NOT NULL,
        make text NOT NULL,
        model text NOT NULL,
        powertrain text NOT NULL,
        mileage_km int NOT NULL CONSTRAINT courtesy_car_mileage CHECK (mileage_km >= 0),
        fuel_percent int NOT NULL CONSTRAINT courtesy_car_fuel CHECK (fuel_percent BETWEEN 0 AND 100),
        marks jsonb NOT NULL,
        out_of_service_reason text,
        UNIQUE (store_id, id),
        CONSTRAINT courtesy_car_plate_once UNIQUE (store_id, plate))`);
    await storeOwned(runner, 'courtesy_car');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE courtesy_car');
  }
}
