import { storeOwned } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Exchange parts, and the old units that customers owe for them (PRT-10). They are no stock. */
export class Cores1763000063000 implements MigrationInterface {
  readonly name = 'Cores1763000063000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE part
        ADD COLUMN core_charge_fen bigint CHECK (core_charge_fen > 0),
        ADD COLUMN core_term_days int CHECK (core_term_days > 0),
        ADD CONSTRAINT part_core_charge CHECK ((core_charge_fen IS NULL) = (core_term_days IS NULL));
      CREATE TABLE core (
        id uuid PRIMARY KEY,
        store_id text NOT NULL,
        version int NOT NULL,
        event_version int NOT NULL,
        status text NOT NULL CHECK (status IN ('due', 'held', 'forfeited', 'withdrawn', 'returned', 'credited')),
        status_since timestamptz NOT NULL,
        status_by text NOT NULL,
        issue_id uuid NOT NULL,
        repair_order_id uuid NOT NULL,
        line_id uuid NOT NULL,
        vehicle_id uuid,
        part_number text NOT NULL,
        lot_id uuid NOT NULL,
        supplier text NOT NULL,
        charge_fen bigint NOT NULL CHECK (charge_fen > 0),
        due_since timestamptz NOT NULL,
        due_by date NOT NULL,
        shelf text,
        forfeit_cause text CHECK (forfeit_cause IN ('rejected', 'not-brought')),
        reason text,
        dispatch_note text,
        credited_fen bigint CHECK (credited_fen >= 0),
        credit_note text,
        difference_reason text,
        CONSTRAINT core_of_store UNIQUE (store_id, id),
        CONSTRAINT core_issue FOREIGN KEY (store_id, issue_id) REFERENCES issue (store_id, id),
        CONSTRAINT core_lot FOREIGN KEY (store_id, lot_id) REFERENCES lot (store_id, id),
        CONSTRAINT core_held CHECK (shelf IS NOT NULL OR status NOT IN ('held', 'returned', 'credited')),
        CONSTRAINT core_forfeited CHECK (forfeit_cause IS NOT NULL OR status <> 'forfeited'),
        CONSTRAINT core_rejected CHECK (reason IS NOT NULL OR forfeit_cause IS DISTINCT FROM 'rejected'),
        CONSTRAINT core_returned CHECK (dispatch_note IS NOT NULL OR status NOT IN ('returned', 'credited')),
        CONSTRAINT core_credited CHECK (num_nulls(credited_fen, credit_note) = CASE status WHEN 'credited' THEN 0 ELSE 2 END),
        CONSTRAINT core_explained CHECK (credited_fen = charge_fen OR difference_reason IS NOT NULL OR credited_fen IS NULL));
      CREATE INDEX core_by_line ON core (issue_id, line_id);
      CREATE INDEX core_by_lot ON core (lot_id);
      CREATE INDEX core_by_supplier ON core (store_id, supplier COLLATE "C");
      CREATE INDEX core_due ON core (store_id, due_by) WHERE status = 'due';`);
    await storeOwned(runner, 'core');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE core;
      ALTER TABLE part DROP CONSTRAINT part_core_charge, DROP COLUMN core_charge_fen, DROP COLUMN core_term_days`);
  }
}
