/**
 * Backup and recovery of PostgreSQL to any moment: a base backup while it runs and the archive of its write-ahead log. The
 * embedded build brings no pg_basebackup, so this does what that does, by PostgreSQL's own functions.
 */
import {
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
  appendFileSync,
  copyFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../postgres.mjs';
import { until } from '../processes.mjs';
import { withClient } from '../databases.mjs';

/** Of this server's life only, or made anew by the server. */
const LEFT_OUT = new Set(['pg_wal', 'postmaster.pid', 'postmaster.opts', 'pg_replslot', 'pgsql_tmp']);

/** A folder that PostgreSQL may write to, whoever it runs as. @param {string} dir @param {string} dataDir */
function folderOfServer(dir, dataDir) {
  mkdirSync(dir, { recursive: true });
  const { uid, gid } = statSync(dataDir);
  chownSync(dir, uid, gid);
}

/**
 * Keeps every finished segment of the log from now on.
 * @param {import('./platform.mjs').Platform} platform
 * @param {string} archive
 */
export async function archiveLog(platform, archive) {
  folderOfServer(archive, join(platform.runDir, 'postgres/data'));
  await withClient(platform.superuserUrl, async (client) => {
    await client.query('ALTER SYSTEM SET archive_mode = on');
    await client.query(`ALTER SYSTEM SET archive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'`);
  });
  await platform.restartPostgres();
}

/** Copies a folder that is being written to: a file that vanishes meanwhile is none that recovery needs. */
function copyLive(/** @type {string} */ from, /** @type {string} */ to) {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) copyLive(join(from, entry.name), join(to, entry.name));
    else
      try {
        copyFileSync(join(from, entry.name), join(to, entry.name));
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
      }
  }
}

/**
 * A base backup of the whole cluster while it goes on.
 * @param {import('./platform.mjs').Platform} platform
 * @param {string} target
 */
export async function baseBackup(platform, target) {
  await withClient(platform.superuserUrl, async (client) => {
    await client.query(`SELECT pg_backup_start('rehearsal', true)`);
    copyLive(join(platform.runDir, 'postgres/data'), target);
    const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop(true)');
    writeFileSync(join(target, 'backup_label'), rows[0].labelfile);
  });
}

/** Names this moment, and sees to it that the log up to it is in the archive. @param {string} superuserUrl @param {string} name */
export async function nameMoment(superuserUrl, name) {
  await withClient(superuserUrl, (client) => client.query('SELECT pg_create_restore_point($1)', [name]));
}

/** Waits until all that was committed so far is in the archive. @param {string} superuserUrl */
export async function archiveAll(superuserUrl) {
  await withClient(superuserUrl, async (client) => {
    const { rows } = await client.query('SELECT pg_walfile_name(pg_switch_wal()) AS segment');
    const archived = async () => {
      const stat = await client.query('SELECT last_archived_wal >= $1 AS done FROM pg_stat_archiver', [
        rows[0].segment,
      ]);
      return stat.rows[0].done;
    };
    await until(archived, { what: 'The archive', timeoutMs: 30_000 });
  });
}

/**
 * Writes a cluster that, once started, recovers from the backup and the archive.
 * @param {{ backup: string, archive: string, dataDir: string, moment?: string }} from `moment`: its name; without it, to the end of the log
 */
export function prepareRecovery({ backup, archive, dataDir, moment }) {
  mkdirSync(join(dataDir, '..'), { recursive: true });
  cpSync(backup, dataDir, { recursive: true });
  for (const empty of ['pg_wal', 'pg_replslot']) mkdirSync(join(dataDir, empty), { recursive: true, mode: 0o700 });
  const target =
    moment === undefined ? [] : [`recovery_target_name = '${moment}'`, `recovery_target_action = 'promote'`];
  const settings = [`restore_command = 'cp ${archive}/%f %p'`, 'archive_mode = off', ...target];
  appendFileSync(join(dataDir, 'postgresql.auto.conf'), `${settings.join('\n')}\n`);
  writeFileSync(join(dataDir, 'recovery.signal'), '');
}

/** @param {string} url waits until it has recovered and takes writes */
export async function recovered(url) {
  const isPrimary = () =>
    withClient(url, async (client) => {
      const { rows } = await client.query('SELECT NOT pg_is_in_recovery() AS done');
      return rows[0].done;
    });
  await until(isPrimary, { what: 'Recovery', timeoutMs: 60_000 });
}

export { startPostgres };
