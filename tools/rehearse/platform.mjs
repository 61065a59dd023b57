/** A platform of its own to rehearse on: what `npm start` runs, in a folder that nobody else uses. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchPlatform } from '../launch.mjs';
import { startProcess, until } from '../processes.mjs';
import { isAlive, ROOT } from '../run-state.mjs';

/** @typedef {import('../run-state.mjs').RunState} RunState */
/** @typedef {import('../processes.mjs').Running} Running */
/** @typedef {{ root?: string, env?: Record<string, string> }} Build of which version, with what in its environment */

/** @param {string} text */
export const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)}  ${text}`);

export class Platform {
  /** @param {string} runDir @param {Running} launcher */
  constructor(runDir, launcher) {
    this.runDir = runDir;
    this.launcher = launcher;
    /** @type {Running[]} */
    this.own = [];
  }

  /** @param {string} name of the folder below tmp; what was there is forgotten @param {Build} [build] */
  static async start(name, build) {
    const runDir = join(ROOT, 'tmp', name);
    rmSync(runDir, { recursive: true, force: true });
    mkdirSync(runDir, { recursive: true });
    return Platform.startIn(runDir, build);
  }

  /** @param {string} runDir with the data of an earlier start @param {Build} [build] */
  static async startIn(runDir, build) {
    return new Platform(runDir, await launchPlatform(runDir, build));
  }

  get stateFile() {
    return join(this.runDir, 'state.json');
  }

  /** @returns {RunState} */
  get state() {
    return JSON.parse(readFileSync(this.stateFile, 'utf8'));
  }

  get superuserUrl() {
    const url = new URL(this.state.databases.parts?.ownerUrl ?? '');
    url.username = 'postgres';
    url.password = JSON.parse(readFileSync(join(this.runDir, 'secrets.json'), 'utf8')).postgres;
    url.pathname = '/postgres';
    return url.href;
  }

  /** Everything that was started, services first. */
  async stop() {
    await Promise.all(this.own.map((running) => running.stop()));
    await this.launcher.stop(60_000);
  }

  /** Takes a service from the launcher, which leaves it alone from now on. @param {string} service */
  async takeOver(service) {
    writeFileSync(join(this.runDir, `dev-${service}.pid`), String(process.pid));
    const pid = this.state.pids[service];
    if (pid) process.kill(pid, 'SIGTERM');
    while (isAlive(pid)) await sleep(50);
  }

  /**
   * Runs a service that was taken over.
   * @param {string} service
   * @param {{ env?: Record<string, string>, name?: string }} [how]
   */
  async run(service, { env = {}, name = service } = {}) {
    const { environments } = this.state;
    const logFile = join(this.runDir, 'logs', `${name}.own.log`);
    const environment = { ...process.env, ...environments[service], ...env };
    const args = [join(ROOT, `apps/${service}/dist/main.js`)];
    const running = await startProcess(process.execPath, args, { name, logFile, env: environment });
    this.own.push(running);
    const ready = async () => (await fetch(`http://127.0.0.1:${environment.SERVICE_PORT}/health/ready`)).ok;
    await until(ready, { what: name, timeoutMs: 60_000, process: running, logFile });
    return running;
  }

  /**
   * Runs a program of the platform to its end.
   * @param {string[]} args of node @param {NodeJS.ProcessEnv} env
   * @returns {{ output: string, errors: string }}
   * @throws Error when it fails
   */
  program(args, env) {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return { output: stdout, errors: stderr.trim() };
  }

  /** PostgreSQL stops, and its launcher starts it again with what was changed in its configuration. */
  async restartPostgres() {
    const { pids } = this.state;
    if (pids.postgres) process.kill(pids.postgres, 'SIGINT');
    const restarted = () => this.state.pids.postgres !== pids.postgres;
    await until(restarted, { what: 'PostgreSQL', timeoutMs: 30_000 });
  }
}

/**
 * Prints what the books say.
 * @param {string} stateFile
 * @returns {{ id: string, says: string, checked: number, violations: Record<string, unknown>[] }[]} the sentences that are red
 */
export function verify(stateFile) {
  const args = [join(ROOT, 'tools/dist/verify/main.js'), '--state', stateFile, '--json', '--wait', '90'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stderr) say(stderr.trim());
  if (status === 2) throw new Error('The books could not be read.');
  const results = JSON.parse(stdout);
  const red = results.filter(({ violations }) => violations.length > 0);
  say(`verify: ${results.length} sentences, ${results.length - red.length} green, ${red.length} red`);
  for (const { id, says, checked, violations } of red) {
    say(`  ${id} RED (${violations.length} of ${checked}) ${says}`);
    for (const row of violations.slice(0, 5)) say(`      ${JSON.stringify(row)}`);
  }
  return red;
}
