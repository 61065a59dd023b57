import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who fetches customers' cars and brings them back (APT-15). */
export class Drivers1763000250000 implements MigrationInterface {
  readonly name = 'Drivers1763000250000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE driver (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        driver_id text NOT NULL,
        name text NOT NULL,
        licence_class text NOT NULL CONSTRAINT driver_licence_class CHECK (
          licence_class IN ('A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2')),
        licence_valid_until date NOT NULL,
        shifts jsonb NOT NULL,
        out_of_service_reason text,
        UNIQUE (store_id, id),
        CONSTRAINT driver_once UNIQUE (store_id, driver_id))`);
    await storeOwned(runner, 'driver');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE driver');
  }
}
