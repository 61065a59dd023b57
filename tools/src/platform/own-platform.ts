import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICES } from '@pitlane/contracts';
import { launchPlatform } from '../../launch.mjs';
import { readRunningPlatform, type RunningPlatform } from './running.js';

const STOPPED_WITHIN_MS = 60_000;
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
  const launcher = await launchPlatform(runDir);
  return {
    platform: readRunningPlatform(join(runDir, 'state.json')),
    runDir,
    logs: () => SERVICE_LOGS.map((file) => ({ name: file, text: readFileSync(join(runDir, 'logs', file), 'utf8') })),
    async stop({ keep = false } = {}) {
      await launcher.stop(STOPPED_WITHIN_MS);
      if (!keep) rmSync(runDir, { recursive: true, force: true });
    },
  };
}

const SERVICE_LOGS = SERVICES.map((service) => `${service}.log`);
