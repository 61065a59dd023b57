import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { house } from '../world/house.js';
import type { World } from '../world/world.js';
import { type Delivered, deliveredSince, endsIn, TIMED_TABLES, untilCount } from './timing.js';

const PROGRAM = 'bench/dist/events/direct-main.js';

/** Events without a relay: published by the process that committed, right after. On a broker and a database of its own. */
export class Direct {
  private constructor(
    private readonly world: World,
    private readonly env: Record<string, string>,
    private readonly databaseUrl: string,
  ) {}

  static async start(world: World): Promise<Direct> {
    const databaseUrl = await world.bareDatabase('floor_events');
    await world.sql(databaseUrl, TIMED_TABLES);
    const env = { NATS_URL: await world.startBareBroker(), DATABASE_URL: databaseUrl };
    const consumer = await world.startNode('direct-consumer', [PROGRAM], { ...env, ROLE: 'consumer' });
    const logFile = join(world.folder, 'direct-consumer.log');
    const ready = (): boolean => readFileSync(logFile, 'utf8').includes('ready');
    await house.until(ready, { what: 'The consumer', timeoutMs: 30_000, logFile, process: consumer });
    return new Direct(world, env, databaseUrl);
  }

  async deliver(perSecond: number, durationMs: number): Promise<Delivered> {
    const since = Date.now();
    const pace = { ROLE: 'producer', PER_SECOND: String(perSecond), DURATION_MS: String(durationMs) };
    const producer = await this.world.startNode('direct-producer', [PROGRAM], { ...this.env, ...pace });
    const how = await producer.exited;
    if (how !== 'exit code 0') throw new Error(`The producer without a relay ended: ${how}`);
    const count = {
      url: this.databaseUrl,
      sql: 'SELECT (SELECT count(*) FROM effect) - (SELECT count(*) FROM said) + 1 AS count',
    };
    await untilCount(this.world, count, { atLeast: 1, withinMs: 30_000 });
    return deliveredSince(this.world, endsIn(this.databaseUrl), since);
  }
}
