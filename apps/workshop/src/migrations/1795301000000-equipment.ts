import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Equipment with its checks; what is out of order takes its bay off the calendar (WKS-17). */
export class Equipment1795301000000 implements MigrationInterface {
  readonly name = 'Equipment1795301000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bay ADD COLUMN equipment_out_of_order boolean NOT NULL DEFAULT false;
      CREATE TABLE equipment (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        bay_id uuid,
        interval_days int NOT NULL,
        status text NOT NULL,
        due_on date NOT NULL,
        checked_on date NOT NULL,
        checked_by text NOT NULL,
        remarks text,
        FOREIGN KEY (store_id, bay_id) REFERENCES bay (store_id, id),
        CONSTRAINT equipment_name UNIQUE (store_id, name),
        CONSTRAINT equipment_status CHECK (status IN ('in-order', 'overdue', 'failed', 'retired')),
        CONSTRAINT equipment_interval CHECK (interval_days > 0),
        CONSTRAINT equipment_due_after_check CHECK (due_on > checked_on));
      CREATE INDEX equipment_bay ON equipment (store_id, bay_id);
      CREATE INDEX equipment_due ON equipment (due_on) WHERE status = 'in-order';`);
    await storeOwned(runner, 'equipment');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE equipment;
      ALTER TABLE bay DROP COLUMN equipment_out_of_order;`);
  }
}
