import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries, their lots (PRT-2) and the ledger of movements (PRT-4). */
export class Stock1763000001000 implements MigrationInterface {
  readonly name = 'Stock1763000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DELIVERY);
    await runner.query(LOT);
    await runner.query(MOVEMENT);
    await runner.query(LOT_FOLLOWS_LEDGER);
    await runner.query(LEDGER_IS_IMMUTABLE);
    await storeOwned(runner, 'delivery', 'lot', 'movement');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE movement, lot, delivery; DROP FUNCTION move_lot, refuse_ledger_change');
  }
}

const DELIVERY = `
  CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    delivery_note text NOT NULL,
    supplier text NOT NULL,
    received_by text NOT NULL,
    received_at timestamptz NOT NULL,
    CONSTRAINT delivery_note_of_supplier UNIQUE (store_id, supplier, delivery_note),
    CONSTRAINT delivery_of_store UNIQUE (store_id, id));`;

const LOT = `
  CREATE TABLE lot (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    delivery_id uuid NOT NULL,
    part_id uuid NOT NULL,
    part_number text NOT NULL,
    unit_cost_fen bigint NOT NULL CHECK (unit_cost_fen >= 0),
    certificate text,
    expires_on date,
    result text NOT NULL CHECK (result IN ('accepted', 'rejected')),
    reason text,
    received_at timestamptz NOT NULL,
    received_thousandths bigint NOT NULL DEFAULT 0,
    available_thousandths bigint NOT NULL DEFAULT 0,
    reserved_thousandths bigint NOT NULL DEFAULT 0,
    staged_thousandths bigint NOT NULL DEFAULT 0,
    issued_thousandths bigint NOT NULL DEFAULT 0,
    quarantined_thousandths bigint NOT NULL DEFAULT 0,
    CONSTRAINT lot_of_store UNIQUE (store_id, id),
    CONSTRAINT lot_delivery FOREIGN KEY (store_id, delivery_id) REFERENCES delivery (store_id, id),
    CONSTRAINT lot_part FOREIGN KEY (store_id, part_id) REFERENCES part (store_id, id),
    CONSTRAINT lot_is_whole CHECK (received_thousandths = available_thousandths + reserved_thousandths
      + staged_thousandths + issued_thousandths + quarantined_thousandths),
    CONSTRAINT lot_is_never_negative CHECK (least(available_thousandths, reserved_thousandths, staged_thousandths,
      issued_thousandths, quarantined_thousandths) >= 0),
    CONSTRAINT lot_rejected_is_quarantined CHECK (result = 'accepted' OR received_thousandths = quarantined_thousandths));
  CREATE INDEX lot_fifo ON lot (part_id, expires_on, received_at, id) WHERE available_thousandths > 0;
  CREATE INDEX lot_by_part ON lot (part_id);
  CREATE INDEX lot_by_delivery ON lot (delivery_id);
  ALTER TABLE lot SET (fillfactor = 70);`;

const MOVEMENT = `
  CREATE TABLE movement (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store_id text NOT NULL,
    lot_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('received', 'reserved', 'staged', 'released', 'overridden', 'handed-over', 'taken-over',
      'issued', 'returned')),
    received_delta bigint NOT NULL DEFAULT 0,
    available_delta bigint NOT NULL DEFAULT 0,
    reserved_delta bigint NOT NULL DEFAULT 0,
    staged_delta bigint NOT NULL DEFAULT 0,
    issued_delta bigint NOT NULL DEFAULT 0,
    quarantined_delta bigint NOT NULL DEFAULT 0,
    line_id uuid,
    document_id uuid NOT NULL,
    reason text,
    actor_id text NOT NULL,
    cause_event_id uuid,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT movement_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id));
  CREATE INDEX movement_by_lot ON movement (lot_id, seq);
  CREATE INDEX movement_by_line ON movement (line_id, lot_id) WHERE line_id IS NOT NULL;`;

// To move stock is to write a movement: the lot's quantities are the fold of its movements by construction (PRT-4).
const LOT_FOLLOWS_LEDGER = `
  CREATE FUNCTION move_lot() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE lot SET
      received_thousandths = received_thousandths + NEW.received_delta,
      available_thousandths = available_thousandths + NEW.available_delta,
      reserved_thousandths = reserved_thousandths + NEW.reserved_delta,
      staged_thousandths = staged_thousandths + NEW.staged_delta,
      issued_thousandths = issued_thousandths + NEW.issued_delta,
      quarantined_thousandths = quarantined_thousandths + NEW.quarantined_delta
    WHERE id = NEW.lot_id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER movement_moves_lot AFTER INSERT ON movement FOR EACH ROW EXECUTE FUNCTION move_lot();`;

const LEDGER_IS_IMMUTABLE = `
  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The ledger of movements only grows.' USING ERRCODE = 'restrict_violation';
  END $$;
  CREATE TRIGGER movement_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON movement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();`;
