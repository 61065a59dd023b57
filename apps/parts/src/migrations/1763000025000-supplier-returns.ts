import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What went back to suppliers, and the credit for it (PRT-10). */
export class SupplierReturns1763000025000 implements MigrationInterface {
  readonly name = 'SupplierReturns1763000025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE supplier_return (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        delivery_id uuid NOT NULL,
        supplier text NOT NULL,
        lot_id uuid NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        expected_credit_fen bigint NOT NULL CHECK (expected_credit_fen >= 0),
        reason text NOT NULL,
        sent_by text NOT NULL,
        sent_at timestamptz NOT NULL,
        credited_fen bigint CHECK (credited_fen >= 0),
        credit_note text,
        difference_reason text,
        credited_by text,
        credited_at timestamptz,
        CONSTRAINT supplier_return_of_store UNIQUE (store_id, id),
        CONSTRAINT supplier_return_delivery FOREIGN KEY (store_id, delivery_id) REFERENCES delivery (store_id, id),
        CONSTRAINT supplier_return_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        CONSTRAINT supplier_return_credited CHECK (num_nulls(credited_fen, credit_note, credited_by, credited_at) IN (0, 4)),
        CONSTRAINT supplier_return_explained CHECK (credited_fen = expected_credit_fen OR difference_reason IS NOT NULL
          OR credited_fen IS NULL));
      CREATE INDEX supplier_return_by_lot ON supplier_return (lot_id);
      CREATE INDEX supplier_return_open ON supplier_return (store_id, id) WHERE credited_at IS NULL;`);
    await storeOwned(runner, 'supplier_return');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE supplier_return');
  }
}
