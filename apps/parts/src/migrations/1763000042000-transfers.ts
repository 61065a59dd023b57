import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Transfers between stores, each side in its own store's rows (PRT-11, docs/decisions/0020). */
export class Transfers1763000042000 implements MigrationInterface {
  readonly name = 'Transfers1763000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INCOMING);
    await runner.query(OUTGOING);
    await runner.query(NOTES_KEEP_THEIR_NAMES);
    await storeOwned(
      runner,
      ...['incoming_transfer', 'incoming_transfer_lot', 'outgoing_transfer', 'outgoing_transfer_lot'],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE incoming_transfer_lot, incoming_transfer, outgoing_transfer_lot, outgoing_transfer;
      DROP INDEX delivery_note_of_supplier;
      ALTER TABLE delivery ADD CONSTRAINT delivery_note_of_supplier UNIQUE (store_id, supplier, delivery_note);`);
  }
}

const SHIPPED = `
    part_number text NOT NULL,
    quantity_thousandths bigint NOT NULL CHECK (quantity_thousandths > 0),
    unit_cost_fen bigint NOT NULL CHECK (unit_cost_fen >= 0),
    certificate text,
    expires_on date,
    delivery_note text NOT NULL,
    supplier text NOT NULL,
    received_thousandths bigint NOT NULL CHECK (received_thousandths >= 0),
    lost_thousandths bigint NOT NULL CHECK (lost_thousandths >= 0),
    going_back_thousandths bigint NOT NULL CHECK (going_back_thousandths >= 0)`;

// told_status: the last status of which the other store was told.
const INCOMING = `
  CREATE TABLE incoming_transfer (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    from_store_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('requested', 'refused', 'in-transit', 'received')),
    told_status text,
    lines jsonb NOT NULL,
    reason text NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    refused_reason text,
    shipped_at timestamptz,
    received_by text,
    received_at timestamptz,
    explanation text,
    CONSTRAINT incoming_transfer_of_store UNIQUE (store_id, id));
  CREATE INDEX incoming_transfer_untold ON incoming_transfer (store_id)
    WHERE status IN ('requested', 'received') AND told_status IS DISTINCT FROM status;
  CREATE TABLE incoming_transfer_lot (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    incoming_transfer_id uuid NOT NULL,
    position int NOT NULL,
    from_lot_id uuid NOT NULL,
    ${SHIPPED},
    CONSTRAINT incoming_transfer_lot_transfer FOREIGN KEY (store_id, incoming_transfer_id) REFERENCES incoming_transfer (store_id, id),
    CONSTRAINT incoming_transfer_lot_once UNIQUE (incoming_transfer_id, from_lot_id),
    CONSTRAINT incoming_transfer_lot_is_whole CHECK (
      received_thousandths + lost_thousandths + going_back_thousandths IN (0, quantity_thousandths)));`;

const OUTGOING = `
  CREATE TABLE outgoing_transfer (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    version int NOT NULL,
    event_version int NOT NULL,
    transfer_id uuid NOT NULL,
    to_store_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('requested', 'refused', 'shipped', 'arrived', 'closed')),
    told_status text,
    lines jsonb NOT NULL,
    reason text NOT NULL,
    requested_at timestamptz NOT NULL,
    answered_by text,
    answered_at timestamptz,
    refused_reason text,
    explanation text,
    CONSTRAINT outgoing_transfer_of_store UNIQUE (store_id, id),
    CONSTRAINT outgoing_transfer_once UNIQUE (store_id, transfer_id));
  CREATE INDEX outgoing_transfer_untold ON outgoing_transfer (store_id)
    WHERE status IN ('refused', 'shipped') AND told_status IS DISTINCT FROM status;
  CREATE TABLE outgoing_transfer_lot (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    outgoing_transfer_id uuid NOT NULL,
    position int NOT NULL,
    lot_id uuid NOT NULL,
    ${SHIPPED},
    gone_back_thousandths bigint NOT NULL CHECK (gone_back_thousandths >= 0),
    CONSTRAINT outgoing_transfer_lot_transfer FOREIGN KEY (store_id, outgoing_transfer_id) REFERENCES outgoing_transfer (store_id, id),
    CONSTRAINT outgoing_transfer_lot_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
    CONSTRAINT outgoing_transfer_lot_once UNIQUE (outgoing_transfer_id, lot_id),
    CONSTRAINT outgoing_transfer_lot_is_whole CHECK (
      received_thousandths + lost_thousandths + going_back_thousandths + gone_back_thousandths IN (0, quantity_thousandths)));`;

// What comes from a sister store keeps its supplier's delivery note, which this store may have had itself.
const NOTES_KEEP_THEIR_NAMES = `
  ALTER TABLE delivery DROP CONSTRAINT delivery_note_of_supplier;
  CREATE UNIQUE INDEX delivery_note_of_supplier ON delivery (store_id, supplier, delivery_note) WHERE kind <> 'transfer';`;
