import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRunningPlatform, type RunningPlatform } from './running.js';

const READY_WITHIN_MS = 120_000;
const repository = resolve(import.meta.dirname, '../../..');

/** A platform of one's own: what `npm start` runs, in a place that nobody else uses. */
export interface OwnPlatform {
  readonly platform: RunningPlatform;
  /** Logs, data and `state.json`. */
  readonly runDir: string;
  /** Lines of the services' logs, by file name. */
  logs(): { name: string; text: string }[];
  /** Ends every process of it; the folder goes, too, unless it is to be kept. */
  stop(options?: { keep?: boolean }): Promise<void>;
}

/** @param name of its folder under `tmp/` @throws Error with what the launcher said when it does not get ready */
export async function startOwnPlatform(name: string): Promise<OwnPlatform> {
  const runDir = join(repository, 'tmp', `${name}-${process.pid}`);
  rmSync(runDir, { recursive: true, force: true });
  mkdirSync(runDir, { recursive: true });
  const launcher = spawn(process.execPath, [join(repository, 'tools/start.mjs'), '--no-demo'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PITLANE_RUN_DIR: runDir },
  });
  const exited = new Promise<void>((done) => launcher.once('exit', () => done()));
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.on('data', (chunk: Buffer) => (said += String(chunk)));
  const state = join(runDir, 'state.json');
  const end = Date.now() + READY_WITHIN_MS;
  while (!existsSync(state)) {
    if (launcher.exitCode !== null || Date.now() > end) throw new Error(`The platform did not start:\n${said}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    platform: readRunningPlatform(state),
    runDir,
    logs: () => SERVICE_LOGS.map((file) => ({ name: file, text: readFileSync(join(runDir, 'logs', file), 'utf8') })),
    async stop({ keep = false } = {}) {
      launcher.kill('SIGINT');
      await exited;
      if (!keep) rmSync(runDir, { recursive: true, force: true });
    },
  };
}

const SERVICE_LOGS = ['appointments', 'workshop', 'parts', 'billing', 'crm'].map((service) => `${service}.log`);
