import { readFileSync, statSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../telemetry/log.js';

const LOOK_EVERY_MS = 1_000;
const file = z.object({
  cutoffs: z.array(z.object({ sub: z.string().min(1), notBefore: z.iso.datetime({ offset: true }) })),
});

/**
 * Staff whose tokens of before an instant are worth nothing any more, from a file that each service mounts (docs/decisions/0012):
 * `{"cutoffs": [{"sub": "wu.technician", "notBefore": "2026-11-22T09:30:00+08:00"}]}`. A change counts within two seconds of reaching the file.
 */
@Injectable()
export class StaffCutoffs {
  private readonly path: string | undefined;
  private bySub: ReadonlyMap<string, number>;
  private readAt = -1;
  private lookedAt = Date.now();

  /** @throws Error when the file is configured but cannot be read */
  constructor(
    @Inject(CONFIG) { STAFF_CUTOFFS_FILE }: Config,
    private readonly log: Log,
  ) {
    this.path = STAFF_CUTOFFS_FILE;
    this.bySub = this.path === undefined ? new Map() : this.read(this.path);
  }

  /** Whether a token that was issued then (seconds since 1970) is cut off. */
  isCutOff(sub: string, issuedAtSeconds: number): boolean {
    if (this.path !== undefined) this.look(this.path);
    const notBefore = this.bySub.get(sub);
    return notBefore !== undefined && issuedAtSeconds * 1000 < notBefore;
  }

  /** A file that is missing or wrong later on leaves the last good list in force, and is told of. */
  private look(path: string): void {
    if (Date.now() < this.lookedAt + LOOK_EVERY_MS) return;
    this.lookedAt = Date.now();
    if (statSync(path, { throwIfNoEntry: false })?.mtimeMs === this.readAt) return;
    try {
      this.bySub = this.read(path);
    } catch (error) {
      this.log.error('the list of staff who are cut off cannot be read', error);
    }
  }

  private read(path: string): ReadonlyMap<string, number> {
    this.readAt = statSync(path).mtimeMs;
    const { cutoffs } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
    return new Map(cutoffs.map(({ sub, notBefore }) => [sub, Date.parse(notBefore)]));
  }
}
