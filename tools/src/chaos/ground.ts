import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { localTime } from '@pitlane/kernel';
import { newcomers } from '../demo/bookings/bookings-stage.js';
import { openDaysOf } from '../demo/open-days.js';
import { registerSuppliers } from '../demo/parts-department/purchasing.js';
import type { Plan } from '../demo/plans.js';
import { Random } from '../demo/random.js';
import { SISTER_STORE, STORE } from '../demo/staff-members.js';
import { type Guest, setUpStore } from '../demo/store-setup.js';
import { Api } from '../platform/api.js';
import { type Row, withBooks } from '../verify/books.js';
import type { Result } from '../verify/report.js';
import { checkedBooks } from './checks/books.js';
import { canaries } from './checks/canaries.js';
import { countedEffects, effectsOf } from './checks/effects.js';
import { unhandled } from './checks/logs.js';
import { type Footprint, footprints, stuckThings } from './checks/processes.js';
import { replayed } from './checks/replies.js';
import { rounding } from './checks/rounding.js';
import { strangersView } from './checks/stranger.js';
import { saidForLater } from './checks/streams.js';
import { Cluster } from './cluster/cluster.js';
import { type Fault, pauseOf, type Strike } from './faults/fault.js';
import { type Command, History } from './load/history.js';
import { Impatient } from './load/impatient.js';
import { playVisits } from './load/visits.js';

const STRIKES_AFTER_MS = 1_500;
const CLICKED_TWICE = 0.4;
const SETTLED_WITHIN_MS = 60_000;

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

export interface RunOptions {
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly visits: number;
  readonly mustHave?: keyof Plan | undefined;
  /** How long events may take to have their effects before the books are read; default: what the faults need, at least a minute. */
  readonly settlesWithinMs?: number;
}

const patienceOf = (faults: readonly Fault[]): number =>
  Math.max(SETTLED_WITHIN_MS, ...faults.map((fault) => fault.settlesWithinMs ?? 0));

/** A cluster that is set up for visits, on which one run after the other is made. */
export class Ground {
  private readonly logsReadTo = new Map<string, number>();

  private constructor(
    readonly cluster: Cluster,
    readonly history: History,
    readonly guests: readonly Guest[],
    private readonly before: {
      readonly effects: readonly number[];
      readonly footprints: ReadonlyMap<string, Footprint>;
    },
  ) {}

  /** Starts a cluster in the folder; sets the store up unless one that ran here before has done so. */
  static async open(runDir: string, edits: readonly string[]): Promise<Ground> {
    mkdirSync(runDir, { recursive: true });
    const cluster = await Cluster.start({ runDir, edits });
    const guestsFile = join(runDir, 'guests.json');
    const guests = existsSync(guestsFile)
      ? (JSON.parse(readFileSync(guestsFile, 'utf8')) as Guest[])
      : await setUp(new Api(cluster.platform), cluster.clock.now());
    writeFileSync(guestsFile, JSON.stringify(guests));
    const effects = await withBooks(cluster.platform, countedEffects);
    const history = History.of(cluster.platform.services);
    return new Ground(cluster, history, guests, { effects, footprints: footprints(cluster) });
  }

  /** Plays visits, lets the faults strike meanwhile, heals, waits until all is settled, and checks everything. */
  async run(options: RunOptions): Promise<RunReport> {
    const { seed, faults, visits, settlesWithinMs = patienceOf(faults) } = options;
    const { cluster, history } = this;
    const began = Date.now();
    const known = new Set(history.commands.keys());
    const eventsBefore = await this.eventCount();
    const happenings: Happening[] = [];
    const note = (what: string): void => {
      happenings.push({ at: ((Date.now() - began) / 1_000).toFixed(1), what });
    };
    const impatient = new Impatient(history, new Random(seed), CLICKED_TWICE);
    const api = new Api(cluster.platform, STORE.id, impatient.travel);
    const sister = new Api(cluster.platform, SISTER_STORE.id, impatient.travel);
    const strike: Strike = { cluster, random: new Random(seed), api, history, note, pause: pauseOf };
    const broken = await this.played(options, strike, sister);
    await this.heal();
    const played: Result = {
      id: 'RUN',
      says: 'every visit comes to its end, nothing is done twice, and each fault shows what it should',
      checked: visits,
      violations: [...broken, ...impatient.doneTwice],
    };
    const uncaught = unhandled(cluster, history.since(began), this.logsReadTo);
    const commands = [...history.commands.values()].filter(({ key }) => !known.has(key));
    const results = [played, uncaught, ...(await this.checked(commands, options, settlesWithinMs))];
    return {
      seed,
      faults: faults.map(({ id }) => id),
      seconds: Math.round((Date.now() - began) / 1_000),
      happenings,
      commands: commands.length,
      repeated: api.retried,
      events: (await this.eventCount()) - eventsBefore,
      results,
    };
  }

  /** The visits, and the faults beside them; answers what was not as it should be. */
  private async played({ seed, faults, visits, mustHave }: RunOptions, strike: Strike, sister: Api): Promise<Row[]> {
    const story = createWriteStream(join(this.cluster.runDir, `story-${seed}.log`));
    const load = playVisits({
      api: strike.api,
      sister,
      clock: this.cluster.clock,
      isOpen: openDaysOf(this.cluster.platform),
      guests: this.guests,
      random: new Random(seed),
      seed,
      visits,
      mustHave,
      onlyWalkIns: faults.some(({ onlyWalkIns }) => onlyWalkIns),
      print: (line) => story.write(`${line}\n`),
    });
    const [brokenOff, struck] = await Promise.all([load, this.strikeAll(faults, strike)]);
    story.end();
    return [...brokenOff.map((why) => ({ why })), ...struck];
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

  /** First what clients may ask again, which must change nothing; then the books. */
  private async checked(
    commands: readonly Command[],
    { seed, faults }: RunOptions,
    settlesWithinMs: number,
  ): Promise<Result[]> {
    const { cluster, history, before } = this;
    const replies = await replayed(cluster, history, commands);
    const books = await checkedBooks(cluster, settlesWithinMs, async (open) => [
      await effectsOf(history, open, before.effects),
      await rounding(open),
      await strangersView(cluster, open),
      ...(await canaries(cluster, new Random(seed), { guests: this.guests, commands, books: open })),
      ...(faults.some(({ losesPublished }) => losesPublished) ? [] : [await saidForLater(cluster, open)]),
    ]);
    return [replies, ...books, await stuckThings(cluster, before.footprints)];
  }

  private eventCount(): Promise<number> {
    return withBooks(this.cluster.platform, async (books) => {
      const counts = await Promise.all(Object.values(books).map((book) => book.count('SELECT count(*) FROM outbox')));
      return counts.reduce((sum, count) => sum + count, 0);
    });
  }
}

async function setUp(api: Api, now: Date): Promise<Guest[]> {
  const guests = [...(await setUpStore(api, now)), ...(await newcomers(api))];
  await registerSuppliers(api, localTime(now, STORE.zone).date);
  return guests;
}
