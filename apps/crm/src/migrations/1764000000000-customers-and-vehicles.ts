import { OWN_STORES } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { groupOwned, OWN_GROUP, revokeUpdate, SOUGHT } from './group-owned.js';

/** Customers and vehicles of the group, the stores that know them, owners and mileage over time (CRM-1). */
export class CustomersAndVehicles1764000000000 implements MigrationInterface {
  readonly name = 'CustomersAndVehicles1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CUSTOMERS);
    await runner.query(VEHICLES);
    await protectCustomers(runner);
    await protectVehicles(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE mileage_reading, vehicle_owner, vehicle_store, vehicle, consent_change, customer_store, customer',
    );
  }
}

const AGGREGATE = `
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    group_id text NOT NULL CHECK (group_id <> '')`;

const CUSTOMERS = `
  CREATE TABLE customer (${AGGREGATE},
    kind text NOT NULL CHECK (kind IN ('person', 'company')),
    name text NOT NULL,
    phone text NOT NULL,
    email text,
    wechat_id text,
    preferred_channel text NOT NULL CHECK (preferred_channel IN ('sms', 'wechat', 'email')),
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    birthday date,
    tags text[] NOT NULL,
    consents jsonb NOT NULL,
    address text,
    registered_at timestamptz NOT NULL,
    CONSTRAINT customer_phone UNIQUE (group_id, phone));
  CREATE INDEX customer_name ON customer (group_id, name text_pattern_ops);
  CREATE TABLE customer_store (${AGGREGATE},
    customer_id uuid NOT NULL REFERENCES customer,
    reason text NOT NULL CHECK (reason IN ('registered', 'claimed', 'owns-vehicle')),
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    CONSTRAINT customer_store_once UNIQUE (customer_id, store_id));
  CREATE TABLE consent_change (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    customer_id uuid NOT NULL REFERENCES customer,
    channel text NOT NULL CHECK (channel IN ('sms', 'wechat', 'email')),
    granted boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL);
  CREATE INDEX consent_change_customer ON consent_change (customer_id, changed_at);`;

const VEHICLES = `
  CREATE TABLE vehicle (${AGGREGATE},
    owner_customer_id uuid NOT NULL REFERENCES customer,
    vin text NOT NULL CHECK (length(vin) = 17),
    plate text NOT NULL,
    make text NOT NULL,
    model text NOT NULL,
    model_year int NOT NULL,
    powertrain text NOT NULL CHECK (powertrain IN ('petrol', 'diesel', 'hybrid', 'electric')),
    mileage_km int NOT NULL CHECK (mileage_km >= 0),
    purchased_on date,
    insured_until date,
    inspected_until date,
    CONSTRAINT vehicle_vin UNIQUE (group_id, vin),
    CONSTRAINT vehicle_plate UNIQUE (group_id, plate));
  CREATE INDEX vehicle_owner_customer ON vehicle (owner_customer_id);
  CREATE TABLE vehicle_store (${AGGREGATE},
    vehicle_id uuid NOT NULL REFERENCES vehicle,
    reason text NOT NULL CHECK (reason IN ('registered', 'claimed')),
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    CONSTRAINT vehicle_store_once UNIQUE (vehicle_id, store_id));
  CREATE TABLE vehicle_owner (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL REFERENCES vehicle,
    customer_id uuid NOT NULL REFERENCES customer,
    owned_from timestamptz NOT NULL,
    owned_until timestamptz CHECK (owned_until >= owned_from));
  CREATE UNIQUE INDEX vehicle_owner_now ON vehicle_owner (vehicle_id) WHERE owned_until IS NULL;
  CREATE TABLE mileage_reading (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL REFERENCES vehicle,
    mileage_km int NOT NULL CHECK (mileage_km >= 0),
    read_at timestamptz NOT NULL,
    repair_order_id uuid);
  CREATE INDEX mileage_reading_vehicle ON mileage_reading (vehicle_id, read_at);`;

/**
 * Who knows whom is seen by the whole group: it names no person. The rows of people and cars are seen by the stores that know
 * them, and by a claim that names the exact phone, id, VIN or plate.
 */
async function protectCustomers(runner: QueryRunner): Promise<void> {
  const known = `EXISTS (SELECT FROM customer_store s WHERE s.customer_id = customer.id AND s.store_id = ANY (${OWN_STORES}))`;
  await groupOwned(runner, 'customer_store', OWN_GROUP);
  await groupOwned(runner, 'customer', `${OWN_GROUP} AND (store_id = ANY (${OWN_STORES}) OR ${known})`);
  await runner.query(
    `CREATE POLICY sought ON customer FOR SELECT USING (${OWN_GROUP} AND ${SOUGHT} IN (phone, id::text))`,
  );
  await groupOwned(runner, 'consent_change', 'EXISTS (SELECT FROM customer c WHERE c.id = consent_change.customer_id)');
  await revokeUpdate(runner, 'consent_change');
}

async function protectVehicles(runner: QueryRunner): Promise<void> {
  const known = `EXISTS (SELECT FROM vehicle_store s WHERE s.vehicle_id = vehicle.id AND s.store_id = ANY (${OWN_STORES}))`;
  await groupOwned(runner, 'vehicle_store', OWN_GROUP);
  await groupOwned(runner, 'vehicle', `${OWN_GROUP} AND (store_id = ANY (${OWN_STORES}) OR ${known})`);
  await runner.query(`CREATE POLICY sought ON vehicle FOR SELECT USING (${OWN_GROUP} AND ${SOUGHT} IN (vin, plate))`);
  for (const table of ['vehicle_owner', 'mileage_reading']) {
    await groupOwned(runner, table, `EXISTS (SELECT FROM vehicle v WHERE v.id = ${table}.vehicle_id)`);
  }
}
