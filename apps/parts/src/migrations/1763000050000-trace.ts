import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the trace of a part says of the car that got it, and of the settlement that it stands on (PRT-3). */
export class Trace1763000050000 implements MigrationInterface {
  readonly name = 'Trace1763000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_vehicle (
        store_id text NOT NULL,
        vehicle_id uuid NOT NULL,
        vin text NOT NULL,
        plate text NOT NULL,
        CONSTRAINT known_vehicle_of_store PRIMARY KEY (store_id, vehicle_id));
      CREATE TABLE known_visit (
        store_id text NOT NULL,
        repair_order_id uuid NOT NULL,
        number text NOT NULL,
        vehicle_id uuid NOT NULL,
        CONSTRAINT known_visit_of_store PRIMARY KEY (store_id, repair_order_id));
      CREATE TABLE settled_line (
        store_id text NOT NULL,
        line_id uuid NOT NULL,
        settlement_id uuid NOT NULL,
        number text NOT NULL,
        repair_order_id uuid NOT NULL,
        part_number text NOT NULL,
        quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths >= 0),
        amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
        issued_at timestamptz NOT NULL,
        CONSTRAINT settled_line_once PRIMARY KEY (store_id, line_id));
      CREATE INDEX settled_line_by_settlement ON settled_line (settlement_id);`);
    // Orders that were opened before this release: their events were passed over.
    await runner.query(`
      INSERT INTO known_visit (store_id, repair_order_id, number, vehicle_id)
        SELECT DISTINCT ON (store_id, aggregate_id) store_id, aggregate_id, payload -> 'data' ->> 'number',
               (payload -> 'data' ->> 'vehicleId')::uuid
        FROM inbox WHERE type = 'workshop.repair-order.opened.v1' AND status = 'skipped';`);
    await storeOwned(runner, 'known_vehicle', 'known_visit', 'settled_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE settled_line, known_visit, known_vehicle');
  }
}
