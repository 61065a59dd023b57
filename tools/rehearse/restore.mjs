/** `npm run rehearse -- restore`: the database of one service is set back to an earlier moment, and the platform finds its way back. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playDay, PLANS, readRunningPlatform } from '../dist/index.js';
import { freePort } from '../processes.mjs';
import { ROOT } from '../run-state.mjs';
import { Platform, say, verify } from './platform.mjs';
import {
  archiveAll,
  archiveLog,
  baseBackup,
  nameMoment,
  prepareRecovery,
  recovered,
  startPostgres,
} from './postgres-backup.mjs';

const CARS = 8;
/** After these lines of the day's story. */
const BACKUP_AFTER = 12;
const MOMENT_AFTER = 45;

/** Plays a day during which the backup is made and the moment passes. @param {Platform} platform @param {string} backup */
async function playAndBackUp(platform, backup) {
  let lines = 0;
  /** @type {Promise<void>[]} */
  const work = [];
  const print = () => {
    lines += 1;
    if (lines === BACKUP_AFTER) work.push(baseBackup(platform, backup));
    if (lines === MOMENT_AFTER) work.push(nameMoment(platform.superuserUrl, 'rehearsed'));
  };
  await playDay(readRunningPlatform(platform.stateFile), { seed: 1, plans: PLANS.slice(0, CARS), print });
  await Promise.all(work);
  await archiveAll(platform.superuserUrl);
  say(`a day of ${CARS} cars; base backup after ${BACKUP_AFTER} of ${lines} lines, the moment after ${MOMENT_AFTER}`);
}

/** @param {Platform} platform @param {{ backup: string, archive: string }} kept @returns the port of a PostgreSQL as of the moment */
async function restorePostgres(platform, kept) {
  const dataDir = join(platform.runDir, 'restored/data');
  prepareRecovery({ ...kept, dataDir, moment: 'rehearsed' });
  const port = await freePort();
  const restored = await startPostgres({ dataDir, port, password: new URL(platform.superuserUrl).password });
  platform.own.push(restored);
  await recovered(restored.url);
  return port;
}

/** The service runs on the database as it was, and its operator brings it back. @param {Platform} platform @param {string} service @param {number} port */
async function bringBack(platform, service, port) {
  const env = environmentAt(platform, service, port);
  await platform.run(service, { env });
  say(`${service} runs: ${await relayState(platform, service)}`);
  const main = join(ROOT, `apps/${service}/dist/main.js`);
  const environment = { ...platform.state.environments[service], ...env, LOG_LEVEL: 'silent' };
  const { output, errors } = platform.program([main, 'forgotten', '--adopt'], environment);
  writeFileSync(join(platform.runDir, `forgotten-${service}.csv`), output);
  say(`${service}: ${errors}: ${countsOf(output)}`);
}

/** @param {Platform} platform @param {string} service */
function replay({ state: { nats }, program }, service) {
  const { output } = program([join(ROOT, 'libs/platform/dist/messaging/provisioner-main.js'), 'replay', service], {
    NODE_ENV: 'development',
    NATS_URL: nats.url,
    NATS_USER: 'provisioner',
    NATS_PASSWORD: nats.users.provisioner,
  });
  say(output.trim());
}

/**
 * @param {string[]} services whose databases are set back @param {{ keep: boolean }} options
 * @returns {Promise<number>} exit code: 0 when nothing is red but what people must enter again
 */
export async function rehearseRestore(services, { keep }) {
  const platform = await Platform.start(`rehearse-restore-${process.pid}`);
  try {
    const kept = { archive: join(platform.runDir, 'archive'), backup: join(platform.runDir, 'backup') };
    await archiveLog(platform, kept.archive);
    await playAndBackUp(platform, kept.backup);
    verify(platform.stateFile);

    say(`set back to the moment: ${services.join(', ')}`);
    await Promise.all(services.map((service) => platform.takeOver(service)));
    const port = await restorePostgres(platform, kept);
    for (const service of services) await bringBack(platform, service, port);
    for (const service of services) replay(platform, service);
    const stateFile = stateWith(platform, services, port);
    const red = verify(stateFile);

    if (services.includes('workshop')) {
      say('no next day: technicians are still clocked on to work of that moment, which their foreman has to end first');
      return 0;
    }
    say('the next day');
    await playDay(readRunningPlatform(stateFile), { seed: 2, plans: PLANS.slice(0, CARS), print: () => {} });
    return unexpected(red, verify(stateFile)).length === 0 ? 0 : 1;
  } finally {
    await platform.stop();
    if (keep) say(`kept: ${platform.runDir}`);
    else rmSync(platform.runDir, { recursive: true, force: true });
  }
}

/**
 * After the way back, rows may be red that tell of forgotten facts; the day after must add none.
 * @param {ReturnType<typeof verify>} before @param {ReturnType<typeof verify>} after
 */
function unexpected(before, after) {
  const known = new Set(before.flatMap(({ id, violations }) => violations.map((row) => id + JSON.stringify(row))));
  const added = after.flatMap(({ id, violations }) => violations.map((row) => id + JSON.stringify(row)));
  const rows = added.filter((row) => !known.has(row));
  say(rows.length === 0 ? 'the next day added nothing to what is red' : `the next day added: ${rows.join(' ')}`);
  return rows;
}

/** @param {Platform} platform @param {string} service @param {number} port of the restored PostgreSQL @returns {Record<string, string>} */
function environmentAt(platform, service, port) {
  const moved = (/** @type {string} */ text) => Object.assign(new URL(text), { port: String(port) }).href;
  const { ownerUrl = '', appUrl = '' } = platform.state.databases[service] ?? {};
  return { DATABASE_URL: moved(appUrl), DATABASE_OWNER_URL: moved(ownerUrl) };
}

/** What verify and the day need to know of the platform now. @param {Platform} platform @param {string[]} services @param {number} port */
function stateWith(platform, services, port) {
  const { state } = platform;
  for (const service of services) {
    const { DATABASE_OWNER_URL: ownerUrl = '', DATABASE_URL: appUrl = '' } = environmentAt(platform, service, port);
    state.databases[service] = { ownerUrl, appUrl };
  }
  const file = join(platform.runDir, 'state-after-restore.json');
  writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
  return file;
}

/** @param {Platform} platform @param {string} service @returns {Promise<string>} once it leads: what it found */
async function relayState(platform, service) {
  for (;;) {
    const figures = await (await fetch(`${platform.state.services[service]}/metrics`)).text();
    const line = /^pitlane_relay_state [12]$/m.exec(figures)?.[0];
    if (line) return line;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {string} csv @returns {string} forgotten events by type */
function countsOf(csv) {
  const types = csv
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[3] ?? '');
  const counts = new Map(types.map((type) => [type, types.filter((other) => other === type).length]));
  return [...counts].map(([type, count]) => `${count} × ${type}`).join(', ');
}
