import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from '../store-owned.js';

const ALL = 'SELECT, INSERT, UPDATE, DELETE';

/** Outbox, inbox, parked events and stored answers: the same in every service. */
export class PlatformTables1760000000000 implements MigrationInterface {
  readonly name = 'PlatformTables1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OUTBOX);
    await runner.query(INBOX);
    await runner.query(COMMANDS);
    await grant(runner, ALL, 'outbox', 'relay_state', 'inbox', 'inbox_cursor', 'inbox_parked', 'command');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox, relay_state, inbox, inbox_cursor, inbox_parked, command');
  }
}

// CACHE 1: cached ranges would break the order. json, not jsonb: it keeps the exact bytes.
const OUTBOX = `
  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    store_id text NOT NULL CHECK (store_id <> ''),
    aggregate_type text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version int NOT NULL CHECK (aggregate_version > 0),
    subject text NOT NULL,
    headers json NOT NULL,
    payload json NOT NULL,
    payload_sha256 bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz,
    stream_seq bigint,
    attempts int NOT NULL DEFAULT 0,
    last_error text,
    UNIQUE (aggregate_type, aggregate_id, aggregate_version));
  CREATE INDEX outbox_todo ON outbox (id) WHERE published_at IS NULL;
  CREATE INDEX outbox_stream_seq ON outbox (stream_seq) WHERE stream_seq IS NOT NULL;
  CREATE INDEX outbox_aggregate ON outbox (aggregate_id, aggregate_version);
  ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0, fillfactor = 80);
  CREATE TABLE relay_state (
    id int PRIMARY KEY CHECK (id = 1),
    stream_created text NOT NULL,
    verified_seq bigint NOT NULL);`;

const INBOX = `
  CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    store_id text NOT NULL,
    source text NOT NULL,
    type text NOT NULL,
    aggregate_id uuid NOT NULL,
    aggregate_version int NOT NULL,
    payload json NOT NULL,
    payload_sha256 bytea NOT NULL,
    status text NOT NULL CHECK (status IN ('received', 'waiting', 'done', 'failed', 'parked', 'skipped')),
    started_attempts int NOT NULL DEFAULT 0,
    finished_attempts int NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,
    last_error_code text,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_at timestamptz,
    done_seq bigint,
    PRIMARY KEY (consumer, event_id));
  CREATE SEQUENCE inbox_done_seq CACHE 1;
  CREATE INDEX inbox_open ON inbox (consumer, aggregate_id, aggregate_version) WHERE status NOT IN ('done', 'skipped');
  CREATE INDEX inbox_due ON inbox (next_attempt_at) WHERE status = 'failed';
  CREATE TABLE inbox_cursor (
    consumer text NOT NULL,
    aggregate_id uuid NOT NULL,
    last_version int NOT NULL,
    PRIMARY KEY (consumer, aggregate_id));
  CREATE TABLE inbox_parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer text NOT NULL,
    event_id uuid,
    subject text NOT NULL,
    stream text NOT NULL,
    stream_seq bigint,
    headers jsonb NOT NULL,
    raw bytea NOT NULL,
    reason_code text NOT NULL,
    detail text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT now(),
    resolved_at timestamptz,
    resolved_by text,
    resolution text);
  CREATE INDEX inbox_parked_open ON inbox_parked (id) WHERE resolved_at IS NULL;
  DO $$ BEGIN
    EXECUTE format('GRANT USAGE ON SEQUENCE inbox_done_seq TO %I', replace(current_user, '_owner', '_app'));
  END $$;`;

const COMMANDS = `
  CREATE TABLE command (
    store_id text NOT NULL,
    principal text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    status int,
    etag text,
    body text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (store_id, principal, key));
  CREATE INDEX command_age ON command (created_at);`;
