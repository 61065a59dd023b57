import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts borrowed instead of negative stock (PRT-16). */
export class Borrowings1763000043000 implements MigrationInterface {
  readonly name = 'Borrowings1763000043000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE borrowing (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'given-back', 'bought')),
        lender text NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        unit_cost_fen bigint NOT NULL CHECK (unit_cost_fen >= 0),
        lot_id uuid NOT NULL,
        line_id uuid,
        due_on date NOT NULL,
        borrowed_by text NOT NULL,
        borrowed_at timestamptz NOT NULL,
        settled_by text,
        settled_at timestamptz,
        settled_fen bigint CHECK (settled_fen >= 0),
        invoice_number text,
        explanation text,
        CONSTRAINT borrowing_of_store UNIQUE (store_id, id),
        CONSTRAINT borrowing_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        CONSTRAINT borrowing_settled CHECK ((status = 'open') = (settled_at IS NULL)));
      CREATE INDEX borrowing_open ON borrowing (store_id, due_on) WHERE status = 'open';`);
    await storeOwned(runner, 'borrowing');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE borrowing');
  }
}
