import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of which order at what price; lots that wait in quarantine for a decision, and where lots are put (PRT-7). */
export class PurchaseReceipts1763000023000 implements MigrationInterface {
  readonly name = 'PurchaseReceipts1763000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE lot
        DROP CONSTRAINT lot_result_check,
        ADD CONSTRAINT lot_result_check CHECK (result IN ('accepted', 'rejected', 'quarantined')),
        ADD COLUMN bin text,
        ADD COLUMN put_away_by text,
        ADD COLUMN put_away_at timestamptz,
        ADD CONSTRAINT lot_put_away CHECK (num_nulls(bin, put_away_by, put_away_at) IN (0, 3));
      CREATE TABLE purchase_receipt (
        lot_id uuid NOT NULL,
        purchase_order_line_id uuid NOT NULL,
        store_id text NOT NULL,
        purchase_order_id uuid NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        unit_price_fen bigint NOT NULL CHECK (unit_price_fen >= 0),
        unit_cost_fen bigint NOT NULL CHECK (unit_cost_fen >= 0),
        price_variance_fen bigint NOT NULL,
        expected_on date NOT NULL,
        received_on date NOT NULL,
        CONSTRAINT purchase_receipt_of_line PRIMARY KEY (lot_id, purchase_order_line_id),
        CONSTRAINT purchase_receipt_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        CONSTRAINT purchase_receipt_line FOREIGN KEY (store_id, purchase_order_line_id)
          REFERENCES purchase_order_line (store_id, id),
        CONSTRAINT purchase_receipt_order FOREIGN KEY (store_id, purchase_order_id) REFERENCES purchase_order (store_id, id));
      CREATE INDEX purchase_receipt_by_order ON purchase_receipt (purchase_order_id, received_on);`);
    await storeOwned(runner, 'purchase_receipt');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE purchase_receipt;
      ALTER TABLE lot DROP COLUMN bin, DROP COLUMN put_away_by, DROP COLUMN put_away_at,
        DROP CONSTRAINT lot_result_check,
        ADD CONSTRAINT lot_result_check CHECK (result IN ('accepted', 'rejected'));`);
  }
}
