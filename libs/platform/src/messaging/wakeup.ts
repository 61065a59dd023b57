/** A sleep that can be cut short; a wake-up that nobody sleeps for is remembered once. */
export class Wakeup {
  private pending = false;
  private wakeSleeper: (() => void) | undefined;

  wake(): void {
    this.pending = true;
    this.wakeSleeper?.();
  }

  sleep(ms: number): Promise<undefined> {
    if (this.pending) {
      this.pending = false;
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.pending = false;
        this.wakeSleeper = undefined;
        resolve(undefined);
      };
      const timer = setTimeout(finish, ms);
      this.wakeSleeper = finish;
    });
  }
}
