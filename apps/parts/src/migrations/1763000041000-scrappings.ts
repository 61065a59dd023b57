import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts thrown away by two people (PRT-4). */
export class Scrappings1763000041000 implements MigrationInterface {
  readonly name = 'Scrappings1763000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scrapping (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        cost_fen bigint NOT NULL CHECK (cost_fen >= 0),
        reason text NOT NULL,
        found_by text NOT NULL,
        scrapped_by text NOT NULL,
        scrapped_at timestamptz NOT NULL,
        CONSTRAINT scrapping_of_store UNIQUE (store_id, id),
        CONSTRAINT scrapping_by_two CHECK (found_by <> scrapped_by));`);
    await storeOwned(runner, 'scrapping');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scrapping');
  }
}
