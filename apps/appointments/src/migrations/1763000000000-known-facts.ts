import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'known_bay',
  'known_technician',
  'known_price_list',
  'known_operation',
  'known_labor_rate',
  'known_part_price',
  'known_vehicle',
  'known_customer',
];

/** Copies of what other services said: resources, price lists, vehicles, customers. */
export class KnownFacts1763000000000 implements MigrationInterface {
  readonly name = 'KnownFacts1763000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RESOURCES);
    await runner.query(PRICE_LISTS);
    await runner.query(PEOPLE_AND_CARS);
    await storeOwned(runner, ...TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${TABLES.join(', ')}`);
  }
}

const RESOURCES = `
  CREATE TABLE known_bay (
    bay_id uuid PRIMARY KEY,
    store_id text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    active boolean NOT NULL);
  CREATE INDEX known_bay_active ON known_bay (store_id) WHERE active;
  CREATE TABLE known_technician (
    technician_record_id uuid PRIMARY KEY,
    store_id text NOT NULL,
    technician_id text NOT NULL,
    skills jsonb NOT NULL,
    shifts jsonb NOT NULL,
    absences jsonb NOT NULL,
    active boolean NOT NULL);
  CREATE INDEX known_technician_active ON known_technician (store_id) WHERE active;`;

const PRICE_LISTS = `
  CREATE TABLE known_price_list (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    price_list_version int NOT NULL,
    effective_from timestamptz NOT NULL,
    PRIMARY KEY (store_id, price_list_id));
  CREATE INDEX known_price_list_effective ON known_price_list (store_id, effective_from DESC, price_list_version DESC);
  CREATE TABLE known_operation (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    operation_code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    flat_rate_hundredths int NOT NULL CONSTRAINT known_operation_takes_time CHECK (flat_rate_hundredths > 0),
    skill text NOT NULL,
    bay_kind text NOT NULL,
    PRIMARY KEY (store_id, price_list_id, operation_code));
  CREATE TABLE known_labor_rate (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    skill text NOT NULL,
    hourly_rate_fen bigint NOT NULL CONSTRAINT known_labor_rate_not_negative CHECK (hourly_rate_fen >= 0),
    PRIMARY KEY (store_id, price_list_id, skill));
  CREATE TABLE known_part_price (
    store_id text NOT NULL,
    price_list_id uuid NOT NULL,
    part_number text NOT NULL,
    unit_price_fen bigint NOT NULL CONSTRAINT known_part_price_not_negative CHECK (unit_price_fen >= 0),
    PRIMARY KEY (store_id, price_list_id, part_number));`;

const PEOPLE_AND_CARS = `
  CREATE TABLE known_vehicle (
    store_id text NOT NULL,
    vehicle_id uuid NOT NULL,
    owner_customer_id uuid NOT NULL,
    PRIMARY KEY (store_id, vehicle_id));
  CREATE TABLE known_customer (
    store_id text NOT NULL,
    customer_id uuid NOT NULL,
    usual_advisor_id text,
    last_served_at timestamptz,
    PRIMARY KEY (store_id, customer_id),
    CONSTRAINT known_customer_served_by_someone CHECK ((usual_advisor_id IS NULL) = (last_served_at IS NULL)));`;
