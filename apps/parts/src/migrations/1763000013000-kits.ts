import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kits of parts for an operation, edition by edition (PRT-16). */
export class Kits1763000013000 implements MigrationInterface {
  readonly name = 'Kits1763000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE kit (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        code text NOT NULL,
        edition int NOT NULL CHECK (edition > 0),
        name text NOT NULL,
        operation_code text NOT NULL,
        withdrawn_at timestamptz,
        CONSTRAINT kit_of_store UNIQUE (store_id, id),
        CONSTRAINT kit_edition UNIQUE (store_id, code, edition));
      CREATE UNIQUE INDEX kit_in_use ON kit (store_id, code) WHERE withdrawn_at IS NULL;
      CREATE INDEX kit_by_operation ON kit (store_id, operation_code, id) WHERE withdrawn_at IS NULL;
      CREATE TABLE kit_line (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        kit_id uuid NOT NULL,
        position int NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        CONSTRAINT kit_line_kit FOREIGN KEY (store_id, kit_id) REFERENCES kit (store_id, id),
        CONSTRAINT kit_line_part FOREIGN KEY (store_id, part_number) REFERENCES part (store_id, part_number),
        CONSTRAINT kit_line_once UNIQUE (kit_id, part_number));`);
    await storeOwned(runner, 'kit', 'kit_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE kit_line, kit');
  }
}
