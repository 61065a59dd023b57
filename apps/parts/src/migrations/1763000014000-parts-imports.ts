import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts books that are taken over from a file, the file itself in pieces, and its bad rows (INT-6). */
export class PartsImports1763000014000 implements MigrationInterface {
  readonly name = 'PartsImports1763000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parts_import (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        file_name text NOT NULL,
        format text NOT NULL,
        is_dry_run boolean NOT NULL,
        uploaded_by text NOT NULL,
        status text NOT NULL CHECK (status IN ('uploading', 'running', 'done', 'failed')),
        failure text,
        rows_done int NOT NULL CHECK (rows_done >= 0),
        parts_listed int NOT NULL,
        lots_booked int NOT NULL,
        rows_unchanged int NOT NULL,
        rows_bad int NOT NULL,
        runner_id uuid,
        leased_until timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT parts_import_of_store UNIQUE (store_id, id),
        CONSTRAINT parts_import_failed_why CHECK ((status = 'failed') = (failure IS NOT NULL)),
        CONSTRAINT parts_import_runs_since CHECK (status = 'uploading' OR started_at IS NOT NULL));
      CREATE INDEX parts_import_running ON parts_import (store_id, id) WHERE status = 'running';
      CREATE TABLE parts_import_piece (
        store_id text NOT NULL,
        import_id uuid NOT NULL,
        position int NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (import_id, position),
        CONSTRAINT parts_import_piece_import FOREIGN KEY (store_id, import_id) REFERENCES parts_import (store_id, id));
      ALTER TABLE parts_import_piece ALTER COLUMN content SET STORAGE EXTERNAL;
      CREATE TABLE parts_import_bad_row (
        store_id text NOT NULL,
        import_id uuid NOT NULL,
        row_number int NOT NULL,
        column_name text NOT NULL,
        code text NOT NULL,
        PRIMARY KEY (import_id, row_number, column_name),
        CONSTRAINT parts_import_bad_row_import FOREIGN KEY (store_id, import_id) REFERENCES parts_import (store_id, id));`);
    await storeOwned(runner, 'parts_import', 'parts_import_piece', 'parts_import_bad_row');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE parts_import_bad_row, parts_import_piece, parts_import');
  }
}
