/** The platform that all end-to-end tests share: what `npm start` runs, in a place of its own. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** @type {import('node:child_process').ChildProcess | undefined} */
let launcher;
const runDir = join(ROOT, 'tmp', `e2e-${process.pid}`);

/** @returns {Promise<void>} once every service is ready; PITLANE_RUN_DIR says where it is */
export async function setup() {
  rmSync(runDir, { recursive: true, force: true });
  mkdirSync(runDir, { recursive: true });
  process.env.PITLANE_RUN_DIR = runDir;
  let said = '';
  launcher = spawn(process.execPath, [join(ROOT, 'tools/start.mjs'), '--no-demo'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PITLANE_RUN_DIR: runDir },
  });
  launcher.stdout?.on('data', (chunk) => (said += chunk));
  launcher.stderr?.on('data', (chunk) => (said += chunk));
  const end = Date.now() + READY_WITHIN_MS;
  while (!existsSync(join(runDir, 'state.json'))) {
    if (launcher.exitCode !== null || Date.now() > end) throw new Error(`The platform did not start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @returns {Promise<void>} once no process of it is left */
export async function teardown() {
  if (!launcher || launcher.exitCode !== null) return;
  const ended = new Promise((resolve) => launcher?.once('exit', resolve));
  launcher.kill('SIGINT');
  await ended;
  if (process.env.KEEP_E2E === undefined) rmSync(runDir, { recursive: true, force: true });
  else process.stdout.write(`kept: ${runDir} ${readFileSync(join(runDir, 'ports.json'), 'utf8')}\n`);
}
