/** What a running `npm start` keeps in tmp/run: ports, secrets, and the state that other tools read. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './processes.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** PITLANE_RUN_DIR gives a second platform a place of its own. */
export const RUN_DIR = process.env.PITLANE_RUN_DIR ?? join(ROOT, 'tmp/run');
export const STATE_FILE = join(RUN_DIR, 'state.json');
const PORTS_FILE = join(RUN_DIR, 'ports.json');
const SECRETS_FILE = join(RUN_DIR, 'secrets.json');
const PERSONAL_DATA_KEYS_FILE = join(RUN_DIR, 'personal-data-keys.json');

/**
 * @typedef {object} RunState written to tmp/run/state.json, readable by its user only
 * @property {Record<string, string>} services URL by service
 * @property {string} issuer
 * @property {{ url: string, users: Record<string, string> }} nats password by user
 * @property {Record<string, import('./databases.mjs').DatabaseUrls>} databases by service
 * @property {string} clockFile
 * @property {string} storesFile
 * @property {Record<string, number>} pids by process name; `launcher` is `npm start` itself
 * @property {Record<string, Record<string, string>>} environments of the services, by service
 */

/** @param {string} file @param {unknown} value */
function writePrivately(file, value) {
  mkdirSync(RUN_DIR, { recursive: true });
  // Whoever waits for the file to be there reads it at once: it is there when it is whole.
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @param {string} file */
const readIfThere = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** @param {RunState} state */
export const writeState = (state) => writePrivately(STATE_FILE, state);

export const removeState = () => rmSync(STATE_FILE, { force: true });

/** @param {number | undefined} pid @returns whether a process of that id is there */
export function isAlive(pid) {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @returns {Promise<RunState | undefined>} of the `npm start` that runs now */
export async function runningState() {
  const state = readIfThere(STATE_FILE);
  if (!isAlive(state.pids?.launcher)) return undefined;
  const answers = await fetch(`${state.issuer}/.well-known/openid-configuration`).catch(() => undefined);
  return answers?.ok ? state : undefined;
}

/**
 * The ports of the last run, so that addresses and tokens stay good; others where someone else took them.
 * @param {Record<string, number>} usual by name
 * @returns {Promise<Record<string, number>>}
 */
export async function choosePorts(usual) {
  /** @type {Record<string, number>} */
  const last = readIfThere(PORTS_FILE);
  /** @type {Record<string, number>} */
  const ports = {};
  for (const [name, port] of Object.entries(usual)) {
    ports[name] = await freePort(last[name] ?? port);
  }
  writePrivately(PORTS_FILE, ports);
  return ports;
}

/** @returns {(name: string) => string} the secret of that name, made once and kept */
export function secrets() {
  /** @type {Record<string, string>} */
  const kept = readIfThere(SECRETS_FILE);
  return (name) => {
    const secret = kept[name] ?? randomBytes(24).toString('base64url');
    if (!(name in kept)) writePrivately(SECRETS_FILE, { ...Object.assign(kept, { [name]: secret }) });
    return secret;
  };
}

/** @returns the file of crm's keys, made once: without it the customers in the database are unreadable */
export function personalDataKeysFile() {
  const key = () => randomBytes(32).toString('base64');
  const keys = { current: 'local', keys: { local: key() }, indexKey: key() };
  if (!existsSync(PERSONAL_DATA_KEYS_FILE)) writePrivately(PERSONAL_DATA_KEYS_FILE, keys);
  return PERSONAL_DATA_KEYS_FILE;
}

/** @param {string} service @returns the file by which `npm run dev` takes a service over; it holds its process id */
const holdFile = (service) => join(RUN_DIR, `dev-${service}.pid`);

/** @param {string} service */
export const hold = (service) => writeFileSync(holdFile(service), String(process.pid));

/** @param {string} service */
export const release = (service) => rmSync(holdFile(service), { force: true });

/** @param {string} service @returns whether `npm run dev` runs it now */
export function isHeld(service) {
  return existsSync(holdFile(service)) && isAlive(Number(readFileSync(holdFile(service), 'utf8')));
}
