import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, wallIn } from '../store-owned.js';

/** Who changed what: entries that nobody can change, and the chains that would show it (docs/decisions/0013). */
export class AuditLog1760000100000 implements MigrationInterface {
  readonly name = 'AuditLog1760000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(BASELINE);
    await wallIn(runner, 'audit_entry', 'audit_link');
    await grant(runner, 'SELECT, INSERT', 'audit_entry', 'audit_link');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_link, audit_entry');
  }
}

// seq: the order within an aggregate, whose row is locked while its entry is written. xid: by it the sealer knows which
// entries it has not seen (a transaction that began early may commit late).
const TABLES = `
  CREATE TABLE audit_entry (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    store_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_id text NOT NULL,
    acting_role text NOT NULL,
    on_behalf_of text,
    aggregate_type text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version int NOT NULL CHECK (aggregate_version > 0),
    event_types text[] NOT NULL,
    changes json NOT NULL,
    reason text,
    trace_id text,
    correlation_id uuid NOT NULL,
    causation_id uuid,
    CONSTRAINT audit_entry_once UNIQUE (aggregate_id, aggregate_version, aggregate_type));
  CREATE INDEX audit_entry_xid ON audit_entry (xid);
  CREATE INDEX audit_entry_of_store ON audit_entry (store_id, id);
  CREATE INDEX audit_entry_by_actor ON audit_entry (actor_id, id);
  CREATE INDEX audit_entry_at ON audit_entry USING brin (at);
  CREATE TABLE audit_link (
    store_id text NOT NULL,
    position bigint NOT NULL CHECK (position > 0),
    entry_id uuid NOT NULL CONSTRAINT audit_link_once UNIQUE,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, position));`;

// What was there before the log began gets an entry that says so. The owner, too, sees no row through the wall.
const BASELINE = `
  DO $$ DECLARE aggregate text; BEGIN
    FOR aggregate IN SELECT table_name FROM information_schema.columns
                     WHERE table_schema = 'public' AND column_name = 'event_version' LOOP
      EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', aggregate);
      EXECUTE format(
        'INSERT INTO audit_entry (id, store_id, actor_id, acting_role, aggregate_type, aggregate_id, aggregate_version,
                                  event_types, changes, reason, correlation_id)
         SELECT gen_random_uuid(), store_id, ''migration'', ''service'', %L, id, version,
                ''{}'', ''{}'', ''The audit log begins here.'', gen_random_uuid() FROM %I',
        replace(aggregate, '_', '-'), aggregate);
      EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', aggregate);
    END LOOP;
  END $$`;
