import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders to suppliers, with who did each step and when (PRT-7). */
export class PurchaseOrders1763000022000 implements MigrationInterface {
  readonly name = 'PurchaseOrders1763000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE purchase_order (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        supplier_id uuid NOT NULL,
        supplier_code text NOT NULL,
        urgency text NOT NULL CHECK (urgency IN ('stock', 'daily', 'emergency', 'vor')),
        status text NOT NULL
          CHECK (status IN ('draft', 'sent', 'confirmed', 'shipped', 'part-received', 'closed', 'cancelled')),
        over_delivery_per_mille int NOT NULL CHECK (over_delivery_per_mille BETWEEN 0 AND 1000),
        expected_on date,
        tracking_number text,
        late_said_for date,
        CONSTRAINT purchase_order_of_store UNIQUE (store_id, id),
        CONSTRAINT purchase_order_supplier FOREIGN KEY (store_id, supplier_id) REFERENCES supplier (store_id, id),
        CONSTRAINT purchase_order_expected CHECK (status IN ('draft', 'cancelled') OR expected_on IS NOT NULL));
      CREATE INDEX purchase_order_by_status ON purchase_order (store_id, status, id);
      CREATE INDEX purchase_order_expected_on ON purchase_order (store_id, expected_on)
        WHERE status IN ('sent', 'confirmed', 'shipped', 'part-received');
      CREATE TABLE purchase_order_line (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        purchase_order_id uuid NOT NULL,
        requisition_id uuid NOT NULL,
        position int NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        received_thousandths bigint NOT NULL CHECK (received_thousandths >= 0),
        unit_price_fen bigint NOT NULL CHECK (unit_price_fen >= 0),
        reservation_line_id uuid,
        CONSTRAINT purchase_order_line_of_store UNIQUE (store_id, id),
        CONSTRAINT purchase_order_line_order FOREIGN KEY (store_id, purchase_order_id) REFERENCES purchase_order (store_id, id),
        CONSTRAINT purchase_order_line_requisition FOREIGN KEY (store_id, requisition_id) REFERENCES requisition (store_id, id));
      CREATE INDEX purchase_order_line_by_order ON purchase_order_line (purchase_order_id);
      CREATE INDEX purchase_order_line_open ON purchase_order_line (store_id, part_number)
        WHERE received_thousandths < quantity_thousandths;
      CREATE INDEX purchase_order_line_pegged ON purchase_order_line (reservation_line_id)
        WHERE reservation_line_id IS NOT NULL;
      CREATE TABLE purchase_order_step (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        purchase_order_id uuid NOT NULL,
        position int NOT NULL,
        step text NOT NULL CHECK (step IN ('placed', 'sent', 'confirmed', 'shipped', 'received', 'closed', 'cancelled')),
        taken_by text NOT NULL,
        taken_at timestamptz NOT NULL,
        note text,
        CONSTRAINT purchase_order_step_order FOREIGN KEY (store_id, purchase_order_id) REFERENCES purchase_order (store_id, id));
      CREATE INDEX purchase_order_step_by_order ON purchase_order_step (purchase_order_id);`);
    await storeOwned(runner, 'purchase_order', 'purchase_order_line', 'purchase_order_step');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE purchase_order_step, purchase_order_line, purchase_order');
  }
}
