import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is to be bought, and who agreed to it (PRT-7). */
export class Requisitions1763000021000 implements MigrationInterface {
  readonly name = 'Requisitions1763000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE requisition (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        supplier_id uuid NOT NULL,
        supplier_code text NOT NULL,
        source text NOT NULL CHECK (source IN ('manual', 'alert', 'shortage')),
        urgency text NOT NULL CHECK (urgency IN ('stock', 'daily', 'emergency', 'vor')),
        status text NOT NULL CHECK (status IN ('requested', 'approved', 'rejected', 'ordered')),
        value_fen bigint NOT NULL CHECK (value_fen >= 0),
        suggested_part_number text,
        crossed_at timestamptz,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        approved_by text,
        approved_as text,
        approved_at timestamptz,
        second_approved_by text,
        second_approved_at timestamptz,
        rejected_by text,
        rejected_at timestamptz,
        rejected_reason text,
        CONSTRAINT requisition_of_store UNIQUE (store_id, id),
        CONSTRAINT requisition_supplier FOREIGN KEY (store_id, supplier_id) REFERENCES supplier (store_id, id),
        CONSTRAINT requisition_approved_by_another CHECK (approved_by <> requested_by AND second_approved_by <> requested_by
          AND second_approved_by <> approved_by),
        CONSTRAINT requisition_approved_by_somebody CHECK (status NOT IN ('approved', 'ordered') OR approved_by IS NOT NULL),
        CONSTRAINT requisition_rejected_by_somebody CHECK ((status = 'rejected') = (rejected_by IS NOT NULL)),
        CONSTRAINT requisition_suggests CHECK ((source = 'alert') = (suggested_part_number IS NOT NULL)
          AND (source = 'alert') = (crossed_at IS NOT NULL)));
      CREATE UNIQUE INDEX requisition_one_suggestion ON requisition (store_id, suggested_part_number)
        WHERE status IN ('requested', 'approved');
      CREATE UNIQUE INDEX requisition_once_per_crossing ON requisition (store_id, suggested_part_number, crossed_at);
      CREATE INDEX requisition_by_status ON requisition (store_id, status, id);
      CREATE TABLE requisition_line (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        requisition_id uuid NOT NULL,
        position int NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
        unit_price_fen bigint NOT NULL CHECK (unit_price_fen >= 0),
        reservation_line_id uuid,
        CONSTRAINT requisition_line_requisition FOREIGN KEY (store_id, requisition_id) REFERENCES requisition (store_id, id));
      CREATE INDEX requisition_line_by_requisition ON requisition_line (requisition_id);
      CREATE INDEX requisition_line_by_part ON requisition_line (store_id, part_number);
      CREATE INDEX requisition_line_pegged ON requisition_line (reservation_line_id) WHERE reservation_line_id IS NOT NULL;`);
    await storeOwned(runner, 'requisition', 'requisition_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE requisition_line, requisition');
  }
}
