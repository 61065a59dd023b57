import { Wakeup } from '../messaging/wakeup.js';

/** Work that comes round until the service stops: one round at a time, after a rest that the stop cuts short. */
export class Loop {
  private readonly wakeup = new Wakeup();
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  /** @param onError hears of a round that failed; the next one comes all the same */
  constructor(
    private readonly round: () => Promise<unknown>,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** A round that is under way does no more than it must. */
  get isStopped(): boolean {
    return this.stopped;
  }

  start(everyMs: number): void {
    this.running = this.run(everyMs);
  }

  /** Resolves when the round that is under way is over; none begins after it. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeup.wake();
    await this.running;
  }

  private async run(everyMs: number): Promise<void> {
    while (!this.stopped) {
      await this.wakeup.sleep(everyMs);
      if (!this.stopped) await this.round().catch(this.onError);
    }
  }
}
