import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts issued to repair orders, by lot, and what came back of them (PRT-3, PRT-10). */
export class Issues1763000003000 implements MigrationInterface {
  readonly name = 'Issues1763000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE issue (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        repair_order_id uuid NOT NULL,
        received_by text NOT NULL,
        issued_by text NOT NULL,
        issued_at timestamptz NOT NULL,
        CONSTRAINT issue_of_store UNIQUE (store_id, id));
      CREATE INDEX issue_by_repair_order ON issue (store_id, repair_order_id, id);
      CREATE TABLE issue_line (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        issue_id uuid NOT NULL,
        line_id uuid NOT NULL REFERENCES reservation_line (id),
        part_number text NOT NULL,
        CONSTRAINT issue_line_issue FOREIGN KEY (store_id, issue_id) REFERENCES issue (store_id, id),
        CONSTRAINT issue_line_of_store UNIQUE (store_id, id),
        CONSTRAINT issue_line_once UNIQUE (issue_id, line_id));
      CREATE INDEX issue_line_by_line ON issue_line (line_id);
      CREATE TABLE issue_lot (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        issue_line_id uuid NOT NULL,
        position int NOT NULL,
        lot_id uuid NOT NULL,
        delivery_id uuid NOT NULL,
        delivery_note text NOT NULL,
        supplier text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        returned_thousandths bigint NOT NULL,
        unit_cost_fen bigint NOT NULL CHECK (unit_cost_fen >= 0),
        CONSTRAINT issue_lot_line FOREIGN KEY (store_id, issue_line_id) REFERENCES issue_line (store_id, id),
        CONSTRAINT issue_lot_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        CONSTRAINT issue_lot_returned CHECK (returned_thousandths BETWEEN 0 AND quantity_thousandths));
      CREATE INDEX issue_lot_by_line ON issue_lot (issue_line_id);
      CREATE INDEX issue_lot_by_lot ON issue_lot (lot_id);`);
    await storeOwned(runner, 'issue', 'issue_line', 'issue_lot');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE issue_lot, issue_line, issue');
  }
}
