import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Copies of what other services said. */
export class KnownFacts1795300100000 implements MigrationInterface {
  readonly name = 'KnownFacts1795300100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_vehicle (
        store_id text NOT NULL, vehicle_id uuid NOT NULL, owner_customer_id uuid NOT NULL, vin text NOT NULL, plate text NOT NULL,
        make text NOT NULL, model text NOT NULL, mileage_km int NOT NULL,
        PRIMARY KEY (store_id, vehicle_id));
      CREATE TABLE known_operation (
        store_id text NOT NULL, price_list_version int NOT NULL, operation_code text NOT NULL, effective_from timestamptz NOT NULL,
        name_zh text NOT NULL, name_en text NOT NULL, flat_rate_hundredths int NOT NULL, skill text NOT NULL, bay_kind text NOT NULL,
        safety_critical boolean NOT NULL, road_test boolean NOT NULL,
        PRIMARY KEY (store_id, price_list_version, operation_code));
      CREATE INDEX known_operation_in_force ON known_operation (store_id, effective_from);
      CREATE TABLE known_part (
        store_id text NOT NULL, part_number text NOT NULL, name_zh text NOT NULL, name_en text NOT NULL, unit text NOT NULL,
        origin text NOT NULL,
        PRIMARY KEY (store_id, part_number));
      CREATE TABLE known_exit_pass (
        store_id text NOT NULL, exit_pass_id uuid NOT NULL, repair_order_id uuid NOT NULL, expires_at timestamptz NOT NULL,
        PRIMARY KEY (store_id, exit_pass_id));
      CREATE TABLE cancelled_appointment (
        store_id text NOT NULL, appointment_id uuid NOT NULL,
        PRIMARY KEY (store_id, appointment_id));`);
    await storeOwned(
      runner,
      'known_vehicle',
      'known_operation',
      'known_part',
      'known_exit_pass',
      'cancelled_appointment',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cancelled_appointment, known_exit_pass, known_part, known_operation, known_vehicle');
  }
}
