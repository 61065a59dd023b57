import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order of which something waits for a decision is not complete: what is rejected is missing again (PRT-7). */
export class UndecidedOfOrders1763001042000 implements MigrationInterface {
  readonly name = 'UndecidedOfOrders1763001042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE purchase_order
        DROP CONSTRAINT purchase_order_status_check,
        ADD CONSTRAINT purchase_order_status_check CHECK (
          status IN ('draft', 'sent', 'confirmed', 'shipped', 'part-received', 'received', 'closed', 'cancelled'));
      ALTER TABLE purchase_order_line
        ADD COLUMN undecided_thousandths bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT purchase_order_line_undecided
          CHECK (undecided_thousandths BETWEEN 0 AND received_thousandths);`);
    await runner.query(WHAT_IS_UNDECIDED);
    await runner.query(`
      CREATE INDEX purchase_order_line_to_come ON purchase_order_line (store_id, part_number)
        WHERE received_thousandths - undecided_thousandths < quantity_thousandths;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX purchase_order_line_to_come;
      ALTER TABLE purchase_order_line DROP COLUMN undecided_thousandths;
      ALTER TABLE purchase_order
        DROP CONSTRAINT purchase_order_status_check,
        ADD CONSTRAINT purchase_order_status_check CHECK (
          status IN ('draft', 'sent', 'confirmed', 'shipped', 'part-received', 'closed', 'cancelled'));`);
  }
}

// Orders that are closed stay so: it was said that they are. The walls are down for their owner while it reads all stores.
const WHAT_IS_UNDECIDED = `
  ALTER TABLE lot NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_receipt NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order_line NO FORCE ROW LEVEL SECURITY;
  UPDATE purchase_order_line line SET undecided_thousandths = undecided.quantity
  FROM purchase_order, (
    SELECT purchase_order_line_id, sum(quantity_thousandths) AS quantity
    FROM purchase_receipt JOIN lot ON lot.id = lot_id AND lot.result = 'quarantined'
    GROUP BY purchase_order_line_id) undecided
  WHERE undecided.purchase_order_line_id = line.id AND purchase_order.id = line.purchase_order_id
    AND purchase_order.status = 'part-received';
  ALTER TABLE lot FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_receipt FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order_line FORCE ROW LEVEL SECURITY;`;
