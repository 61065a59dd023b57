import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Where a process may die, or do something odd, while it is armed there. */
export type Point =
  | 'before-commit'
  | 'after-commit'
  | 'before-mark'
  | 'in-handler'
  | 'held-batch'
  | 'swapped-lane'
  | 'lost-publish'
  | 'slow-handler'
  | 'refusing-handler';

export interface Arm {
  /** Chance at each passage, 0 to 1. */
  readonly probability: number;
  /** Only transactions of this kind: an HTTP command, an event that is handled, a scheduled check. */
  readonly kind?: 'command' | 'event' | 'check';
  /** The first event that passes is written here; from then on it, and only it, kills every process that handles it. */
  readonly poisonFile?: string;
}

export type Arms = Readonly<Partial<Record<Point, Arm>>>;

/** The failpoints of one replica, armed through a file that its load hook reads. */
export class Failpoints {
  constructor(readonly file: string) {}

  arm(seed: number, arms: Arms): void {
    writeFileSync(`${this.file}.new`, JSON.stringify({ seed, arms }));
    renameSync(`${this.file}.new`, this.file);
  }

  disarm(): void {
    rmSync(this.file, { force: true });
  }
}
