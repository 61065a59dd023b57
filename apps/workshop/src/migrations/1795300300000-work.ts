import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens to an order on its way: priced versions, findings, clocked time, inspections. */
export class Work1795300300000 implements MigrationInterface {
  readonly name = 'Work1795300300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE quote_version (
        id uuid PRIMARY KEY, store_id text NOT NULL, repair_order_id uuid NOT NULL REFERENCES repair_order,
        repair_order_version int NOT NULL, base_version int NOT NULL, proposed_jobs int NOT NULL, finding_id uuid,
        status text NOT NULL, requested_at timestamptz NOT NULL, quote_id uuid, total_fen bigint, customer_share_fen bigint,
        valid_until timestamptz, document_sha256 text, lines jsonb NOT NULL, unpriced jsonb NOT NULL,
        signed_at timestamptz, signed_by text, channel text, recorded_by text,
        CONSTRAINT quote_version_once UNIQUE (repair_order_id, repair_order_version),
        CONSTRAINT quote_version_signed CHECK (status <> 'signed'
          OR (signed_at IS NOT NULL AND signed_by IS NOT NULL AND channel IS NOT NULL AND document_sha256 IS NOT NULL)));
      CREATE TABLE finding (
        id uuid PRIMARY KEY, store_id text NOT NULL, repair_order_id uuid NOT NULL REFERENCES repair_order,
        job_id uuid NOT NULL REFERENCES job, status text NOT NULL, description text NOT NULL, safety_critical boolean NOT NULL,
        raised_by text NOT NULL, raised_at timestamptz NOT NULL, channel text, decided_by text, decided_at timestamptz,
        recorded_by text, decline_signed_at timestamptz, decline_signed_by text,
        CONSTRAINT finding_decided CHECK (status IN ('raised', 'estimated')
          OR (decided_at IS NOT NULL AND decided_by IS NOT NULL AND channel IS NOT NULL)));
      CREATE INDEX finding_of_order ON finding (repair_order_id);
      CREATE TABLE clock_segment (
        id uuid PRIMARY KEY, store_id text NOT NULL, repair_order_id uuid NOT NULL REFERENCES repair_order,
        job_id uuid NOT NULL REFERENCES job, technician_id text NOT NULL, bay_id uuid NOT NULL REFERENCES bay,
        started_at timestamptz NOT NULL, ended_at timestamptz, end_reason text,
        CONSTRAINT clock_segment_ends CHECK (ended_at >= started_at AND (ended_at IS NULL) = (end_reason IS NULL)),
        CONSTRAINT clock_segment_one_job_at_a_time EXCLUDE USING gist
          (technician_id WITH =, tstzrange(started_at, ended_at) WITH &&),
        CONSTRAINT clock_segment_one_car_per_bay EXCLUDE USING gist
          (bay_id WITH =, repair_order_id WITH <>, tstzrange(started_at, ended_at) WITH &&));
      CREATE UNIQUE INDEX clock_segment_one_open ON clock_segment (technician_id) WHERE ended_at IS NULL;
      CREATE INDEX clock_segment_of_order ON clock_segment (repair_order_id);
      CREATE INDEX clock_segment_of_technician ON clock_segment (store_id, technician_id, started_at);
      CREATE TABLE inspection (
        id uuid PRIMARY KEY, store_id text NOT NULL, repair_order_id uuid NOT NULL REFERENCES repair_order,
        job_id uuid NOT NULL REFERENCES job, round int NOT NULL, kind text NOT NULL, result text NOT NULL,
        inspector_id text NOT NULL, inspected_at timestamptz NOT NULL, checklist_version int, checks jsonb NOT NULL,
        road_test jsonb, defect_class text, cause text, rework_job_id uuid REFERENCES job,
        CONSTRAINT inspection_once UNIQUE (job_id, round, kind),
        CONSTRAINT inspection_failure CHECK ((result = 'failed')
          = (rework_job_id IS NOT NULL AND defect_class IS NOT NULL AND cause IS NOT NULL)));
      CREATE INDEX inspection_of_order ON inspection (repair_order_id);`);
    await storeOwned(runner, 'quote_version', 'finding', 'clock_segment', 'inspection');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inspection, clock_segment, finding, quote_version');
  }
}
