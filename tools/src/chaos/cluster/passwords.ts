import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Passwords by user, made at first use and kept for those who start a cluster in the same folder again. */
export class Passwords {
  private readonly known: Map<string, string>;

  constructor(private readonly file: string) {
    this.known = new Map(existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) : []);
  }

  of(user: string): string {
    const kept = this.known.get(user);
    if (kept !== undefined) return kept;
    const made = randomBytes(12).toString('hex');
    this.known.set(user, made);
    writeFileSync(this.file, JSON.stringify([...this.known]), { mode: 0o600 });
    return made;
  }
}
