import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who counted a line before the last, all of them: none of them approves it (PRT-9). */
export class AllCounters1763001010000 implements MigrationInterface {
  readonly name = 'AllCounters1763001010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEEP);
    await runner.query(WALL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
  }
}

const KEEP = `
  ALTER TABLE stocktake_line ADD COLUMN earlier_counters text[] NOT NULL DEFAULT '{}', NO FORCE ROW LEVEL SECURITY;
  UPDATE stocktake_line SET earlier_counters = ARRAY[first_counted_by] WHERE first_counted_by IS NOT NULL;
  ALTER TABLE stocktake_line FORCE ROW LEVEL SECURITY;`;

// Who counted first may count again after another; replicas from before write that column on.
const WALL = `
  ALTER TABLE stocktake_line
    DROP CONSTRAINT stocktake_line_recounted_by_another,
    ADD CONSTRAINT stocktake_line_counted_by_another CHECK (counted_by <> earlier_counters[cardinality(earlier_counters)]),
    ADD CONSTRAINT stocktake_line_approved_by_no_counter CHECK (approved_by <> ALL (earlier_counters));`;

const BACK = `
  ALTER TABLE stocktake_line
    DROP CONSTRAINT stocktake_line_counted_by_another,
    DROP CONSTRAINT stocktake_line_approved_by_no_counter,
    NO FORCE ROW LEVEL SECURITY;
  UPDATE stocktake_line SET first_counted_by = earlier_counters[cardinality(earlier_counters)];
  ALTER TABLE stocktake_line
    FORCE ROW LEVEL SECURITY,
    DROP COLUMN earlier_counters,
    ADD CONSTRAINT stocktake_line_recounted_by_another CHECK (counted_by <> first_counted_by);`;
