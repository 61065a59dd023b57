import { setTimeout as sleep } from 'node:timers/promises';
import { type Running, startProcess, until } from '../../../processes.mjs';

const AGAIN_AFTER_MS = 300;
const GRACE_MS = 45_000;
const READY_WITHIN_MS = 180_000;

/** A process that is started again whenever it ends, as an orchestrator would do; unless it is held down. */
export class Kept {
  private current: Running | undefined;
  private isHeld = false;
  private isStopping = false;
  private watching: Promise<void> = Promise.resolve();
  /** How often it was started. */
  starts = 0;

  /** @param launch resolves once the process is ready for work */
  constructor(
    readonly name: string,
    private readonly launch: () => Promise<Running>,
  ) {}

  get isUp(): boolean {
    return this.current !== undefined && !this.current.hasExited();
  }

  /** @throws Error while it is down */
  get pid(): number {
    if (!this.current || this.current.hasExited()) throw new Error(`${this.name} is down.`);
    return this.current.pid;
  }

  /** @throws Error with the last lines of its log when the first start fails */
  async start(): Promise<void> {
    this.current = await this.launch();
    this.starts += 1;
    this.watching = this.watch();
  }

  /** Sends a signal to the process, when there is one. */
  signal(signal: NodeJS.Signals): void {
    if (this.isUp) process.kill(this.pid, signal);
  }

  /** Ends it with the signal and keeps it down until `release`. */
  async hold(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.isHeld = true;
    this.signal(signal);
    await this.current?.exited;
  }

  /** Lets it start again, and waits until it is ready. */
  async release(): Promise<void> {
    this.isHeld = false;
    await this.up();
  }

  /** Asks it to end in order, and waits until its successor is ready. */
  async restart(): Promise<void> {
    const before = this.starts;
    await this.current?.stop(GRACE_MS);
    await until(() => this.starts > before, { what: this.name, timeoutMs: READY_WITHIN_MS });
  }

  /** Waits until it is ready again after whatever befell it. */
  async up(): Promise<void> {
    await until(() => this.isUp, { what: this.name, timeoutMs: READY_WITHIN_MS });
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.signal('SIGCONT');
    await this.current?.stop();
    await this.watching;
  }

  private async watch(): Promise<void> {
    while (!this.isStopping) {
      await this.current?.exited;
      while (this.isHeld && !this.isStopping) await sleep(50);
      while (!this.isStopping && !this.isUp) await this.again();
    }
  }

  private async again(): Promise<void> {
    try {
      const next = await this.launch();
      this.current = next;
      this.starts += 1;
      if (this.isStopping) await next.stop();
    } catch {
      await sleep(AGAIN_AFTER_MS); // its log says why; it may need something that is down, too
    }
  }
}

/** Starts one of our own programs and waits until it is ready. */
export async function launchProgram(options: {
  name: string;
  /** Default: Node. */
  command?: string;
  args: string[];
  env: Record<string, string>;
  logFile: string;
  isReady: () => unknown;
}): Promise<Running> {
  const { name, command = process.execPath, args, env, logFile, isReady } = options;
  const running = await startProcess(command, args, { name, logFile, env: { ...process.env, ...env } });
  await until(isReady, { what: name, timeoutMs: READY_WITHIN_MS, process: running, logFile });
  return running;
}
