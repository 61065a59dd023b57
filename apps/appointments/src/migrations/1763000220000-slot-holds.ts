import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Times that are kept while a customer decides (APT-6). They have bays, technicians and cars as visits do: one wall for both. */
export class SlotHolds1763000220000 implements MigrationInterface {
  readonly name = 'SlotHolds1763000220000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SLOT_HOLD);
    await storeOwned(runner, 'slot_hold');
    await runner.query(`
      ALTER TABLE allocation
        ALTER COLUMN appointment_id DROP NOT NULL,
        ADD COLUMN slot_hold_id uuid,
        ADD FOREIGN KEY (store_id, slot_hold_id) REFERENCES slot_hold (store_id, id),
        ADD CONSTRAINT allocation_of_one CHECK (num_nonnulls(appointment_id, slot_hold_id) = 1);
      CREATE INDEX allocation_slot_hold ON allocation (slot_hold_id) WHERE slot_hold_id IS NOT NULL;`);
  }

  /** What is held goes back. The owner of the tables sees the rows of all stores meanwhile. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE allocation NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE slot NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE slot_hold NO FORCE ROW LEVEL SECURITY;
      UPDATE slot SET booked = booked - held FROM (
        SELECT slot.store_id, slot.starts_at, count(*) AS held FROM slot JOIN slot_hold ON slot_hold.store_id = slot.store_id
          AND slot_hold.status = 'held' AND slot_hold.starts_at <= slot.starts_at AND slot.starts_at < slot_hold.ends_at
          AND (overnight_slots IS NULL OR slot.starts_at = ANY (overnight_slots))
        GROUP BY slot.store_id, slot.starts_at) held
      WHERE held.store_id = slot.store_id AND held.starts_at = slot.starts_at;
      DELETE FROM allocation WHERE appointment_id IS NULL;
      ALTER TABLE allocation
        DROP CONSTRAINT allocation_of_one, DROP COLUMN slot_hold_id, ALTER COLUMN appointment_id SET NOT NULL;
      DROP TABLE slot_hold;
      ALTER TABLE slot FORCE ROW LEVEL SECURITY;
      ALTER TABLE allocation FORCE ROW LEVEL SECURITY`);
  }
}

const SLOT_HOLD = `
  CREATE TABLE slot_hold (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    status text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    slot_minutes int NOT NULL,
    overnight_slots timestamptz[],
    estimate jsonb NOT NULL,
    customer_id uuid,
    vehicle_id uuid,
    preferred_advisor_id text,
    courtesy_car_id uuid,
    courtesy_car_until timestamptz,
    held_at timestamptz NOT NULL,
    held_by text NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    appointment_id uuid,
    UNIQUE (store_id, id),
    FOREIGN KEY (store_id, courtesy_car_id) REFERENCES courtesy_car (store_id, id),
    CONSTRAINT slot_hold_status CHECK (status IN ('held', 'booked', 'released', 'expired')),
    CONSTRAINT slot_hold_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT slot_hold_visitor CHECK ((customer_id IS NULL) = (vehicle_id IS NULL)),
    CONSTRAINT slot_hold_courtesy_car CHECK ((courtesy_car_id IS NULL) = (courtesy_car_until IS NULL)),
    CONSTRAINT slot_hold_not_past_start CHECK (expires_at <= starts_at),
    CONSTRAINT slot_hold_ended CHECK ((status = 'held') = (ended_at IS NULL)),
    CONSTRAINT slot_hold_booked CHECK ((status = 'booked') = (appointment_id IS NOT NULL)));
  CREATE INDEX slot_hold_due ON slot_hold (store_id, expires_at) WHERE status = 'held';
  CREATE INDEX slot_hold_time ON slot_hold (store_id, starts_at) WHERE status = 'held';`;
