import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers who wait in a store that limits them (APT-15): counted per slot, like the visits themselves. */
export class Lounge1763000252000 implements MigrationInterface {
  readonly name = 'Lounge1763000252000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE appointment ADD COLUMN lounge_seat boolean NOT NULL DEFAULT false;
      ALTER TABLE slot_hold ADD COLUMN lounge_seat boolean NOT NULL DEFAULT false;
      CREATE TABLE lounge_slot (
        store_id text NOT NULL,
        starts_at timestamptz NOT NULL,
        seats int NOT NULL,
        waiting int NOT NULL,
        PRIMARY KEY (store_id, starts_at),
        CONSTRAINT lounge_slot_within_seats CHECK (waiting BETWEEN 0 AND seats)) WITH (fillfactor = 70);`);
    await storeOwned(runner, 'lounge_slot');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE lounge_slot;
      ALTER TABLE slot_hold DROP COLUMN lounge_seat;
      ALTER TABLE appointment DROP COLUMN lounge_seat;`);
  }
}
