/** `npm run rehearse -- backup`: every disk is lost, of PostgreSQL and of NATS, and the platform comes back from the backup alone. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { playDay, PLANS, readRunningPlatform } from '../dist/index.js';
import { freePort } from '../processes.mjs';
import { withClient } from '../databases.mjs';
import { Platform, say, verify } from './platform.mjs';
import { archiveLog, baseBackup, prepareRecovery, recovered, startPostgres } from './postgres-backup.mjs';

const CARS = 8;
/** After this line of the day's story. */
const BACKUP_AFTER = 12;

/** @param {Platform} platform @returns {Promise<number>} events that the services ever said */
async function countEvents({ state }) {
  const counts = Object.values(state.databases).map(({ ownerUrl }) =>
    withClient(ownerUrl, async (client) => Number((await client.query('SELECT count(*) FROM outbox')).rows[0].count)),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Recovers the cluster in its own place, before anything else starts. @param {string} dataDir @param {string} password */
async function recover(dataDir, password) {
  const server = await startPostgres({ dataDir, port: await freePort(), password });
  await recovered(server.url);
  await server.stop();
}

/** @param {{ keep: boolean }} options @returns {Promise<number>} exit code */
export async function rehearseBackup({ keep }) {
  let platform = await Platform.start(`rehearse-backup-${process.pid}`);
  const { runDir } = platform;
  try {
    const [archive, backup, dataDir] = ['archive', 'backup', 'postgres/data'].map((name) => join(runDir, name));
    await archiveLog(platform, archive);
    let lines = 0;
    /** @type {Promise<void> | undefined} */
    let backedUp;
    const print = () => {
      lines += 1;
      if (lines === BACKUP_AFTER) backedUp = baseBackup(platform, backup);
    };
    await playDay(readRunningPlatform(platform.stateFile), { seed: 1, plans: PLANS.slice(0, CARS), print });
    await backedUp;
    const before = await countEvents(platform);
    const { password } = new URL(platform.superuserUrl);
    say(`a day of ${CARS} cars, ${before} events; base backup after ${BACKUP_AFTER} of ${lines} lines of it`);
    await platform.stop();

    for (const lost of [dataDir, join(runDir, 'nats')]) rmSync(lost, { recursive: true });
    say('the data of PostgreSQL and of NATS are gone');
    prepareRecovery({ backup, archive, dataDir });
    await recover(dataDir, password);
    platform = await Platform.startIn(runDir);
    const after = await countEvents(platform);
    say(`recovered from the base backup and the archive of the log: ${after} of ${before} events`);
    const red = verify(platform.stateFile);
    say('the next day');
    await playDay(readRunningPlatform(platform.stateFile), { seed: 2, plans: PLANS.slice(0, CARS), print: () => {} });
    const later = verify(platform.stateFile);
    return after === before && red.length + later.length === 0 ? 0 : 1;
  } finally {
    await platform.stop();
    if (keep) say(`kept: ${runDir}`);
    else rmSync(runDir, { recursive: true, force: true });
  }
}
