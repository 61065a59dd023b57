import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a store suspects of parts follows them to the stores that it gave them to (PRT-8, PRT-11). */
export class PassedOnSuspicions1763001030000 implements MigrationInterface {
  readonly name = 'PassedOnSuspicions1763001030000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(UNTIL_THEN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX lot_suspected, outgoing_transfer_lot_by_lot;
      ALTER TABLE lot DROP COLUMN suspicion_reason;
      ALTER TABLE incoming_transfer DROP COLUMN heard_suspicion_version;
      ALTER TABLE incoming_transfer_lot DROP COLUMN suspected, DROP COLUMN suspicion_reason;
      ALTER TABLE outgoing_transfer DROP COLUMN suspicion_version, DROP COLUMN told_suspicion_version;`);
  }
}

// suspicion_reason: why it is suspected, or why that was lifted; empty while it never was.
// suspicion_version: how often what is suspected of its lots changed; the other store was told of it up to told_suspicion_version.
const COLUMNS = `
  ALTER TABLE lot ADD COLUMN suspicion_reason text NOT NULL DEFAULT '';
  CREATE INDEX lot_suspected ON lot (store_id, delivery_id) WHERE suspected;
  ALTER TABLE incoming_transfer ADD COLUMN heard_suspicion_version int NOT NULL DEFAULT 0;
  ALTER TABLE incoming_transfer_lot
    ADD COLUMN suspected boolean NOT NULL DEFAULT false,
    ADD COLUMN suspicion_reason text NOT NULL DEFAULT '';
  ALTER TABLE outgoing_transfer
    ADD COLUMN suspicion_version int NOT NULL DEFAULT 0,
    ADD COLUMN told_suspicion_version int NOT NULL DEFAULT 0;
  CREATE INDEX outgoing_transfer_suspicion_untold ON outgoing_transfer (store_id)
    WHERE told_suspicion_version < suspicion_version;
  CREATE INDEX outgoing_transfer_lot_by_lot ON outgoing_transfer_lot (lot_id);`;

// What is under suspicion already is told, too.
const UNTIL_THEN = `
  ALTER TABLE lot NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE delivery NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE outgoing_transfer NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE outgoing_transfer_lot NO FORCE ROW LEVEL SECURITY;
  UPDATE lot SET suspicion_reason = suspected_reason
    FROM delivery WHERE delivery.id = lot.delivery_id AND lot.suspected AND suspected_reason IS NOT NULL;
  UPDATE outgoing_transfer SET suspicion_version = 1 WHERE id IN (
    SELECT outgoing_transfer_id FROM outgoing_transfer_lot gone JOIN lot ON lot.id = gone.lot_id WHERE lot.suspected);
  ALTER TABLE lot FORCE ROW LEVEL SECURITY;
  ALTER TABLE delivery FORCE ROW LEVEL SECURITY;
  ALTER TABLE outgoing_transfer FORCE ROW LEVEL SECURITY;
  ALTER TABLE outgoing_transfer_lot FORCE ROW LEVEL SECURITY;`;
