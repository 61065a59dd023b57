import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits that readings of a car call for (APT-16): one open proposal per car and cause. */
export class BookingProposals1763000112000 implements MigrationInterface {
  readonly name = 'BookingProposals1763000112000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BOOKING_PROPOSAL);
    await storeOwned(runner, 'booking_proposal');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE booking_proposal');
  }
}

const BOOKING_PROPOSAL = `
  CREATE TABLE booking_proposal (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    status text NOT NULL,
    vehicle_id uuid NOT NULL,
    customer_id uuid,
    cause text NOT NULL,
    fault_codes jsonb NOT NULL,
    severity text NOT NULL,
    described_fault text NOT NULL,
    mileage_km int NOT NULL,
    operation_codes jsonb NOT NULL,
    estimate jsonb,
    opened_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text,
    decline_reason text,
    appointment_id uuid,
    FOREIGN KEY (store_id, vehicle_id) REFERENCES known_vehicle (store_id, vehicle_id),
    CONSTRAINT booking_proposal_status CHECK (status IN ('open', 'booked', 'declined', 'expired')),
    CONSTRAINT booking_proposal_cause CHECK (cause IN ('faults', 'service-due')),
    CONSTRAINT booking_proposal_severity CHECK (severity IN ('info', 'soon', 'now')),
    CONSTRAINT booking_proposal_ended CHECK ((status = 'open') = (ended_at IS NULL)),
    CONSTRAINT booking_proposal_declined CHECK ((status = 'declined') = (decline_reason IS NOT NULL)),
    CONSTRAINT booking_proposal_booked CHECK ((status = 'booked') = (appointment_id IS NOT NULL)));
  CREATE UNIQUE INDEX booking_proposal_open_once ON booking_proposal (store_id, vehicle_id, cause) WHERE status = 'open';
  CREATE INDEX booking_proposal_vehicle ON booking_proposal (store_id, vehicle_id);`;
