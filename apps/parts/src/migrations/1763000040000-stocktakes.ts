import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sheets of parts that are counted, and what their approval made of the ledger (PRT-9). */
export class Stocktakes1763000040000 implements MigrationInterface {
  readonly name = 'Stocktakes1763000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STOCKTAKE);
    await runner.query(LINE);
    await storeOwned(runner, 'stocktake', 'stocktake_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stocktake_line, stocktake');
  }
}

const STOCKTAKE = `
  CREATE TABLE stocktake (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    kind text NOT NULL CHECK (kind IN ('full', 'cyclic', 'chosen')),
    status text NOT NULL CHECK (status IN ('counting', 'approved', 'cancelled')),
    opened_by text NOT NULL,
    opened_at timestamptz NOT NULL,
    ended_by text,
    ended_at timestamptz,
    reason text,
    CONSTRAINT stocktake_of_store UNIQUE (store_id, id),
    CONSTRAINT stocktake_ended CHECK ((status = 'counting') = (ended_at IS NULL)));`;

// Nobody counts a line twice, and nobody approves what he counted: not even a program that forgot to look.
const LINE = `
  CREATE TABLE stocktake_line (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    stocktake_id uuid NOT NULL,
    position int NOT NULL,
    part_id uuid NOT NULL,
    part_number text NOT NULL,
    bin text,
    abc_class text NOT NULL CHECK (abc_class IN ('A', 'B', 'C')),
    open boolean NOT NULL,
    counted_thousandths bigint CHECK (counted_thousandths >= 0),
    counted_at timestamptz,
    counted_by text,
    first_counted_thousandths bigint,
    first_counted_by text,
    expected_thousandths bigint,
    unit_cost_fen bigint,
    recount_asked boolean NOT NULL,
    approved_by text,
    CONSTRAINT stocktake_line_stocktake FOREIGN KEY (store_id, stocktake_id) REFERENCES stocktake (store_id, id),
    CONSTRAINT stocktake_line_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id),
    CONSTRAINT stocktake_line_of_part UNIQUE (stocktake_id, part_id),
    CONSTRAINT stocktake_line_recounted_by_another CHECK (counted_by <> first_counted_by),
    CONSTRAINT stocktake_line_approved_by_another CHECK (approved_by <> counted_by AND approved_by <> first_counted_by));
  CREATE UNIQUE INDEX stocktake_line_counted_once_at_a_time ON stocktake_line (store_id, part_id) WHERE open;
  CREATE INDEX stocktake_line_last_counted ON stocktake_line (store_id, part_id, counted_at) WHERE approved_by IS NOT NULL;`;
