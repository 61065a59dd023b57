const MOST_KEYS = 50_000;

/**
 * Lets each key do `perSecond` on average and up to `burst` at once; 0 per second is no limit. A key costs one number (the
 * generic cell rate algorithm), in the memory of this process; of too many keys the one longest unused is forgotten.
 */
export class Rate {
  /** By key: when it may do a whole burst again, in ms. */
  private readonly restedAt = new Map<string, number>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  /** Charges `cost`, unless the key has to wait: answers for how many ms then, else 0. */
  take(key: string, cost = 1, nowMs = performance.now()): number {
    const waitMs = this.waitMs(key, cost, nowMs);
    if (waitMs === 0) this.charge(key, cost, nowMs);
    return waitMs;
  }

  /** Charges what was done already, even if the key should have waited: it owes it then. */
  charge(key: string, cost: number, nowMs = performance.now()): void {
    if (this.perSecond === 0) return;
    const restedAt = Math.max(this.restedAt.get(key) ?? 0, nowMs) + this.msFor(cost);
    this.restedAt.delete(key); // set anew, it stands last
    this.restedAt.set(key, restedAt);
    const [oldest] = this.restedAt.size > MOST_KEYS ? this.restedAt.keys() : [];
    if (oldest !== undefined) this.restedAt.delete(oldest);
  }

  /** For how many ms the key has to wait before it may do what costs so much; a cost above the burst counts as one burst. */
  waitMs(key: string, cost = 1, nowMs = performance.now()): number {
    if (this.perSecond === 0) return 0;
    const owedMs = Math.max((this.restedAt.get(key) ?? 0) - nowMs, 0);
    return Math.max(owedMs + this.msFor(cost) - this.msFor(this.burst), 0);
  }

  private msFor(cost: number): number {
    return (Math.min(cost, this.burst) * 1_000) / this.perSecond;
  }
}
