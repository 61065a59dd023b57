import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Suppliers and what they ask for their parts (PRT-8). */
export class Suppliers1763000020000 implements MigrationInterface {
  readonly name = 'Suppliers1763000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE supplier (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        stock_lead_days int NOT NULL,
        daily_lead_days int NOT NULL,
        emergency_lead_days int NOT NULL,
        vor_lead_days int NOT NULL,
        over_delivery_per_mille int NOT NULL CHECK (over_delivery_per_mille BETWEEN 0 AND 1000),
        blocked_reason text,
        blocked_by text,
        blocked_at timestamptz,
        CONSTRAINT supplier_code_of_store UNIQUE (store_id, code),
        CONSTRAINT supplier_of_store UNIQUE (store_id, id),
        CONSTRAINT supplier_lead_days
          CHECK (least(stock_lead_days, daily_lead_days, emergency_lead_days, vor_lead_days) >= 0),
        CONSTRAINT supplier_blocked_by_whom
          CHECK (num_nulls(blocked_reason, blocked_by, blocked_at) IN (0, 3)));
      CREATE TABLE supplier_price (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        supplier_id uuid NOT NULL,
        part_number text NOT NULL,
        valid_from date NOT NULL,
        unit_price_fen bigint NOT NULL CHECK (unit_price_fen >= 0),
        minimum_order_thousandths bigint NOT NULL CHECK (minimum_order_thousandths > 0),
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        CONSTRAINT supplier_price_of_day UNIQUE (supplier_id, part_number, valid_from),
        CONSTRAINT supplier_price_supplier FOREIGN KEY (store_id, supplier_id) REFERENCES supplier (store_id, id));
      CREATE INDEX supplier_price_by_part ON supplier_price (store_id, part_number, valid_from);`);
    await storeOwned(runner, 'supplier', 'supplier_price');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE supplier_price, supplier');
  }
}
