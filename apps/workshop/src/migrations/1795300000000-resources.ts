import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bays, technicians and checklists: what the workshop works with. */
export class Resources1795300000000 implements MigrationInterface {
  readonly name = 'Resources1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bay (
        id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL,
        name text NOT NULL, kind text NOT NULL, active boolean NOT NULL,
        CONSTRAINT bay_name UNIQUE (store_id, name));
      CREATE TABLE technician (
        id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL,
        technician_id text NOT NULL, skills jsonb NOT NULL, shifts jsonb NOT NULL, absences jsonb NOT NULL, active boolean NOT NULL,
        CONSTRAINT technician_staff UNIQUE (store_id, technician_id));
      CREATE TABLE checklist (
        id uuid PRIMARY KEY, store_id text NOT NULL, version int NOT NULL, event_version int NOT NULL,
        operation_code text NOT NULL, safety_critical boolean NOT NULL, road_test boolean NOT NULL, items jsonb NOT NULL,
        CONSTRAINT checklist_operation UNIQUE (store_id, operation_code));`);
    await storeOwned(runner, 'bay', 'technician', 'checklist');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE checklist, technician, bay');
  }
}
