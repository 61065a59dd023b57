import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Old parts of warranty jobs, kept for the maker (PRT-10). They are no stock. */
export class OldParts1763000044000 implements MigrationInterface {
  readonly name = 'OldParts1763000044000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE old_part (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL CHECK (status IN ('kept', 'released', 'sent-to-maker', 'scrapped')),
        repair_order_id uuid NOT NULL,
        line_id uuid NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        shelf text NOT NULL,
        keep_until date NOT NULL,
        kept_by text NOT NULL,
        kept_at timestamptz NOT NULL,
        ended_by text,
        ended_at timestamptz,
        reason text,
        CONSTRAINT old_part_of_store UNIQUE (store_id, id),
        CONSTRAINT old_part_ended CHECK ((status = 'kept') = (ended_at IS NULL)));
      CREATE INDEX old_part_kept ON old_part (store_id, keep_until) WHERE status = 'kept';`);
    await storeOwned(runner, 'old_part');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE old_part');
  }
}
