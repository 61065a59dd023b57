import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was asked for, not only what was sold (PRT-12). What left the store so far was asked for, too. */
export class Demand1763000030000 implements MigrationInterface {
  readonly name = 'Demand1763000030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEMAND_REQUEST);
    await runner.query(LOST_SALE);
    await runner.query(WHAT_WAS_ISSUED);
    await storeOwned(runner, 'demand_request', 'lost_sale');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE demand_request, lost_sale');
  }
}

// An emergency buy is issued in the end: of one request it counts once, as the greater of both.
const DEMAND_REQUEST = `
  CREATE TABLE demand_request (
    store_id text NOT NULL,
    part_id uuid NOT NULL,
    request_id uuid NOT NULL,
    asked_on date NOT NULL,
    issued_thousandths bigint NOT NULL CHECK (issued_thousandths >= 0),
    lost_thousandths bigint NOT NULL CHECK (lost_thousandths >= 0),
    bought_thousandths bigint NOT NULL CHECK (bought_thousandths >= 0),
    quantity_thousandths bigint NOT NULL
      GENERATED ALWAYS AS (greatest(issued_thousandths + lost_thousandths, bought_thousandths)) STORED,
    CONSTRAINT demand_request_once PRIMARY KEY (store_id, part_id, request_id),
    CONSTRAINT demand_request_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id));
  CREATE INDEX demand_request_by_day ON demand_request (part_id, asked_on) INCLUDE (quantity_thousandths);`;

const LOST_SALE = `
  CREATE TABLE lost_sale (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    part_id uuid NOT NULL,
    part_number text NOT NULL,
    quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
    cause text NOT NULL CHECK (cause IN ('not-stocked', 'out-of-stock', 'arrives-too-late')),
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL,
    CONSTRAINT lost_sale_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id));
  CREATE INDEX lost_sale_of_store ON lost_sale (store_id, id);`;

// The days are those of the stores in China; the walls are down for their owner while it reads all stores.
const WHAT_WAS_ISSUED = `
  ALTER TABLE movement NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE lot NO FORCE ROW LEVEL SECURITY;
  INSERT INTO demand_request (store_id, part_id, request_id, asked_on, issued_thousandths, lost_thousandths, bought_thousandths)
    SELECT movement.store_id, lot.part_id, line_id, min((occurred_at AT TIME ZONE 'Asia/Shanghai')::date), sum(issued_delta), 0, 0
    FROM movement JOIN lot ON lot.id = lot_id
    WHERE line_id IS NOT NULL AND movement.kind IN ('issued', 'returned')
    GROUP BY movement.store_id, lot.part_id, line_id;
  ALTER TABLE movement FORCE ROW LEVEL SECURITY;
  ALTER TABLE lot FORCE ROW LEVEL SECURITY;`;
