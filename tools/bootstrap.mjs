/**
 * Makes a fresh clone ready to run: dependencies, nats-server, compiled sources. Node built-ins only.
 * Quiet and quick when there is nothing to do.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { natsServer } from './get-nats.mjs';

const OLDEST_NODE = { major: 20, minor: 19 };
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const STAMP = join(ROOT, 'node_modules/.setup-stamp');

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const oldest = `${OLDEST_NODE.major}.${OLDEST_NODE.minor}`;
  const tooOld = major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
  if (tooOld) throw new Error(`Node ${oldest} or later is needed, this is ${process.versions.node}.`);
  if (process.platform === 'win32') throw new Error('Windows is supported inside WSL: run this there.');
}

/** @param {string} what for messages @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
async function run(what, command, args, env = process.env) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${what} failed: see above.`);
}

/** What decides whether the installed dependencies fit. */
function setupStamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256').update(lock).update(process.version).update(process.arch).digest('hex');
}

/** Settings of the npm that started this must not leave anything out. */
function cleanEnv() {
  const inherited = /^(npm_config_|NODE_ENV$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

async function installDependencies() {
  const stamp = setupStamp();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  console.log('installing dependencies (a minute, once)');
  await run('npm ci', 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], cleanEnv());
  writeFileSync(STAMP, stamp);
}

async function compile() {
  await run('The compiler', process.execPath, [join(ROOT, 'node_modules/typescript7/bin/tsc'), '-b']);
}

try {
  checkMachine();
  const nats = process.env.TEST_INFRA === 'containers' ? undefined : natsServer(console.log);
  await Promise.all([installDependencies().then(compile), nats]);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exit(1);
}
