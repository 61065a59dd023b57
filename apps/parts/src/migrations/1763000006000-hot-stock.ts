import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stock that moves fast. The indexes of free lots hang on a flag, not on a quantity, so an update that leaves the flag alone
 * touches no index; the lots follow the ledger by statement, not by movement; and exhausted lots cost nothing to look past.
 */
export class HotStock1763000006000 implements MigrationInterface {
  readonly name = 'HotStock1763000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE lot
        ADD COLUMN has_free boolean NOT NULL GENERATED ALWAYS AS (available_thousandths > 0) STORED,
        ADD COLUMN is_on_hand boolean NOT NULL GENERATED ALWAYS AS (received_thousandths > issued_thousandths) STORED;
      DROP INDEX lot_fifo, lot_expiry;
      CREATE INDEX lot_fifo ON lot (part_id, expires_on, received_at, id) WHERE has_free;
      CREATE INDEX lot_expiry ON lot (store_id, expires_on) WHERE has_free;
      CREATE INDEX lot_on_hand ON lot (part_id) WHERE is_on_hand;`);
    await runner.query(LOTS_FOLLOW_LEDGER);
    await runner.query(`DROP TRIGGER movement_moves_lot ON movement; ${ON_MOVEMENTS}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER movement_moves_lots ON movement;
      DROP FUNCTION move_lots;
      CREATE TRIGGER movement_moves_lot AFTER INSERT ON movement FOR EACH ROW EXECUTE FUNCTION move_lot();
      ALTER TABLE lot DROP COLUMN has_free, DROP COLUMN is_on_hand;
      CREATE INDEX lot_fifo ON lot (part_id, expires_on, received_at, id) WHERE available_thousandths > 0;
      CREATE INDEX lot_expiry ON lot (store_id, expires_on) WHERE available_thousandths > 0;`);
  }
}

/** The function that lets lots follow the ledger. */
export const LOTS_FOLLOW_LEDGER = `
  CREATE OR REPLACE FUNCTION move_lots() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE lot SET
      received_thousandths = received_thousandths + moved.received,
      available_thousandths = available_thousandths + moved.available,
      reserved_thousandths = reserved_thousandths + moved.reserved,
      staged_thousandths = staged_thousandths + moved.staged,
      issued_thousandths = issued_thousandths + moved.issued,
      quarantined_thousandths = quarantined_thousandths + moved.quarantined
    FROM (
      SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
             sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined
      FROM new_movements GROUP BY lot_id) moved
    WHERE lot.id = moved.lot_id;
    RETURN NULL;
  END $$;`;

/** Its trigger, run once for all movements of a statement. */
export const ON_MOVEMENTS = `
  CREATE TRIGGER movement_moves_lots AFTER INSERT ON movement REFERENCING NEW TABLE AS new_movements
    FOR EACH STATEMENT EXECUTE FUNCTION move_lots();`;
