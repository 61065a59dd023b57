import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers who wait for a time that is taken, what they were offered, and the days on which something may be free again (APT-12). */
export class Waitlist1763000221000 implements MigrationInterface {
  readonly name = 'Waitlist1763000221000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAITLIST);
    await storeOwned(runner, 'waitlist_entry', 'waitlist_offer', 'freed_day');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE freed_day, waitlist_offer, waitlist_entry');
  }
}

const WAITLIST = `
  CREATE TABLE waitlist_entry (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    status text NOT NULL,
    customer_id uuid NOT NULL,
    vehicle_id uuid NOT NULL,
    channel text NOT NULL,
    complaint text NOT NULL,
    meanwhile text NOT NULL,
    estimate jsonb NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    starts_from text NOT NULL,
    starts_until text NOT NULL,
    joined_at timestamptz NOT NULL,
    joined_by text NOT NULL,
    waits_until timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text,
    appointment_id uuid,
    UNIQUE (store_id, id),
    FOREIGN KEY (store_id, vehicle_id) REFERENCES known_vehicle (store_id, vehicle_id),
    CONSTRAINT waitlist_entry_status CHECK (status IN ('waiting', 'offered', 'taken', 'ended')),
    CONSTRAINT waitlist_entry_days CHECK (first_day <= last_day AND starts_from <= starts_until),
    CONSTRAINT waitlist_entry_ended CHECK ((status IN ('taken', 'ended')) = (ended_at IS NOT NULL)),
    CONSTRAINT waitlist_entry_reason CHECK ((status = 'ended') = (end_reason IS NOT NULL)),
    CONSTRAINT waitlist_entry_taken CHECK ((status = 'taken') = (appointment_id IS NOT NULL)));
  CREATE UNIQUE INDEX waitlist_entry_open_once ON waitlist_entry (store_id, vehicle_id) WHERE status IN ('waiting', 'offered');
  CREATE INDEX waitlist_entry_waiting ON waitlist_entry (store_id, waits_until) WHERE status = 'waiting';
  CREATE INDEX waitlist_entry_customer ON waitlist_entry (store_id, customer_id);
  CREATE TABLE waitlist_offer (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    waitlist_entry_id uuid NOT NULL,
    slot_hold_id uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    offered_at timestamptz NOT NULL,
    offered_until timestamptz NOT NULL,
    outcome text NOT NULL,
    FOREIGN KEY (store_id, waitlist_entry_id) REFERENCES waitlist_entry (store_id, id),
    FOREIGN KEY (store_id, slot_hold_id) REFERENCES slot_hold (store_id, id),
    CONSTRAINT waitlist_offer_outcome CHECK (outcome IN ('open', 'taken', 'declined', 'lapsed', 'withdrawn')));
  CREATE INDEX waitlist_offer_entry ON waitlist_offer (waitlist_entry_id);
  CREATE UNIQUE INDEX waitlist_offer_open_once ON waitlist_offer (waitlist_entry_id) WHERE outcome = 'open';
  CREATE INDEX waitlist_offer_due ON waitlist_offer (store_id, offered_until) WHERE outcome = 'open';
  CREATE TABLE freed_day (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    day date);
  CREATE INDEX freed_day_of_store ON freed_day (store_id);`;
