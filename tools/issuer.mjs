/**
 * An OpenID Connect issuer for development and tests, on loopback unless told otherwise. Each user of dev-users.json is a client that gets
 * its own access token with the client-credentials grant: client id = the user's id, secret = "dev". A token is for the one service that
 * `resource` names (RFC 8707); a person who names none gets one for all of them. A service has to name one.
 * As a program: `node tools/issuer.mjs --port 4400 --keys FILE`; where the services run on other hosts, `--host` is the
 * address to listen on and `--url` the one by which they reach it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { audienceOf, SERVICES } from '@pitlane/contracts';
import { startProcess, until } from './processes.mjs';

/** What a token is for when nothing narrower is asked for; no service takes this name. */
const ALL_SERVICES = 'urn:pitlane';
const AUDIENCES = SERVICES.map((service) => audienceOf(service));
const SECRET = 'dev';
/** @type {Omit<import('oidc-provider').ResourceServer, 'audience'>} */
const TOKENS = { scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 600, jwt: { sign: { alg: 'ES256' } } };

/**
 * @typedef {object} DevUser
 * @property {string} id client id and subject
 * @property {string} name
 * @property {string} group dealer group
 * @property {string[]} stores
 * @property {string[]} roles
 */
/** @type {DevUser[]} */
export const DEV_USERS = JSON.parse(readFileSync(new URL('dev-users.json', import.meta.url), 'utf8'));

/** Nothing is stored: the tokens are self-contained, the clients are configured. */
class NoStorage {
  async upsert() {}
  async find() {}
  async findByUid() {}
  async findByUserCode() {}
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
}

/** @param {string} file @returns {Promise<import('jose').JWK>} kept, so that tokens outlive a restart */
async function signingKey(file) {
  if (!existsSync(file)) {
    const { exportJWK, generateKeyPair } = await import('jose');
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: crypto.randomUUID() };
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {unknown} _ctx @param {unknown} _token @param {{ payload: Record<string, unknown> }} jwt */
function nameEachService(_ctx, _token, { payload }) {
  if (payload.aud === ALL_SERVICES) payload.aud = AUDIENCES;
}

/** @param {import('jose').JWK} key @param {typeof import('oidc-provider').errors} errors @returns {import('oidc-provider').Configuration} */
function configuration(key, { InvalidTarget }) {
  const users = new Map(DEV_USERS.map((user) => [user.id, user]));
  return {
    adapter: NoStorage,
    clientDefaults: {
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256',
    },
    clients: DEV_USERS.map(({ id }) => ({ client_id: id, client_secret: SECRET })),
    cookies: { keys: [crypto.randomUUID()] },
    extraTokenClaims(_ctx, token) {
      const user = users.get(token.clientId ?? '');
      return user && { group: user.group, stores: user.stores, roles: user.roles };
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => ALL_SERVICES,
        getResourceServerInfo(_ctx, resource, { clientId }) {
          const isMachine = users.get(clientId)?.roles.includes('service');
          const allowed = isMachine ? AUDIENCES : [...AUDIENCES, ALL_SERVICES];
          if (!allowed.includes(resource)) throw new InvalidTarget();
          return { ...TOKENS, audience: resource };
        },
      },
    },
    formats: { customizers: { jwt: nameEachService } },
    jwks: { keys: [key] },
  };
}

/** @param {{ port: number, host: string, url: string, keysFile: string }} options */
async function serve({ port, host, url, keysFile }) {
  if (process.env.NODE_ENV === 'production') throw new Error('The development issuer does not run in production.');
  const { default: Provider, errors } = await import('oidc-provider');
  const provider = new Provider(url, configuration(await signingKey(keysFile), errors));
  createServer(provider.callback()).listen(port, host);
}

/** @param {number} port */
const issuerUrl = (port) => `http://127.0.0.1:${port}`;

/**
 * Starts the issuer as a process of its own.
 * @param {object} options
 * @param {number} options.port
 * @param {string} options.keysFile where the signing key is kept; made when missing
 * @param {string} options.logFile
 * @returns {Promise<import('./processes.mjs').Running & { url: string }>}
 * @throws Error with the last lines of its log
 */
export async function startIssuer({ port, keysFile, logFile }) {
  const args = [fileURLToPath(import.meta.url), '--port', String(port), '--keys', keysFile];
  const server = await startProcess(process.execPath, args, { name: 'issuer', logFile });
  const url = issuerUrl(port);
  const ready = async () => (await fetch(`${url}/.well-known/openid-configuration`)).ok;
  await until(ready, { what: 'The issuer', timeoutMs: 30_000, process: server, logFile });
  return { ...server, url };
}

/**
 * @param {string} issuer its URL
 * @param {string} userId of dev-users.json
 * @returns {Promise<string>} an access token for every service, good for ten minutes
 * @throws Error when the issuer refuses
 */
export async function tokenFor(issuer, userId) {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: userId, client_secret: SECRET });
  const response = await fetch(`${issuer}/token`, { method: 'POST', body });
  if (!response.ok) throw new Error(`No token for ${userId}: ${response.status} ${await response.text()}`);
  return /** @type {{ access_token: string }} */ (await response.json()).access_token;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { port: text, keys: text, host: text, url: text } });
  if (!values.port || !values.keys) throw new Error('Usage: node tools/issuer.mjs --port PORT --keys FILE');
  const port = Number(values.port);
  const { host = '127.0.0.1', url = issuerUrl(port) } = values;
  await serve({ port, host, url, keysFile: values.keys });
}
