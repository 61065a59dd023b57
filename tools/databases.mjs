/** Each service's database: one role owns it and migrates it, another serves requests, with the rights that migrations grant it. */
import pg from 'pg';

/**
 * Nothing may hold a lock or a connection for long; nor may a client that vanished without a word: what it held (a row, the
 * lock of the relay's leader) is free 11 s later.
 */
const APP_SETTINGS = {
  statement_timeout: '5s',
  lock_timeout: '2s',
  idle_in_transaction_session_timeout: '10s',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '10s',
};

/** @typedef {{ ownerUrl: string, appUrl: string }} DatabaseUrls */

/** @param {string} superuserUrl @param {string} role @param {string} password @param {string} database */
function urlFor(superuserUrl, role, password, database) {
  const url = new URL(superuserUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/** @param {pg.Client} client @param {string} role @param {string} password */
async function ensureRole(client, role, password) {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS';
  await client.query(`${verb} ROLE ${role} ${attributes} PASSWORD ${pg.escapeLiteral(password)}`);
}

/** @param {pg.Client} client @param {string} name @param {string} owner @param {string} app */
async function ensureDatabase(client, name, owner, app) {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${name} OWNER ${owner}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${app}`);
  for (const [setting, value] of Object.entries(APP_SETTINGS)) {
    await client.query(`ALTER ROLE ${app} SET ${setting} = '${value}'`);
  }
}

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} use
 * @returns {Promise<T>} what it answers, on a connection of its own
 */
export async function withClient(url, use) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes what is missing: the database `<service>` and its roles `<service>_owner` and `<service>_app`.
 * @param {string} superuserUrl
 * @param {string[]} services
 * @param {(role: string) => string} passwordOf
 * @returns {Promise<Record<string, DatabaseUrls>>} by service
 */
export async function ensureDatabases(superuserUrl, services, passwordOf) {
  /** @type {Record<string, DatabaseUrls>} */
  const urls = {};
  await withClient(superuserUrl, async (client) => {
    for (const service of services) {
      const [owner, app] = [`${service}_owner`, `${service}_app`];
      for (const role of [owner, app]) await ensureRole(client, role, passwordOf(role));
      await ensureDatabase(client, service, owner, app);
      // tools/verify asks as the owner whether a session of the service is stuck.
      await client.query(`GRANT pg_read_all_stats TO ${owner}`);
      urls[service] = {
        ownerUrl: urlFor(superuserUrl, owner, passwordOf(owner), service),
        appUrl: urlFor(superuserUrl, app, passwordOf(app), service),
      };
    }
  });
  return urls;
}
