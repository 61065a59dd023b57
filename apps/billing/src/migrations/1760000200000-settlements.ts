import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settlements and the parts' issues that they are compared with. */
export class Settlements1760000200000 implements MigrationInterface {
  readonly name = 'Settlements1760000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KNOWN_ISSUES);
    await runner.query(SETTLEMENTS);
    await storeOwned(runner, 'known_issue_line', 'settlement', 'settlement_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE settlement_line, settlement, known_issue_line');
  }
}

const KNOWN_ISSUES = `
  CREATE TABLE known_issue_line (
    document_id uuid NOT NULL,
    position int NOT NULL,
    store_id text NOT NULL,
    kind text NOT NULL CONSTRAINT known_issue_line_kind CHECK (kind IN ('issue', 'return')),
    issue_id uuid NOT NULL,
    repair_order_id uuid NOT NULL,
    line_id uuid NOT NULL,
    part_number text NOT NULL,
    quantity_thousandths bigint NOT NULL CONSTRAINT known_issue_line_quantity CHECK (quantity_thousandths > 0),
    cost_fen bigint NOT NULL,
    lots jsonb NOT NULL,
    posted_at timestamptz NOT NULL,
    PRIMARY KEY (document_id, position));
  CREATE INDEX known_issue_line_repair_order ON known_issue_line (store_id, repair_order_id);`;

// Invariants B1 (sums), B3 (one per order, unique numbers) and B4 (paid within the share, paid exactly when equal).
const SETTLEMENTS = `
  CREATE TABLE settlement (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    repair_order_id uuid NOT NULL,
    repair_order_number text NOT NULL,
    repair_order_version int NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    mileage_km int NOT NULL,
    completed_at timestamptz NOT NULL,
    quote_id uuid NOT NULL,
    price_list_version int NOT NULL,
    quoted_total_fen bigint NOT NULL,
    quoted_customer_share_fen bigint NOT NULL,
    status text NOT NULL CONSTRAINT settlement_status CHECK (status IN ('draft', 'ready', 'blocked', 'issued', 'paid')),
    total_fen bigint NOT NULL,
    tax_fen bigint NOT NULL,
    customer_share_fen bigint NOT NULL,
    differences jsonb NOT NULL,
    approved_by text,
    approval_reason text,
    customer_consented boolean NOT NULL,
    approved_at timestamptz,
    number text,
    issued_by text,
    issued_at timestamptz,
    paid_fen bigint NOT NULL,
    paid_at timestamptz,
    CONSTRAINT settlement_of_store UNIQUE (store_id, id),
    CONSTRAINT settlement_one_per_order UNIQUE (store_id, repair_order_id),
    CONSTRAINT settlement_number UNIQUE (store_id, number),
    CONSTRAINT settlement_quote FOREIGN KEY (store_id, quote_id) REFERENCES quote (store_id, id),
    CONSTRAINT settlement_amounts CHECK (tax_fen BETWEEN 0 AND total_fen AND customer_share_fen BETWEEN 0 AND total_fen),
    CONSTRAINT settlement_numbered CHECK ((number IS NOT NULL) = (status IN ('issued', 'paid'))),
    CONSTRAINT settlement_equals_quote CHECK (
      status NOT IN ('ready', 'issued', 'paid') OR differences = '[]' OR approved_by IS NOT NULL),
    CONSTRAINT settlement_higher_consented CHECK (approved_by IS NULL OR customer_consented OR
      (total_fen <= quoted_total_fen AND customer_share_fen <= quoted_customer_share_fen)),
    CONSTRAINT settlement_paid_within_share CHECK (paid_fen BETWEEN 0 AND customer_share_fen),
    CONSTRAINT settlement_paid_when_equal CHECK (CASE status
      WHEN 'paid' THEN paid_fen = customer_share_fen
      WHEN 'issued' THEN paid_fen < customer_share_fen
      ELSE paid_fen = 0 END));

  CREATE TABLE settlement_line (
    store_id text NOT NULL,
    settlement_id uuid NOT NULL,
    line_id uuid NOT NULL,
    position int NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    quantity bigint NOT NULL,
    unit_price_fen bigint NOT NULL,
    amount_fen bigint NOT NULL,
    tax_fen bigint NOT NULL,
    pay_type text NOT NULL,
    PRIMARY KEY (settlement_id, line_id),
    CONSTRAINT settlement_line_amounts CHECK (quantity > 0 AND unit_price_fen >= 0 AND tax_fen BETWEEN 0 AND amount_fen),
    CONSTRAINT settlement_line_of_settlement FOREIGN KEY (store_id, settlement_id) REFERENCES settlement (store_id, id));

  CREATE CONSTRAINT TRIGGER settlement_adds_up AFTER INSERT OR UPDATE ON settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION document_adds_up();`;
