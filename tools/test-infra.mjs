/** PostgreSQL, NATS and the issuer for one run of the tests: local processes, or containers with TEST_INFRA=containers. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startNats, startPostgres } from './infra.mjs';
import { startIssuer } from './issuer.mjs';
import { NATS_USERS, natsConf } from './nats-conf.mjs';

const POSTGRES_IMAGE = 'postgres:18';
const NATS_IMAGE = 'nats:2.12';
const PASSWORD = 'test';
const POSTGRES_FLAGS = ['max_connections=300', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** @typedef {{ url: string, stop: () => Promise<unknown> }} Server */

/** @param {string} dir @param {string} conf @returns {Promise<[Server, Server]>} PostgreSQL and NATS */
function localServers(dir, conf) {
  const postgres = async () =>
    startPostgres({ dataDir: join(dir, 'postgres'), port: await freePort(), password: PASSWORD, durable: false });
  const nats = async () =>
    startNats({ storeDir: join(dir, 'nats'), port: await freePort(), monitorPort: await freePort(), conf });
  return Promise.all([postgres(), nats()]);
}

/** @param {string} conf @returns {Promise<[Server, Server]>} PostgreSQL and NATS */
async function containers(conf) {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const { NatsContainer } = await import('@testcontainers/nats');
  const postgres = new PostgreSqlContainer(POSTGRES_IMAGE)
    .withDatabase('postgres')
    .withUsername('postgres')
    .withPassword(PASSWORD)
    .withCommand(['postgres', ...POSTGRES_FLAGS.flatMap((flag) => ['-c', flag])])
    .start()
    .then((started) => ({ url: started.getConnectionUri(), stop: () => started.stop() }));
  const nats = new NatsContainer(NATS_IMAGE)
    .withCopyContentToContainer([{ content: conf, target: '/etc/pitlane.conf' }])
    .withArg('--config', '/etc/pitlane.conf')
    .start()
    .then((started) => ({ url: `nats://${started.getConnectionOptions().servers}`, stop: () => started.stop() }));
  return Promise.all([postgres, nats]).catch((error) => {
    throw new Error(`TEST_INFRA=containers needs a running container engine: ${error.message}`);
  });
}

/** Folders of runs that were killed. @param {string} parent */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/**
 * Starts all that the tests need.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} `env` says where each of them is
 * @throws Error saying what is missing
 */
export async function startTestInfra() {
  const parent = fileURLToPath(new URL('../tmp', import.meta.url));
  const dir = join(parent, `test-${process.pid}`);
  mkdirSync(dir, { recursive: true });
  removeAbandoned(parent);

  const passwords = Object.fromEntries(NATS_USERS.map((user) => [user, `${PASSWORD}-${user}`]));
  const conf = natsConf({ passwords });
  const issuer = startIssuer({
    port: await freePort(),
    keysFile: join(dir, 'issuer-key.json'),
    logFile: join(dir, 'issuer.log'),
  });
  const servers = process.env.TEST_INFRA === 'containers' ? containers(conf) : localServers(dir, conf);
  const [[postgres, nats], { url: issuerUrl, stop: stopIssuer }] = await Promise.all([servers, issuer]);
  return {
    env: {
      TEST_PG_URL: postgres.url,
      TEST_NATS_URL: nats.url,
      TEST_NATS_USERS: JSON.stringify(passwords),
      TEST_ISSUER: issuerUrl,
      TEST_STORES_FILE: fileURLToPath(new URL('stores.json', import.meta.url)),
    },
    async stop() {
      await Promise.all([postgres.stop(), nats.stop(), stopIssuer()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
