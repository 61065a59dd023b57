import type { NatsConnection } from '@nats-io/transport-node';

class BrokerLost extends Error {
  override readonly name = 'BrokerLost';
}

/**
 * Whether the broker is there. What is sent while it is away never leaves, and what it had not answered when it went it never will:
 * of either, nothing but a timeout tells.
 */
export class Presence {
  private here = false;
  private readonly leaveListeners = new Set<() => void>();
  private readonly returnListeners = new Set<() => void>();

  get isHere(): boolean {
    return this.here;
  }

  onLeave(listener: () => void): void {
    this.leaveListeners.add(listener);
  }

  onReturn(listener: () => void): void {
    this.returnListeners.add(listener);
  }

  /** Waits until the broker is there. */
  async returned(): Promise<void> {
    if (this.here) return;
    await new Promise<void>((resolve) => {
      const back = (): void => {
        this.returnListeners.delete(back);
        resolve();
      };
      this.returnListeners.add(back);
    });
  }

  /** Asks the broker something. @throws BrokerLost at once when it is away, and as soon as it goes */
  async ask<T>(request: () => Promise<T>): Promise<T> {
    if (!this.here) throw new BrokerLost();
    return new Promise<T>((resolve, reject) => {
      const lost = (): void => reject(new BrokerLost());
      this.leaveListeners.add(lost);
      void request()
        .then(resolve, reject)
        .finally(() => this.leaveListeners.delete(lost));
    });
  }

  /** Follows a connection, which is made already, to its end. */
  async follow(connection: NatsConnection): Promise<void> {
    this.turn(true);
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.turn(false);
      if (type === 'reconnect') this.turn(true);
    }
  }

  private turn(here: boolean): void {
    this.here = here;
    for (const listener of [...(here ? this.returnListeners : this.leaveListeners)]) listener();
  }
}
