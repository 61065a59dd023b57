import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../demo/random.js';
import { type Guest, setUpStore } from '../demo/store-setup.js';
import { Api } from '../platform/api.js';
import type { Row } from '../verify/books.js';
import type { Result } from '../verify/report.js';
import { checkedBooks, eventCount } from './checks/books.js';
import { effectsOf } from './checks/effects.js';
import { unhandled } from './checks/logs.js';
import { type Footprint, footprints, stuckThings } from './checks/processes.js';
import { replayed } from './checks/replies.js';
import { Cluster } from './cluster/cluster.js';
import { type Fault, pauseOf, type Strike } from './faults/fault.js';
import { type Command, History } from './load/history.js';
import { playVisits } from './load/visits.js';

const STRIKES_AFTER_MS = 1_500;

export interface Happening {
  readonly at: string;
  readonly what: string;
}

export interface RunReport {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly seconds: number;
  readonly happenings: readonly Happening[];
  readonly commands: number;
  /** Requests whose outcome was unknown at first. */
  readonly repeated: number;
  readonly events: number;
  readonly results: readonly Result[];
}

/** A cluster that is set up for visits, on which one run after the other is made. */
export class Ground {
  private guests: readonly Guest[] = [];
  private resting: ReadonlyMap<string, Footprint> = new Map();
  private readonly logsReadTo = new Map<string, number>();

  private constructor(
    readonly cluster: Cluster,
    readonly history: History,
    readonly api: Api,
  ) {}

  static async prepare(runDir: string, edits: readonly string[]): Promise<Ground> {
    const cluster = await Cluster.start({ runDir, edits });
    const history = History.of(cluster.platform.services);
    const ground = new Ground(cluster, history, new Api(cluster.platform, 'SH001', history.fetch));
    ground.guests = await setUpStore(ground.api, cluster.clock.now());
    ground.resting = footprints(cluster);
    return ground;
  }

  /** Plays visits, lets the faults strike meanwhile, heals, waits until all is settled, and checks everything. */
  async run(seed: number, faults: readonly Fault[], { visits }: { visits: number }): Promise<RunReport> {
    const { cluster, history, api } = this;
    const began = Date.now();
    const known = new Set(history.commands.keys());
    const repeatedBefore = api.retried;
    const eventsBefore = await eventCount(cluster);
    const happenings: Happening[] = [];
    const note = (what: string): void => {
      happenings.push({ at: ((Date.now() - began) / 1_000).toFixed(1), what });
    };
    const strike: Strike = { cluster, random: new Random(seed), api, history, note, pause: pauseOf };
    const played = await this.played(seed, visits, { faults, strike });
    await this.heal();
    const uncaught = unhandled(cluster, history.since(began), this.logsReadTo);
    const commands = [...history.commands.values()].filter(({ key }) => !known.has(key));
    const results = [played, uncaught, ...(await this.checked(faults, commands))];
    return {
      seed,
      faults: faults.map(({ id }) => id),
      seconds: Math.round((Date.now() - began) / 1_000),
      happenings,
      commands: commands.length,
      repeated: api.retried - repeatedBefore,
      events: (await eventCount(cluster)) - eventsBefore,
      results,
    };
  }

  /** The visits, and the faults beside them. */
  private async played(
    seed: number,
    visits: number,
    { faults, strike }: { faults: readonly Fault[]; strike: Strike },
  ): Promise<Result> {
    const story = createWriteStream(join(this.cluster.runDir, `story-${seed}.log`));
    const load = playVisits({
      api: this.api,
      clock: this.cluster.clock,
      guests: this.guests,
      random: new Random(seed),
      visits,
      onlyWalkIns: faults.some(({ onlyWalkIns }) => onlyWalkIns),
      print: (line) => story.write(`${line}\n`),
    });
    const [brokenOff, struck] = await Promise.all([load, this.strikeAll(faults, strike)]);
    story.end();
    return {
      id: 'RUN',
      says: 'every visit comes to its end, and each fault shows what it should',
      checked: visits,
      violations: [...brokenOff.map((why) => ({ why })), ...struck],
    };
  }

  /** First what clients may ask again, which must change nothing; then the books. */
  private async checked(faults: readonly Fault[], commands: readonly Command[]): Promise<Result[]> {
    const { cluster, history } = this;
    const settlesWithinMs = Math.max(60_000, ...faults.map((fault) => fault.settlesWithinMs ?? 0));
    const replies = await replayed(cluster, history, commands);
    const books = await checkedBooks(cluster, async (open) => [await effectsOf(history, open)], settlesWithinMs);
    return [replies, ...books, await stuckThings(cluster, this.resting)];
  }

  private async strikeAll(faults: readonly Fault[], strike: Strike): Promise<Row[]> {
    const seen: Row[] = [];
    await strike.pause(STRIKES_AFTER_MS);
    for (const fault of faults) {
      strike.note(`${fault.id}: ${fault.says}`);
      try {
        seen.push(...((await fault.strike(strike)) ?? []));
      } catch (error) {
        seen.push({ fault: fault.id, failed: (error as Error).message });
      }
    }
    return seen;
  }

  /** Whatever a fault has left broken is whole again. */
  private async heal(): Promise<void> {
    const { cluster } = this;
    for (const { process, toPostgres, toNats, failpoints } of cluster.replicas) {
      failpoints.disarm();
      process.signal('SIGCONT');
      for (const link of [toPostgres, toNats]) link.set({ kind: 'pass' });
    }
    await cluster.up();
  }
}
