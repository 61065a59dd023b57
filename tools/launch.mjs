/** What `npm start` runs, without its day, in a folder that nobody else uses. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess, until } from './processes.mjs';
import { ROOT } from './run-state.mjs';

const READY_WITHIN_MS = 120_000;

/**
 * @param {string} runDir for logs, data and `state.json`, which is there once every service is ready
 * @param {{ root?: string, env?: Record<string, string> }} [build] which version, with what in its environment
 * @returns {Promise<import('./processes.mjs').Running>} the launcher: its stop is that of everything it started
 * @throws Error with the last lines of the launcher when the platform does not get ready
 */
export async function launchPlatform(runDir, { root = ROOT, env: more = {} } = {}) {
  const logFile = join(runDir, 'launcher.log');
  const env = { ...process.env, ...more, PITLANE_RUN_DIR: runDir };
  const args = [join(root, 'tools/start.mjs'), '--no-demo'];
  const launcher = await startProcess(process.execPath, args, { name: 'npm start', logFile, env });
  const isUp = () => existsSync(join(runDir, 'state.json'));
  await until(isUp, { what: 'The platform', timeoutMs: READY_WITHIN_MS, process: launcher, logFile });
  return launcher;
}
