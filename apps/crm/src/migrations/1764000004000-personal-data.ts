import { grant, OWN_STORES } from '@pitlane/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { groupOwned, OWN_GROUP, revokeUpdate, SOUGHT } from './group-owned.js';
import { sealExisting } from './seal-existing.js';

/**
 * Who a customer is, and what is said to and by them, is stored sealed (docs/decisions/0011). Rows that are there are sealed here,
 * with the keys of PERSONAL_DATA_KEYS_FILE, and the columns that held them in the clear are gone afterwards, from the files of the
 * database, too. It takes the tables for itself: older code does not run beside it.
 */
export class PersonalData1764000004000 implements MigrationInterface {
  readonly name = 'PersonalData1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS);
    await runner.query(OWN_GROUP_KEYS);
    await grant(runner, 'SELECT, INSERT, UPDATE', 'customer_key');
    await runner.query(LOGS);
    await groupOwned(runner, 'personal_data_access', `store_id = ANY (${OWN_STORES})`);
    await groupOwned(
      runner,
      'customer_change',
      'EXISTS (SELECT FROM customer c WHERE c.id = customer_change.customer_id)',
    );
    await revokeUpdate(runner, 'personal_data_access');
    await revokeUpdate(runner, 'customer_change');
    await runner.query(SEALED_COLUMNS);
    await withoutWalls(runner, () => sealExisting(runner));
    await runner.query(CLEAR_COLUMNS_GONE);
    await runner.query(`CREATE POLICY sought ON customer FOR SELECT
      USING (${OWN_GROUP} AND ${SOUGHT} IN (encode(phone_index, 'hex'), id::text))`);
    await runner.query(FORGET_ANSWERS);
    for (const table of [...SEALED_TABLES, 'command']) await runner.query(rewritten(table));
  }

  down(): Promise<void> {
    throw new Error('What is sealed is not written in the clear again: restore the backup from before.');
  }
}

const SEALED_TABLES = ['customer', 'follow_up_attempt', 'notification', 'simulated_message'];

const KEYS = `
  CREATE TABLE customer_key (
    group_id text NOT NULL CHECK (group_id <> ''),
    customer_id uuid NOT NULL,
    kek_id text,
    wrapped bytea,
    erased_at timestamptz,
    PRIMARY KEY (group_id, customer_id),
    CONSTRAINT customer_key_or_erased CHECK (
      (wrapped IS NULL) = (kek_id IS NULL) AND (wrapped IS NULL) = (erased_at IS NOT NULL)));
  CREATE INDEX customer_key_kek ON customer_key (group_id, kek_id);
  ALTER TABLE customer_key ENABLE ROW LEVEL SECURITY;
  ALTER TABLE customer_key FORCE ROW LEVEL SECURITY;`;
const OWN_GROUP_KEYS = `CREATE POLICY own_group ON customer_key USING (${OWN_GROUP}) WITH CHECK (${OWN_GROUP})`;

const LOGS = `
  CREATE TABLE personal_data_access (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    customer_id uuid NOT NULL,
    seen_by text NOT NULL,
    role text NOT NULL,
    purpose text NOT NULL,
    seen_at timestamptz NOT NULL);
  CREATE INDEX personal_data_access_customer ON personal_data_access (customer_id, seen_at);
  CREATE TABLE customer_change (
    id uuid PRIMARY KEY,
    store_id text NOT NULL,
    customer_id uuid NOT NULL REFERENCES customer,
    field text NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL);
  CREATE INDEX customer_change_customer ON customer_change (customer_id, changed_at);
  ALTER TABLE consent_change ADD COLUMN purpose text NOT NULL DEFAULT 'reminders';
  ALTER TABLE consent_change ALTER COLUMN purpose DROP DEFAULT;
  ALTER TABLE follow_up DROP CONSTRAINT follow_up_result_check;
  ALTER TABLE follow_up ADD CONSTRAINT follow_up_result_check
    CHECK (result IN ('satisfied', 'dissatisfied', 'unreachable', 'erased'));`;

const SEALED_COLUMNS = `
  ALTER TABLE customer
    ADD COLUMN sealed_identity bytea,
    ADD COLUMN phone_index bytea,
    ADD COLUMN name_indexes bytea[] NOT NULL DEFAULT '{}',
    ADD COLUMN erased_at timestamptz,
    ADD COLUMN erasure_reason text,
    ADD COLUMN erased_by text;
  ALTER TABLE follow_up_attempt ADD COLUMN sealed_report bytea;
  ALTER TABLE notification ADD COLUMN sealed_parameters bytea;
  ALTER TABLE simulated_message ADD COLUMN sealed_message bytea;`;

const CLEAR_COLUMNS_GONE = `
  DROP POLICY sought ON customer;
  ALTER TABLE customer
    DROP COLUMN name, DROP COLUMN phone, DROP COLUMN email, DROP COLUMN wechat_id, DROP COLUMN birthday, DROP COLUMN tags,
    DROP COLUMN address,
    ALTER COLUMN name_indexes DROP DEFAULT,
    ADD CONSTRAINT customer_phone UNIQUE (group_id, phone_index),
    ADD CONSTRAINT customer_known_or_erased CHECK (
      (sealed_identity IS NULL) = (erased_at IS NOT NULL) AND (phone_index IS NULL) = (erased_at IS NOT NULL)
      AND (erasure_reason IS NULL) = (erased_at IS NULL) AND (erased_by IS NULL) = (erased_at IS NULL)
      AND (erased_at IS NULL OR name_indexes = '{}'));
  CREATE INDEX customer_name ON customer USING gin (name_indexes);
  ALTER TABLE follow_up_attempt DROP COLUMN answers, DROP COLUMN remarks, ALTER COLUMN sealed_report SET NOT NULL;
  CREATE INDEX follow_up_customer ON follow_up (customer_id);
  ALTER TABLE notification DROP COLUMN parameters;
  ALTER TABLE simulated_message DROP COLUMN recipient, DROP COLUMN content, ALTER COLUMN sealed_message SET NOT NULL;`;

/** A dropped column stays in the table's file until its rows are written anew. */
const rewritten = (table: string): string => `CLUSTER ${table} USING ${table}_pkey`;

/**
 * Answers that were stored before may hold a phone, and so may what their requests' fingerprints are made of. Their keys stay
 * taken, by a request that nobody can send: whoever repeats one across this upgrade is refused, not served twice.
 */
const FORGET_ANSWERS = `
  ALTER TABLE command DROP COLUMN body, DROP COLUMN fingerprint;
  ALTER TABLE command ADD COLUMN body text, ADD COLUMN fingerprint bytea NOT NULL DEFAULT '';
  ALTER TABLE command ALTER COLUMN fingerprint DROP DEFAULT`;

/** The owner of the tables sees all rows of all groups while it seals them. */
async function withoutWalls(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  const tables = [...SEALED_TABLES, 'customer_key', 'customer_store', 'follow_up'];
  for (const table of tables) await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
  await work();
  for (const table of tables) await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
}
