import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The clock of a local platform: its services read the offset from a file. It only goes forward. */
export class HouseClock {
  private offsetMs: number;

  constructor(private readonly file: string) {
    const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: number }) : { offsetMs: 0 };
    this.offsetMs = kept.offsetMs;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** The minute that it shows: the same however long the work within it took. */
  minute(): Date {
    return new Date(Math.floor(this.now().getTime() / 60_000) * 60_000);
  }

  /** @throws Error when the moment lies before the one it shows */
  moveTo(moment: Date, { backwards = false } = {}): void {
    const offsetMs = moment.getTime() - Date.now();
    if (!backwards && offsetMs < this.offsetMs - 1_000)
      throw new Error(`The clock would go back to ${moment.toISOString()}.`);
    this.write(offsetMs);
  }

  /** Shows the real time again. */
  reset(): void {
    this.write(0);
  }

  private write(offsetMs: number): void {
    this.offsetMs = Math.round(offsetMs);
    writeFileSync(`${this.file}.new`, JSON.stringify({ offsetMs: this.offsetMs }));
    renameSync(`${this.file}.new`, this.file);
  }
}
