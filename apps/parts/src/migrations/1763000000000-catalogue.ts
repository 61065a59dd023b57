import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts of the catalogue (PRT-1) with their limits and alerts (PRT-6). */
export class Catalogue1763000000000 implements MigrationInterface {
  readonly name = 'Catalogue1763000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE part (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        part_number text NOT NULL,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        category text NOT NULL,
        unit text NOT NULL,
        brand text NOT NULL,
        origin text NOT NULL CHECK (origin IN ('genuine', 'certified', 'aftermarket')),
        shelf_life_days int CHECK (shelf_life_days > 0),
        bin text,
        fits text[] NOT NULL,
        min_thousandths bigint NOT NULL CHECK (min_thousandths >= 0),
        max_thousandths bigint NOT NULL,
        alert text CHECK (alert IN ('below-minimum', 'above-maximum')),
        alert_since timestamptz,
        search_text text GENERATED ALWAYS AS (lower(part_number || ' ' || name_zh || ' ' || name_en)) STORED,
        CONSTRAINT part_number_of_store UNIQUE (store_id, part_number),
        CONSTRAINT part_of_store UNIQUE (store_id, id),
        CONSTRAINT part_limits CHECK (min_thousandths <= max_thousandths),
        CONSTRAINT part_alert_has_time CHECK ((alert IS NULL) = (alert_since IS NULL)));
      CREATE INDEX part_alerts ON part (store_id, id) WHERE alert IS NOT NULL;`);
    await storeOwned(runner, 'part');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE part');
  }
}
