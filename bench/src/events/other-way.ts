import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from '../world/house.js';
import type { World } from '../world/world.js';
import { type Delivered, deliveredSince, endsIn, TIMED_TABLES, untilCount } from './timing.js';

const READY_WITHIN_MS = 60_000;
const DELIVERED_WITHIN_MS = 240_000;

export interface Program {
  readonly name: string;
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface EventLoad {
  readonly count: number;
  /** Without it they are said as fast as sixteen connections can. */
  readonly perSecond?: number;
}

/**
 * Another way of an event from a commit to its effect's commit, on a database of its own: a program that is `consumer` in one process and
 * `producer` in another, and keeps the tables `said` and `effect`.
 */
export class OtherWay {
  private constructor(
    private readonly world: World,
    private readonly program: Program,
    private readonly databaseUrl: string,
  ) {}

  static async start(world: World, program: Program): Promise<OtherWay> {
    const databaseUrl = await world.bareDatabase(program.name.replaceAll('-', '_'));
    await world.sql(databaseUrl, TIMED_TABLES);
    const way = new OtherWay(world, program, databaseUrl);
    const name = `${program.name}-consumer`;
    const consumer = await world.startNode(name, [program.path], way.environment({ ROLE: 'consumer' }));
    const logFile = join(world.folder, `${name}.log`);
    const ready = (): boolean => readFileSync(logFile, 'utf8').includes('ready');
    await house.until(ready, { what: name, timeoutMs: READY_WITHIN_MS, logFile, process: consumer });
    return way;
  }

  /** Says events and waits until the last had its effect. @throws Error when one is lost */
  async deliver({ count, perSecond }: EventLoad): Promise<Delivered> {
    const since = Date.now();
    const pace = { ROLE: 'producer', COUNT: String(count), PER_SECOND: String(perSecond ?? 0) };
    const name = `${this.program.name}-producer`;
    const producer = await this.world.startNode(name, [this.program.path], this.environment(pace));
    const how = await producer.exited;
    if (how !== 'exit code 0') throw new Error(`${name} ended: ${how}`);
    const sql = 'SELECT (SELECT count(*) FROM effect) - (SELECT count(*) FROM said) AS count';
    await untilCount(this.world, { url: this.databaseUrl, sql }, { atLeast: 0, withinMs: DELIVERED_WITHIN_MS });
    return deliveredSince(this.world, endsIn(this.databaseUrl), since);
  }

  private environment(role: Record<string, string>): Record<string, string> {
    return { ...this.program.env, ...role, DATABASE_URL: this.databaseUrl };
  }
}
