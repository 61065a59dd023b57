/** The plain programs beside this package (`tools/*.mjs`), as far as it uses them. */

declare module '*/processes.mjs' {
  /** A started process, leader of its own process group. */
  export interface Running {
    readonly name: string;
    readonly pid: number;
    /** Resolves with how it ended. */
    readonly exited: Promise<string>;
    hasExited(): boolean;
    stop(graceMs?: number): Promise<void>;
  }
  export function startProcess(
    command: string,
    args: string[],
    options: { name: string; logFile?: string; env?: NodeJS.ProcessEnv; cwd?: string },
  ): Promise<Running>;
  export function until(
    check: () => unknown,
    options: { what: string; timeoutMs: number; process?: Running; logFile?: string },
  ): Promise<void>;
  export function freePort(preferred?: number): Promise<number>;
  export function killAll(): void;
}

declare module '*/infra.mjs' {
  import type { Running } from '*/processes.mjs';
  export function startPostgres(options: {
    dataDir: string;
    port: number;
    password: string;
    logFile: string;
    addresses: string[];
  }): Promise<Running & { url: string }>;
  export function startNats(options: {
    storeDir: string;
    port: number;
    monitorPort: number;
    conf: string;
    logFile: string;
  }): Promise<Running & { url: string; monitorUrl: string }>;
}

declare module '*/issuer.mjs' {
  import type { Running } from '*/processes.mjs';
  export function startIssuer(options: {
    port: number;
    keysFile: string;
    logFile: string;
  }): Promise<Running & { url: string }>;
}

declare module '*/launch.mjs' {
  import type { Running } from '*/processes.mjs';
  export function launchPlatform(
    runDir: string,
    build?: { root?: string; env?: Record<string, string> },
  ): Promise<Running>;
}

declare module '*/databases.mjs' {
  import type { Client } from 'pg';
  export function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T>;
  export function ensureDatabases<S extends string>(
    superuserUrl: string,
    services: readonly S[],
    passwordOf: (role: string) => string,
  ): Promise<Record<S, { ownerUrl: string; appUrl: string }>>;
}

declare module '*/nats-conf.mjs' {
  export const NATS_USERS: string[];
  export function natsConf(options: { passwords: Record<string, string>; maxFile?: string }): string;
}
