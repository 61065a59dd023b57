import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['slot', 'appointment', 'allocation', 'checklist_item', 'status_change', 'phone_diagnosis'];

/** Bookings, what they hold of the workshop, and their preparation. The constraints are the last wall of APT-4 and APT-5. */
export class Appointments1763000000001 implements MigrationInterface {
  readonly name = 'Appointments1763000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(APPOINTMENT);
    await runner.query(CAPACITY);
    await runner.query(PREPARATION);
    await runner.query(PHONE_DIAGNOSIS);
    await storeOwned(runner, ...TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE phone_diagnosis, status_change, checklist_item, allocation, appointment, slot');
  }
}

const APPOINTMENT = `
  CREATE TABLE appointment (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    status text NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    channel text NOT NULL,
    caused_by text,
    complaint text NOT NULL,
    diagnosis jsonb,
    meanwhile text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    slot_minutes int NOT NULL,
    estimate jsonb NOT NULL,
    advisor_id text NOT NULL,
    earlier_no_shows int NOT NULL,
    booked_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    confirmed_channel text,
    arrived_at timestamptz,
    punctuality text,
    cancel_reason text,
    next_check text,
    next_check_at timestamptz,
    risk text NOT NULL,
    UNIQUE (store_id, id),
    CONSTRAINT appointment_status CHECK (status IN ('booked', 'confirmed', 'arrived', 'cancelled', 'no-show')),
    CONSTRAINT appointment_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT appointment_next_check CHECK ((next_check IS NULL) = (next_check_at IS NULL)));
  CREATE INDEX appointment_day ON appointment (store_id, starts_at);
  CREATE INDEX appointment_customer ON appointment (store_id, customer_id);
  CREATE INDEX appointment_expected ON appointment (store_id, starts_at) WHERE status IN ('booked', 'confirmed');
  CREATE INDEX appointment_check_due ON appointment (store_id, next_check_at) WHERE next_check_at IS NOT NULL;
  CREATE INDEX appointment_at_risk ON appointment (store_id, starts_at) WHERE risk <> 'none';
  CREATE TABLE status_change (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    appointment_id uuid NOT NULL,
    from_status text,
    to_status text NOT NULL,
    at timestamptz NOT NULL,
    by text NOT NULL,
    FOREIGN KEY (store_id, appointment_id) REFERENCES appointment (store_id, id));
  CREATE INDEX status_change_appointment ON status_change (appointment_id);`;

// A slot is a grid step of a store's day. Its counter says how many visits use it; capacity is that of the last booking.
// A store may not book a person, a bay or a car twice for one time, whatever the code does.
const CAPACITY = `
  CREATE TABLE slot (
    store_id text NOT NULL,
    starts_at timestamptz NOT NULL,
    capacity int NOT NULL,
    booked int NOT NULL,
    PRIMARY KEY (store_id, starts_at),
    CONSTRAINT slot_within_capacity CHECK (booked BETWEEN 0 AND capacity)) WITH (fillfactor = 70);
  CREATE TABLE allocation (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    appointment_id uuid NOT NULL,
    resource_kind text NOT NULL,
    resource_id text NOT NULL,
    bay_kind text,
    skills jsonb NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    active boolean NOT NULL,
    FOREIGN KEY (store_id, appointment_id) REFERENCES appointment (store_id, id),
    CONSTRAINT allocation_kind CHECK (resource_kind IN ('bay', 'technician', 'vehicle')),
    CONSTRAINT allocation_resource_once EXCLUDE USING gist
      (resource_kind WITH =, resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND resource_kind <> 'vehicle'),
    CONSTRAINT allocation_vehicle_once EXCLUDE USING gist
      (resource_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (active AND resource_kind = 'vehicle'));
  CREATE INDEX allocation_appointment ON allocation (appointment_id);
  CREATE INDEX allocation_time ON allocation (store_id, starts_at) WHERE active;`;

const PREPARATION = `
  CREATE TABLE checklist_item (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    appointment_id uuid NOT NULL,
    item text NOT NULL,
    owner_role text NOT NULL,
    deadline_at timestamptz NOT NULL,
    ticked_at timestamptz,
    ticked_by text,
    UNIQUE (appointment_id, item),
    FOREIGN KEY (store_id, appointment_id) REFERENCES appointment (store_id, id),
    CONSTRAINT checklist_item_ticked_by_someone CHECK ((ticked_at IS NULL) = (ticked_by IS NULL)));`;

const PHONE_DIAGNOSIS = `
  CREATE TABLE phone_diagnosis (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    complaint text NOT NULL,
    symptoms jsonb NOT NULL,
    result text NOT NULL,
    outcome text NOT NULL,
    advice text,
    diagnosed_at timestamptz NOT NULL,
    diagnosed_by text NOT NULL,
    CONSTRAINT phone_diagnosis_outcome CHECK (outcome IN ('resolved-by-phone', 'needs-a-visit')));
  CREATE INDEX phone_diagnosis_vehicle ON phone_diagnosis (store_id, vehicle_id);`;
