import {
  Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { CONFIG, type Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { Wakeup } from '../messaging/wakeup.js';
import { Loop } from '../scope/loop.js';
import { SystemScope } from '../scope/system.js';
import { Log } from '../telemetry/log.js';
import { Metrics } from '../telemetry/metrics.js';
import { registerFigures } from './self-check.figures.js';
import type { SelfCheck } from './self-check.js';
import { endTurn, type Progress, takeTurn } from './self-check.queries.js';

/** Injection token of the service's checks. */
export const SELF_CHECKS = Symbol('self-checks');

// What it may cost (docs/decisions/0010): one connection, a tenth of the time, so many slices of so many things a turn.
const SLICE = 1_000;
const MOST_SLICES = 50;
const STATEMENT_TIMEOUT = 'SET LOCAL statement_timeout = 2000';
const RESTS = 9;
const TURN_SHARE = 0.8;

const SHOWN = 10;
const NOT_BEGUN: Progress = { changedAfter: null, lookedAfter: null, broken: [], checked: 0 };

interface Change {
  position: string;
  key: string;
}

/** A check under way, and until when it may go on (of `performance.now()`). */
interface Look {
  readonly check: SelfCheck;
  readonly until: number;
  readonly broken: Set<string>;
  checked: number;
}

/** Name of a check among the service's: `P1 lot`. */
export const nameOf = ({ id, of }: SelfCheck): string => `${id} ${of}`;

/**
 * Looks through the service's own books every few minutes: what was broken at the last look, what changed since, and a
 * piece of everything, round and round. One replica at a time.
 */
@Injectable()
export class SelfChecks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rest = new Wakeup();
  private readonly loop = new Loop(
    () => this.look(this.config.SELF_CHECK_SECONDS),
    (error) => this.warn(error),
  );

  constructor(
    @Inject(SELF_CHECKS) private readonly checks: readonly SelfCheck[],
    private readonly db: Database,
    private readonly system: SystemScope,
    private readonly log: Log,
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    registerFigures(this.metrics, this.db.dataSource);
    if (this.config.SELF_CHECK_SECONDS > 0) this.loop.start(this.config.SELF_CHECK_SECONDS * 100);
  }

  /** Before the database is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    const stopped = this.loop.stop();
    this.rest.wake();
    await stopped;
  }

  /** Looks if the last turn of any replica began so many seconds ago. @returns whether it did */
  async look(seconds: number): Promise<boolean> {
    const progress = await takeTurn(this.db.dataSource, seconds);
    if (!progress) return false;
    const begun = performance.now();
    const share = (this.config.SELF_CHECK_SECONDS * 1_000 * TURN_SHARE) / this.checks.length;
    let failures = 0;
    for (const [index, check] of this.checks.entries()) {
      const name = nameOf(check);
      try {
        progress[name] = await this.goOn(check, progress[name] ?? NOT_BEGUN, begun + share * (index + 1));
      } catch (error) {
        failures += 1;
        this.warn(error, check);
      }
    }
    await endTurn(this.db.dataSource, progress, failures > 0 ? null : Math.round(performance.now() - begun));
    return true;
  }

  private async goOn(check: SelfCheck, before: Progress, until: number): Promise<Progress> {
    const look: Look = { check, until, broken: new Set(), checked: before.checked };
    await this.slice(look, () => Promise.resolve([...before.broken]));
    const changedAfter = await this.lookAtChanges(look, before.changedAfter);
    const lookedAfter = await this.lookAtAll(look, before.lookedAfter);
    const broken = [...look.broken].slice(0, SLICE);
    if (broken.length > 0) {
      const ids = broken.slice(0, SHOWN);
      this.log.error('the books break an invariant', undefined, { invariant: check.id, count: broken.length, ids });
    }
    return { changedAfter, lookedAfter, broken, checked: look.checked };
  }

  private async lookAtChanges(look: Look, after: string | null): Promise<string | null> {
    let position = after;
    for (let slices = 0; slices < MOST_SLICES && this.mayGoOn(look); slices += 1) {
      const looked = await this.slice(look, async (tx) => {
        const changes = await tx.query<Change>(look.check.changed, [position, SLICE]);
        position = changes.at(-1)?.position ?? position;
        return changes.map(({ key }) => key);
      });
      if (looked.length === 0) break;
    }
    return position;
  }

  /** @returns where the next turn goes on; null to begin anew */
  private async lookAtAll(look: Look, after: string | null): Promise<string | null> {
    let last = after;
    for (let slices = 0; slices < MOST_SLICES && this.mayGoOn(look); slices += 1) {
      const keys = await this.slice(look, async (tx) => {
        const things = await tx.query<{ key: string }>(look.check.all, [last, SLICE]);
        return things.map(({ key }) => key);
      });
      if (keys.length < SLICE) return null;
      last = keys.at(-1) ?? null;
    }
    return last;
  }

  private mayGoOn({ until }: Look): boolean {
    return !this.loop.isStopped && performance.now() < until;
  }

  /**
   * Looks at some things, in a transaction of its own that sees all stores and writes nothing; rests nine times as long.
   * @returns their keys
   */
  private async slice(look: Look, keysOf: (tx: Tx) => Promise<string[]>): Promise<string[]> {
    const begun = performance.now();
    const keys = await this.system.inAllStores(() => this.db.read((tx) => lookAt(tx, look, keysOf)));
    look.checked += keys.length;
    if (keys.length > 0) await this.rest.sleep((performance.now() - begun) * RESTS);
    return keys;
  }

  private warn(error: unknown, check?: SelfCheck): void {
    if (this.loop.isStopped) return;
    const code = error instanceof Error ? error.name : 'error';
    this.log.warn('the books could not be looked at', { code, ...(check && { invariant: check.id }) });
  }
}

async function lookAt(tx: Tx, { check, broken }: Look, keysOf: (tx: Tx) => Promise<string[]>): Promise<string[]> {
  await tx.query(STATEMENT_TIMEOUT);
  const keys = await keysOf(tx);
  const rows = keys.length === 0 ? [] : await tx.query<{ key: string }>(check.broken, [keys]);
  for (const { key } of rows) broken.add(key);
  return keys;
}
