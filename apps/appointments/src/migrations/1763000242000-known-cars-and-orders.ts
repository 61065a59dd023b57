import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is shown of a car when it is booked (APT-13): what it is, its repair orders and suspect parts; those of before this release, too. */
export class KnownCarsAndOrders1763000242000 implements MigrationInterface {
  readonly name = 'KnownCarsAndOrders1763000242000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CARS);
    await runner.query(ORDERS);
    await runner.query(SUSPICIONS);
    await storeOwned(runner, 'known_repair_order', 'known_suspicion');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE known_suspicion, known_repair_order;
      ALTER TABLE known_vehicle DROP COLUMN make, DROP COLUMN model, DROP COLUMN model_year`);
  }
}

// The owner of the table sees the rows of all stores meanwhile.
const CARS = `
  ALTER TABLE known_vehicle ADD COLUMN make text, ADD COLUMN model text, ADD COLUMN model_year int, NO FORCE ROW LEVEL SECURITY;
  UPDATE known_vehicle SET make = told.make, model = told.model, model_year = told.model_year
  FROM (
    SELECT DISTINCT ON (store_id, aggregate_id) store_id, (payload -> 'data' ->> 'vehicleId')::uuid AS vehicle_id,
      payload -> 'data' ->> 'make' AS make, payload -> 'data' ->> 'model' AS model, (payload -> 'data' ->> 'modelYear')::int AS model_year
    FROM inbox WHERE type = 'crm.vehicle.changed.v1' AND inbox.status = 'done'
    ORDER BY store_id, aggregate_id, aggregate_version DESC) told
  WHERE told.store_id = known_vehicle.store_id AND told.vehicle_id = known_vehicle.vehicle_id;
  ALTER TABLE known_vehicle FORCE ROW LEVEL SECURITY;`;

const ORDERS = `
  CREATE TABLE known_repair_order (
    store_id text NOT NULL,
    repair_order_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    appointment_id uuid,
    number text,
    mileage_km int CONSTRAINT known_repair_order_mileage CHECK (mileage_km >= 0),
    operation_codes jsonb NOT NULL DEFAULT '[]',
    opened_at timestamptz,
    completed_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    PRIMARY KEY (store_id, repair_order_id));
  CREATE INDEX known_repair_order_vehicle ON known_repair_order (store_id, vehicle_id);
  CREATE INDEX known_repair_order_opened ON known_repair_order (store_id, opened_at);
  INSERT INTO known_repair_order (store_id, repair_order_id, vehicle_id, appointment_id, number, mileage_km, operation_codes, opened_at,
    completed_at, delivered_at, cancelled_at)
  SELECT store_id, (data ->> 'repairOrderId')::uuid, max(data ->> 'vehicleId')::uuid, max(data ->> 'appointmentId')::uuid, max(data ->> 'number'),
    max((data ->> 'mileageKm')::int),
    coalesce(jsonb_agg(DISTINCT line -> 'operationCode') FILTER (WHERE line IS NOT NULL), '[]'),
    max((data ->> 'openedAt')::timestamptz), max((data ->> 'completedAt')::timestamptz), max((data ->> 'deliveredAt')::timestamptz),
    max((data ->> 'cancelledAt')::timestamptz)
  FROM (
    SELECT store_id, (payload -> 'data')::jsonb AS data FROM inbox
    WHERE inbox.status IN ('done', 'skipped') AND type IN ('workshop.repair-order.opened.v1', 'workshop.repair-order.completed.v1',
      'workshop.repair-order.delivered.v1', 'workshop.repair-order.cancelled.v1')) told
    LEFT JOIN LATERAL jsonb_array_elements(CASE WHEN data ? 'completedAt' THEN data -> 'laborLines' END) line ON true
  GROUP BY store_id, data ->> 'repairOrderId';`;

const SUSPICIONS = `
  CREATE TABLE known_suspicion (
    store_id text NOT NULL,
    delivery_id uuid NOT NULL,
    repair_order_id uuid NOT NULL,
    vehicle_id uuid,
    part_numbers jsonb NOT NULL,
    reason text NOT NULL,
    suspected_at timestamptz NOT NULL,
    lifted_at timestamptz,
    PRIMARY KEY (store_id, delivery_id, repair_order_id));
  CREATE INDEX known_suspicion_order ON known_suspicion (store_id, repair_order_id);
  CREATE INDEX known_suspicion_vehicle ON known_suspicion (store_id, vehicle_id);`;
