import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LOTS_FOLLOW_LEDGER, ON_MOVEMENTS } from './1763000006000-hot-stock.js';

/**
 * The ledger by month, with every way in which stock leaves (PRT-4). What lines keep is a table of its own that follows the ledger
 * as the lots do: nobody reads years of movements to know it.
 */
export class LedgerInFull1763000007000 implements MigrationInterface {
  readonly name = 'LedgerInFull1763000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LOTS);
    await runner.query(DELIVERIES);
    await runner.query(KEPT);
    await runner.query(MOVEMENTS_BY_MONTH);
    await runner.query(MONTHS);
    await runner.query(FOLLOW_LEDGER);
    await runner.query(`
      ALTER TABLE lot NO FORCE ROW LEVEL SECURITY;
      INSERT INTO movement (seq, unit_cost_fen, ${ENTRY}) OVERRIDING SYSTEM VALUE
        SELECT seq, CASE WHEN kind = 'received' THEN (SELECT unit_cost_fen FROM lot WHERE lot.id = lot_id) END, ${ENTRY}
        FROM movement_before ORDER BY seq;
      ALTER TABLE lot FORCE ROW LEVEL SECURITY;
      SELECT setval(pg_get_serial_sequence('movement', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM movement_before), false);
      INSERT INTO kept (store_id, line_id, lot_id, reserved_thousandths, staged_thousandths)
        SELECT store_id, line_id, lot_id, sum(reserved_delta), sum(staged_delta) FROM movement_before WHERE line_id IS NOT NULL
        GROUP BY store_id, line_id, lot_id;
      DROP TABLE movement_before;`);
    await runner.query(TRIGGERS);
    await storeOwned(runner, 'movement', 'kept');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(BACK);
    await storeOwned(runner, 'movement');
  }
}

const ENTRY = `store_id, lot_id, kind, received_delta, available_delta, reserved_delta, staged_delta, issued_delta, quarantined_delta,
  line_id, document_id, reason, actor_id, cause_event_id, occurred_at`;

const LOTS = `
  DROP INDEX lot_on_hand;
  ALTER TABLE lot
    ADD COLUMN scrapped_thousandths bigint NOT NULL DEFAULT 0,
    ADD COLUMN sent_back_thousandths bigint NOT NULL DEFAULT 0,
    ADD COLUMN moved_out_thousandths bigint NOT NULL DEFAULT 0,
    DROP COLUMN is_on_hand,
    ADD COLUMN is_on_hand boolean NOT NULL GENERATED ALWAYS AS (received_thousandths > issued_thousandths + scrapped_thousandths
      + sent_back_thousandths + moved_out_thousandths) STORED,
    DROP CONSTRAINT lot_is_whole,
    ADD CONSTRAINT lot_is_whole CHECK (received_thousandths = available_thousandths + reserved_thousandths + staged_thousandths
      + issued_thousandths + quarantined_thousandths + scrapped_thousandths + sent_back_thousandths + moved_out_thousandths),
    DROP CONSTRAINT lot_is_never_negative,
    ADD CONSTRAINT lot_is_never_negative CHECK (least(available_thousandths, reserved_thousandths, staged_thousandths,
      issued_thousandths, quarantined_thousandths, scrapped_thousandths, sent_back_thousandths, moved_out_thousandths) >= 0),
    DROP CONSTRAINT lot_rejected_is_quarantined,
    ADD CONSTRAINT lot_rejected_is_for_nobody CHECK (result = 'accepted'
      OR available_thousandths + reserved_thousandths + staged_thousandths + issued_thousandths = 0);
  CREATE INDEX lot_on_hand ON lot (part_id) WHERE is_on_hand;`;

const DELIVERIES = `
  ALTER TABLE delivery
    ADD COLUMN kind text NOT NULL DEFAULT 'supplier' CHECK (kind IN ('supplier', 'opening', 'transfer', 'stocktake'));`;

const KEPT = `
  CREATE TABLE kept (
    store_id text NOT NULL,
    line_id uuid NOT NULL,
    lot_id uuid NOT NULL,
    reserved_thousandths bigint NOT NULL CHECK (reserved_thousandths >= 0),
    staged_thousandths bigint NOT NULL CHECK (staged_thousandths >= 0),
    CONSTRAINT kept_by_line PRIMARY KEY (line_id, lot_id),
    CONSTRAINT kept_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id))
    WITH (fillfactor = 70);`;

// Partitions lie where the service has no rights: it reads and writes the ledger through its parent, and its wall, alone.
const MOVEMENTS_BY_MONTH = `
  CREATE SCHEMA movements;
  ALTER TABLE movement RENAME TO movement_before;
  ALTER TABLE movement_before NO FORCE ROW LEVEL SECURITY;
  CREATE TABLE movement (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    store_id text NOT NULL,
    lot_id uuid NOT NULL,
    kind text NOT NULL,
    received_delta bigint NOT NULL DEFAULT 0,
    available_delta bigint NOT NULL DEFAULT 0,
    reserved_delta bigint NOT NULL DEFAULT 0,
    staged_delta bigint NOT NULL DEFAULT 0,
    issued_delta bigint NOT NULL DEFAULT 0,
    quarantined_delta bigint NOT NULL DEFAULT 0,
    scrapped_delta bigint NOT NULL DEFAULT 0,
    sent_back_delta bigint NOT NULL DEFAULT 0,
    moved_out_delta bigint NOT NULL DEFAULT 0,
    unit_cost_fen bigint,
    line_id uuid,
    document_id uuid NOT NULL,
    reason text,
    actor_id text NOT NULL,
    cause_event_id uuid,
    occurred_at timestamptz NOT NULL,
    CONSTRAINT movement_brings_cost CHECK ((kind = 'received') = (unit_cost_fen IS NOT NULL)),
    CONSTRAINT movement_in_order PRIMARY KEY (seq, occurred_at),
    CONSTRAINT movement_of_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
    CONSTRAINT movement_kind CHECK (kind IN ('received', 'reserved', 'staged', 'released', 'overridden', 'handed-over', 'taken-over',
      'issued', 'returned', 'expired', 'quarantined', 'cleared', 'scrapped', 'counted', 'sent-back', 'moved-out')))
    PARTITION BY RANGE (occurred_at);
  CREATE INDEX movement_of_one_lot ON movement (lot_id, seq);
  CREATE INDEX movement_of_document ON movement (document_id);
  CREATE TABLE movements.at_other_times PARTITION OF movement DEFAULT;
  CREATE TRIGGER movement_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON movements.at_other_times
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();`;

// The service may not create tables, and must not depend on somebody who does it for it each month.
const MONTHS = `
  CREATE FUNCTION open_movement_months(upto date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  DECLARE
    month date := date_trunc('month', upto)::date - interval '12 months';
    until date;
    partition text;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('open_movement_months'));
    WHILE month <= upto LOOP
      until := month + interval '1 month';
      partition := to_char(month, '"m"YYYY_MM');
      IF to_regclass('movements.' || partition) IS NULL
         AND NOT EXISTS (SELECT 1 FROM movements.at_other_times WHERE occurred_at >= month::timestamp AT TIME ZONE 'UTC'
                           AND occurred_at < until::timestamp AT TIME ZONE 'UTC') THEN
        EXECUTE format('CREATE TABLE movements.%I PARTITION OF movement FOR VALUES FROM (%L) TO (%L)',
          partition, month::text || ' 00:00:00+00', until::text || ' 00:00:00+00');
        EXECUTE format('CREATE TRIGGER movement_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON movements.%I
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()', partition);
      END IF;
      month := until;
    END LOOP;
  END $$;
  REVOKE ALL ON FUNCTION open_movement_months FROM PUBLIC;
  DO $$ BEGIN
    EXECUTE format('GRANT EXECUTE ON FUNCTION open_movement_months TO %I', replace(current_user, '_owner', '_app'));
  END $$;
  SELECT open_movement_months((now() + interval '3 months')::date);`;

export const MOVE_LOTS = `UPDATE lot SET
      received_thousandths = received_thousandths + moved.received,
      available_thousandths = available_thousandths + moved.available,
      reserved_thousandths = reserved_thousandths + moved.reserved,
      staged_thousandths = staged_thousandths + moved.staged,
      issued_thousandths = issued_thousandths + moved.issued,
      quarantined_thousandths = quarantined_thousandths + moved.quarantined,
      scrapped_thousandths = scrapped_thousandths + moved.scrapped,
      sent_back_thousandths = sent_back_thousandths + moved.sent_back,
      moved_out_thousandths = moved_out_thousandths + moved.moved_out
    FROM (
      SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
             sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined,
             sum(scrapped_delta) AS scrapped, sum(sent_back_delta) AS sent_back, sum(moved_out_delta) AS moved_out
      FROM new_movements GROUP BY lot_id) moved
    WHERE lot.id = moved.lot_id;`;

// In one go for all movements of a statement. The part's row is locked by then, so nobody else touches the same lots or lines.
export const FOLLOW_LEDGER = `
  CREATE OR REPLACE FUNCTION move_lots() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${MOVE_LOTS}
    UPDATE kept SET
      reserved_thousandths = reserved_thousandths + moved.reserved,
      staged_thousandths = staged_thousandths + moved.staged
    FROM (
      SELECT line_id, lot_id, sum(reserved_delta) AS reserved, sum(staged_delta) AS staged
      FROM new_movements WHERE line_id IS NOT NULL GROUP BY line_id, lot_id) moved
    WHERE kept.line_id = moved.line_id AND kept.lot_id = moved.lot_id;
    INSERT INTO kept (store_id, line_id, lot_id, reserved_thousandths, staged_thousandths)
      SELECT store_id, line_id, lot_id, sum(reserved_delta), sum(staged_delta) FROM new_movements
      WHERE line_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM kept WHERE kept.line_id = new_movements.line_id AND kept.lot_id = new_movements.lot_id)
      GROUP BY store_id, line_id, lot_id HAVING sum(reserved_delta) <> 0 OR sum(staged_delta) <> 0;
    RETURN NULL;
  END $$;`;

const TRIGGERS = `
  ${ON_MOVEMENTS}
  CREATE TRIGGER movement_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON movement
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();`;

// Fails where stock has left in a way that the ledger before did not know.
const BACK = `
  DROP TRIGGER movement_only_grows ON movement;
  ALTER TABLE movement RENAME TO movement_by_month;
  ALTER TABLE movement_by_month NO FORCE ROW LEVEL SECURITY;
  CREATE TABLE movement (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store_id text NOT NULL,
    lot_id uuid NOT NULL,
    kind text NOT NULL,
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
  INSERT INTO movement (seq, ${ENTRY}) OVERRIDING SYSTEM VALUE SELECT seq, ${ENTRY} FROM movement_by_month ORDER BY seq;
  SELECT setval(pg_get_serial_sequence('movement', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM movement), false);
  DROP TABLE movement_by_month, kept;
  DROP FUNCTION open_movement_months;
  DROP SCHEMA movements;
  ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN ('received', 'reserved', 'staged', 'released', 'overridden',
    'handed-over', 'taken-over', 'issued', 'returned', 'expired'));
  CREATE INDEX movement_by_lot ON movement (lot_id, seq);
  CREATE INDEX movement_by_line ON movement (line_id, lot_id) WHERE line_id IS NOT NULL;
  ALTER TABLE delivery DROP COLUMN kind;
  DROP INDEX lot_on_hand;
  ALTER TABLE lot
    DROP CONSTRAINT lot_is_whole, DROP CONSTRAINT lot_is_never_negative, DROP CONSTRAINT lot_rejected_is_for_nobody,
    DROP COLUMN is_on_hand, DROP COLUMN scrapped_thousandths, DROP COLUMN sent_back_thousandths, DROP COLUMN moved_out_thousandths,
    ADD COLUMN is_on_hand boolean NOT NULL GENERATED ALWAYS AS (received_thousandths > issued_thousandths) STORED,
    ADD CONSTRAINT lot_is_whole CHECK (received_thousandths = available_thousandths + reserved_thousandths
      + staged_thousandths + issued_thousandths + quarantined_thousandths),
    ADD CONSTRAINT lot_is_never_negative CHECK (least(available_thousandths, reserved_thousandths, staged_thousandths,
      issued_thousandths, quarantined_thousandths) >= 0),
    ADD CONSTRAINT lot_rejected_is_quarantined CHECK (result = 'accepted' OR received_thousandths = quarantined_thousandths);
  CREATE INDEX lot_on_hand ON lot (part_id) WHERE is_on_hand;
  ${LOTS_FOLLOW_LEDGER}
  ${TRIGGERS}`;
