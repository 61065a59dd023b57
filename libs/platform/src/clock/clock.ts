import { readFileSync, statSync } from 'node:fs';

/** What time it is for the business. Edges read it and pass the instant in; rules never look at a clock. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

/**
 * The system clock moved by `{"offsetMs": …}` in a file that all services of a local platform read,
 * so that a day at a dealership can pass in minutes. Refused in production by the configuration.
 */
export class FileClock extends Clock {
  private readAt = -1;
  private offsetMs = 0;

  constructor(private readonly file: string) {
    super();
  }

  override now(): Date {
    const changed = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
    if (changed !== this.readAt) {
      this.readAt = changed;
      this.offsetMs = changed < 0 ? 0 : this.readOffset();
    }
    return new Date(Date.now() + this.offsetMs);
  }

  private readOffset(): number {
    const parsed = JSON.parse(readFileSync(this.file, 'utf8')) as { offsetMs?: unknown };
    return typeof parsed.offsetMs === 'number' ? parsed.offsetMs : 0;
  }
}

/** A clock that stands until it is moved; for tests. */
export class MovableClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }

  moveTo(at: Date): void {
    this.at = at;
  }
}
