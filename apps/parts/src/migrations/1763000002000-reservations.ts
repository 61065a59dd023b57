import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stock kept for bookings and orders, by line (PRT-5). */
export class Reservations1763000002000 implements MigrationInterface {
  readonly name = 'Reservations1763000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reservation (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        purpose text NOT NULL CHECK (purpose IN ('appointment', 'repair-order')),
        purpose_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('short', 'reserved', 'staged', 'drawn', 'completed', 'released')),
        shelf text,
        staged_at timestamptz,
        released_reason text,
        CONSTRAINT reservation_of_purpose UNIQUE (store_id, purpose, purpose_id),
        CONSTRAINT reservation_of_store UNIQUE (store_id, id),
        CONSTRAINT reservation_staged_on_shelf CHECK (status <> 'staged' OR (shelf IS NOT NULL AND staged_at IS NOT NULL)));
      CREATE INDEX reservation_by_status ON reservation (store_id, status, id);
      CREATE TABLE reservation_line (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        reservation_id uuid NOT NULL,
        position int NOT NULL,
        part_number text NOT NULL,
        requested_thousandths bigint NOT NULL,
        reserved_thousandths bigint NOT NULL CHECK (reserved_thousandths >= 0),
        issued_thousandths bigint NOT NULL CHECK (issued_thousandths >= 0),
        closed boolean NOT NULL,
        to_pick_thousandths bigint NOT NULL CHECK (to_pick_thousandths >= 0),
        job_id uuid,
        technician_id text,
        pick_requested_at timestamptz,
        CONSTRAINT reservation_line_reservation FOREIGN KEY (store_id, reservation_id) REFERENCES reservation (store_id, id),
        CONSTRAINT reservation_line_within_approval CHECK (reserved_thousandths + issued_thousandths <= requested_thousandths),
        CONSTRAINT reservation_line_closed_keeps_nothing
          CHECK (NOT closed OR (reserved_thousandths = 0 AND to_pick_thousandths = 0)));
      CREATE INDEX reservation_line_by_reservation ON reservation_line (reservation_id);
      CREATE INDEX reservation_line_short ON reservation_line (store_id, part_number, reservation_id)
        WHERE NOT closed AND reserved_thousandths + issued_thousandths < requested_thousandths;
      CREATE INDEX reservation_line_picks ON reservation_line (store_id, id) WHERE to_pick_thousandths > 0;`);
    await storeOwned(runner, 'reservation', 'reservation_line');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reservation_line, reservation');
  }
}
