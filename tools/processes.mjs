/** Child processes that end with their parent, whatever happens to it; free ports; waiting for conditions. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Running a started process, leader of its own process group
 * @property {string} name
 * @property {number} pid
 * @property {Promise<string>} exited resolves with how it ended: "exit code 1", "signal SIGKILL"
 * @property {() => boolean} hasExited
 * @property {(graceMs?: number) => Promise<void>} stop stop signal to the group, SIGKILL after the grace (default 10 s)
 *
 * @typedef {object} StartOptions
 * @property {string} name for messages
 * @property {string} [logFile] standard output and error are appended to it; without it they are the parent's
 * @property {NodeJS.ProcessEnv} [env] the whole environment; default: the parent's
 * @property {string} [cwd]
 * @property {NodeJS.Signals} [stopSignal] asks for an orderly end; default SIGTERM
 * @property {number | undefined} [uid] user to run as, when the parent is root
 */

/** @type {import('node:child_process').ChildProcess | undefined} */
let keeper;
/** @type {Set<number>} */
const groups = new Set();

/** @param {string} line */
function tellKeeper(line) {
  if (!keeper) {
    const program = fileURLToPath(new URL('keeper.mjs', import.meta.url));
    keeper = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
    keeper.unref();
    const pipe = /** @type {import('node:net').Socket} */ (keeper.stdin);
    pipe.unref();
    pipe.on('error', () => (keeper = undefined));
  }
  keeper.stdin?.write(`${line}\n`);
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a program as the leader of a process group of its own, so that a Ctrl-C reaches only the parent,
 * and the parent's end (even by SIGKILL) ends the whole group.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions} options
 * @returns {Promise<Running>}
 * @throws Error when the program cannot be started
 */
export async function startProcess(command, args, { name, logFile, env, cwd, stopSignal = 'SIGTERM', uid }) {
  if (logFile) mkdirSync(dirname(logFile), { recursive: true });
  const log = logFile ? openSync(logFile, 'a') : 'inherit';
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const child = spawn(command, args, { stdio: ['ignore', log, log], detached: true, env, cwd, ...identity });
  if (typeof log === 'number') closeSync(log);
  const ended = once(child, 'exit');
  await Promise.race([once(child, 'spawn'), ended]);
  const pid = /** @type {number} */ (child.pid);
  groups.add(pid);
  tellKeeper(`keep ${pid} ${stopSignal}`);
  const exited = ended.then(([code, signal]) => {
    signalGroup(pid, 'SIGKILL'); // what the leader left behind
    groups.delete(pid);
    tellKeeper(`forget ${pid}`);
    return signal ? `signal ${signal}` : `exit code ${code}`;
  });

  return {
    name,
    pid,
    exited,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    async stop(graceMs = 10_000) {
      signalGroup(pid, stopSignal);
      const tooLate = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
      await exited;
      clearTimeout(tooLate);
    },
  };
}

/** Ends every process that was started and still runs, at once. */
export function killAll() {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {StartOptions} options
 * @throws Error with the last lines of its log when it fails
 */
export async function runProcess(command, args, options) {
  const running = await startProcess(command, args, options);
  const how = await running.exited;
  if (how !== 'exit code 0') throw new Error(`${options.name} failed (${how}). ${lastLines(options.logFile)}`);
}

/**
 * Waits until the check holds.
 * @param {() => Promise<unknown> | unknown} check an error counts as "not yet"
 * @param {{ what: string, timeoutMs: number, process?: Running, logFile?: string }} options `process`: what is waited for
 * @throws Error when the process ends or the time is up (which also ends it), with the last lines of the log
 */
export async function until(check, { what, timeoutMs, process: awaited, logFile }) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      if (await check()) return;
    } catch {
      // not yet
    }
    if (awaited?.hasExited()) throw new Error(`${what} ended (${await awaited.exited}). ${lastLines(logFile)}`);
    if (Date.now() > deadline) {
      await awaited?.stop(0);
      throw new Error(`${what} is not ready after ${timeoutMs / 1000} s. ${lastLines(logFile)}`);
    }
    await sleep(40);
  }
}

/** @param {string | undefined} logFile */
function lastLines(logFile) {
  if (!logFile) return '';
  return `Last lines of ${logFile}:\n${readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')}`;
}

/** Systems take the ports of outgoing connections from higher up: one of those may be gone before it is listened on. */
const PORTS = { first: 20_000, last: 31_999 };
/** @type {Set<number>} */
const givenPorts = new Set();

/**
 * @param {number} [preferred] tried first
 * @returns {Promise<number>} a TCP port of 127.0.0.1 that nobody listens on, another each time
 */
export async function freePort(preferred = randomInt(PORTS.first, PORTS.last + 1)) {
  if (givenPorts.has(preferred) || !(await isFree(preferred))) return freePort();
  givenPorts.add(preferred);
  return preferred;
}

/** @param {number} port */
async function isFree(port) {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
