import { grant } from '@pitlane/platform';
import type { QueryRunner } from 'typeorm';

export const OWN_GROUP = `group_id = nullif(current_setting('app.group', true), '')`;
/** The exact phone, id, VIN or plate that a claim names. */
export const SOUGHT = `nullif(current_setting('app.sought', true), '')`;

/**
 * Puts the second wall around tables that the stores of a group share: row-level security, also for the owner, by `visible`.
 * Rows are never deleted.
 */
export async function groupOwned(runner: QueryRunner, table: string, visible: string): Promise<void> {
  await runner.query(`
    ALTER TABLE ${table} ADD CONSTRAINT ${table}_store CHECK (store_id <> '');
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_group ON ${table} USING (${visible}) WITH CHECK (${visible});`);
  await grant(runner, 'SELECT, INSERT, UPDATE', table);
}

/** A log is only added to. */
export async function revokeUpdate(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(
    `DO $$ BEGIN EXECUTE format('REVOKE UPDATE ON ${table} FROM %I', replace(current_user, '_owner', '_app')); END $$`,
  );
}
