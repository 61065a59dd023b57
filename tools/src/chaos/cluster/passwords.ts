import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** The keys of crm, without which the customers in the database are unreadable, and the list of staff who are cut off: made once. */
export function filesOf(runDir: string): { personalDataKeysFile: string; staffCutoffsFile: string } {
  const key = (): string => randomBytes(32).toString('base64');
  const keys = { current: 'local', keys: { local: key() }, indexKey: key() };
  return {
    personalDataKeysFile: kept(join(runDir, 'personal-data-keys.json'), keys),
    staffCutoffsFile: kept(join(runDir, 'staff-cutoffs.json'), { cutoffs: [] }),
  };
}

/** Writes the file unless it is there. */
function kept(file: string, content: object): string {
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(content), { mode: 0o600 });
  return file;
}
