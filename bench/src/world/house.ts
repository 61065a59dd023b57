/**
 * The house's own building blocks (tools/*.mjs: plain programs, so their types are said here): the bench runs the servers
 * that `npm start` runs.
 */
import { join } from 'node:path';

export const REPOSITORY = join(import.meta.dirname, '../../..');

/** A process that ends with its parent. */
export interface Running {
  readonly pid: number;
  /** Resolves with how it ended: `exit code 1`, `signal SIGKILL`. */
  readonly exited: Promise<string>;
  stop(graceMs?: number): Promise<void>;
}

export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

interface StartOptions {
  readonly cwd: string;
  readonly name: string;
  readonly logFile: string;
  readonly env: NodeJS.ProcessEnv;
}

interface House {
  startPostgres(options: { dataDir: string; port: number; password: string }): Promise<Running & { url: string }>;
  startNats(options: {
    storeDir: string;
    port: number;
    monitorPort: number;
    conf: string;
  }): Promise<Running & { url: string }>;
  freePort(): Promise<number>;
  natsConf(options: { passwords: Record<string, string>; maxFile: string }): string;
  NATS_USERS: readonly string[];
  ensureDatabases(url: string, names: string[], password: () => string): Promise<Record<string, DatabaseUrls>>;
  startProcess(command: string, args: string[], options: StartOptions): Promise<Running>;
  runProcess(command: string, args: string[], options: StartOptions): Promise<void>;
  until(
    check: () => unknown,
    options: { what: string; timeoutMs: number; logFile: string; process: Running },
  ): Promise<void>;
}

const load = async (file: string): Promise<object> => (await import(join(REPOSITORY, 'tools', file))) as object;

const parts = await Promise.all(['infra.mjs', 'nats-conf.mjs', 'databases.mjs', 'processes.mjs'].map(load));

export const house = Object.assign({}, ...parts) as House;
