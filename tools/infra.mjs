/** The two servers that Pitlane needs, as local processes: `npm start`, the tests and the tools start them alike. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { natsServer } from './get-nats.mjs';
import { startProcess, until } from './processes.mjs';

export { startPostgres } from './postgres.mjs';
export { freePort } from './processes.mjs';

/**
 * Starts nats-server with JetStream on 127.0.0.1.
 * @param {object} options
 * @param {string} options.storeDir folder of the streams
 * @param {number} options.port
 * @param {number} options.monitorPort
 * @param {string} options.conf the text of its configuration, see `natsConf`; kept beside the streams, for its user only
 * @param {string} [options.logFile] default: beside the streams
 * @returns {Promise<import('./processes.mjs').Running & { url: string, monitorUrl: string }>}
 * @throws Error saying what is missing, or with the last lines of the server's log
 */
export async function startNats({ storeDir, port, monitorPort, conf, logFile = `${storeDir}.log` }) {
  mkdirSync(dirname(storeDir), { recursive: true });
  const confFile = `${storeDir}.conf`;
  writeFileSync(confFile, conf, { mode: 0o600 });
  const address = ['-a', '127.0.0.1', '-p', String(port), '-m', String(monitorPort)];
  const args = ['-c', confFile, '-sd', storeDir, ...address];
  const server = await startProcess(await natsServer(), args, { name: 'nats-server', logFile });
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  const healthy = async () => (await fetch(`${monitorUrl}/healthz`)).ok;
  await until(healthy, { what: 'nats-server', timeoutMs: 30_000, process: server, logFile });
  return { ...server, url: `nats://127.0.0.1:${port}`, monitorUrl };
}
