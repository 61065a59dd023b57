import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@pitlane/contracts';
import { parse } from 'yaml';
import { ROOT, run } from './run.mjs';
import { wrongProvisionerSettings, wrongSettings } from './settings.mjs';
import { Skipped } from './skipped.mjs';

/**
 * @typedef {object} Container as far as it is checked
 * @property {string} image
 * @property {{ dockerfile: string }} [build]
 * @property {string[]} [command]
 * @property {boolean} [read_only]
 * @property {string[]} [cap_drop]
 * @property {string[]} [security_opt]
 * @property {string} [mem_limit]
 * @property {number} [pids_limit]
 * @property {{ test?: string[] }} [healthcheck]
 * @property {string[]} [ports]
 * @property {string[]} [volumes]
 * @property {Record<string, object>} [depends_on]
 * @property {Record<string, string>} [environment]
 */

const SERVERS = ['postgres', 'nats', 'issuer'];
/** They end, or listen on no port. */
const WITHOUT_HEALTH = ['databases', 'provisioner'];

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(ROOT, 'deploy/compose.env.example'), 'utf8');
/** @type {{ services: Record<string, Container> }} */
const compose = parse(text, { merge: true });
const containers = Object.entries(compose.services);

/** The secrets that the file asks for. */
const asked = new Set([...text.matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name ?? ''));
const offered = new Set([...example.matchAll(/^(\w+)=$/gm)].map(([, name]) => name ?? ''));

/** @param {string} name @returns {Record<string, string>} the container's variables, each secret in place */
function variablesOf(name) {
  const variables = Object.entries(compose.services[name]?.environment ?? {});
  return Object.fromEntries(variables.map(([key, value]) => [key, value.replaceAll(/\$\{(\w+):\?\}/g, 'secret-$1')]));
}

/** @param {Container} container @returns {string[]} what it may do that it need not */
function freedoms({ read_only, cap_drop, security_opt, mem_limit, pids_limit }) {
  return [
    read_only !== true && 'its file system can be written (read_only)',
    !cap_drop?.includes('ALL') && 'it has capabilities (cap_drop)',
    !security_opt?.includes('no-new-privileges:true') && 'it can gain privileges (security_opt)',
    !mem_limit && 'its memory has no limit (mem_limit)',
    !pids_limit && 'its processes have no limit (pids_limit)',
  ].filter((problem) => problem !== false);
}

/** @param {(container: Container, name: string) => string[]} problemsOf */
const ofEach = (problemsOf) =>
  containers.flatMap(([name, container]) => problemsOf(container, name).map((problem) => `${name}: ${problem}`));

/** @param {string} image @returns {boolean} whether it names a version */
export const isPinned = (image) => /(:\d+(\.\d+)*[\w.-]*|@sha256:[0-9a-f]{64})$/.test(image);

/** @returns {string[]} */
function missingContainers() {
  const missing = [...SERVICES, ...SERVERS, ...WITHOUT_HEALTH].filter((name) => !compose.services[name]);
  const wrong = SERVICES.filter((name) => compose.services[name]?.command?.[0] !== `apps/${name}/dist/main.js`);
  return [...missing.map((name) => `${name} is missing`), ...wrong.map((name) => `${name} runs another program`)];
}

/** @returns {string[]} */
function missingFiles() {
  const mounted = containers.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
  const built = containers.flatMap(([, { build }]) => (build ? [build.dockerfile] : []));
  const files = [...mounted.filter((path) => path.startsWith('.')), ...built];
  return files.filter((path) => !existsSync(join(ROOT, path))).map((path) => `${path} is missing`);
}

/** @returns {string[]} */
function refusedByCompose() {
  if (!run('docker', ['compose', 'version']).isOk) throw new Skipped('docker compose is not on this machine');
  const secrets = Object.fromEntries([...asked].map((name) => [name, 'secret']));
  const { isOk, errors } = run('docker', ['compose', 'config', '--quiet'], { ...process.env, ...secrets });
  return isOk ? [] : [errors];
}

/** @type {import('../check.mjs').Check[]} */
export const composeChecks = [
  ['compose: five services and all they need', missingContainers],
  ['compose: every container is locked down', () => ofEach(freedoms)],
  [
    'compose: everything that listens has a health check',
    () => ofEach(({ healthcheck }, name) => (healthcheck?.test || WITHOUT_HEALTH.includes(name) ? [] : ['none'])),
  ],
  [
    'compose: commands are lists of words', // unquoted, "a ? b : c" is no text in YAML
    () =>
      ofEach(({ command = [], healthcheck }) =>
        [...command, ...(healthcheck?.test ?? [])]
          .filter((word) => typeof word !== 'string')
          .map((word) => `${JSON.stringify(word)} is no text`),
      ),
  ],
  [
    'compose: every image is built here or names a version',
    () => ofEach(({ image, build }) => (build || isPinned(image) ? [] : [`${image} names no version`])),
  ],
  [
    'compose: nothing is published beyond this machine',
    () => ofEach(({ ports = [] }) => ports.filter((port) => !port.startsWith('127.0.0.1:'))),
  ],
  [
    'compose: containers wait for containers that are there',
    () => ofEach(({ depends_on = {} }) => Object.keys(depends_on).filter((other) => !compose.services[other])),
  ],
  ['compose: files that are mounted or built from are there', missingFiles],
  [
    'compose: every service accepts its settings',
    () => SERVICES.flatMap((name) => wrongSettings(name, variablesOf(name))),
  ],
  ['compose: the provisioner reads its settings', () => wrongProvisionerSettings(variablesOf('provisioner'))],
  [
    'compose: deploy/compose.env.example has exactly the secrets that are asked for',
    () => [...[...asked].filter((name) => !offered.has(name)), ...[...offered].filter((name) => !asked.has(name))],
  ],
  ['compose: accepted by docker compose config', refusedByCompose],
];
