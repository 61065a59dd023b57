import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of what is bought in a hurry, what somebody asked for: it is taken back when the order is given up (PRT-15). */
export class AskedOfOrders1763001041000 implements MigrationInterface {
  readonly name = 'AskedOfOrders1763001041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE purchase_order_line
        ADD COLUMN asked_thousandths bigint NOT NULL DEFAULT 0 CHECK (asked_thousandths >= 0);`);
    await runner.query(WHAT_COUNTS_ALREADY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE purchase_order_line DROP COLUMN asked_thousandths');
  }
}

// Of orders that are under way all counts so far; the walls are down for their owner while it reads all stores.
const WHAT_COUNTS_ALREADY = `
  ALTER TABLE purchase_order NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order_line NO FORCE ROW LEVEL SECURITY;
  UPDATE purchase_order_line line SET asked_thousandths = line.quantity_thousandths
  FROM purchase_order WHERE purchase_order.id = line.purchase_order_id AND purchase_order.urgency IN ('emergency', 'vor')
    AND purchase_order.status IN ('sent', 'confirmed', 'shipped', 'part-received');
  ALTER TABLE purchase_order FORCE ROW LEVEL SECURITY;
  ALTER TABLE purchase_order_line FORCE ROW LEVEL SECURITY;`;
