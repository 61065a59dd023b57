import { jetstreamManager } from '@nats-io/jetstream';
import type { Config } from '../config/config.js';
import { createDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { StoreWall } from '../database/store-wall.js';
import { Stores } from '../stores/stores.js';
import { Log } from '../telemetry/log.js';
import { Adoption, type ForgottenEvent, type Recall, type Tail } from './adoption.js';
import { Nats } from './nats.js';

const COLUMNS = [
  'sequence',
  'publishedAt',
  'store',
  'type',
  'aggregateId',
  'version',
  'databaseHas',
  'actorRole',
  'data',
];

/**
 * `node main.js forgotten [--adopt]`: what a database that was set back has forgotten, as CSV on standard output. With
 * `--adopt` it also takes these events into the outbox; the relay then goes on.
 */
export async function runAdoption(config: Config, recalls: readonly Recall[], adopt: boolean): Promise<void> {
  const dataSource = await createDataSource(config).initialize();
  const nats = new Nats(config, new Log(config.service, config.LOG_LEVEL));
  try {
    const manager = await jetstreamManager(await nats.connected(), { checkAPI: false });
    const db = new Database(dataSource, new StoreWall(), config);
    const stores = Stores.fromFile(config.STORES_FILE);
    const adoption = new Adoption({ service: config.service, manager, db, stores, recalls });
    const tail = await adoption.look();
    if (adopt) await adoption.adopt(tail);
    process.stdout.write(csvOf(tail.forgotten));
    process.stderr.write(`${summaryOf(tail)}${adopt ? ', adopted' : ''}\n`);
  } finally {
    await nats.onApplicationShutdown();
    await dataSource.destroy();
  }
}

const summaryOf = ({ forgotten, foreign }: Tail): string => {
  const others = foreign.length > 0 ? `, and ${foreign.length} messages that are no events of ours` : '';
  return `${forgotten.length} forgotten events${others}`;
};

function csvOf(events: readonly ForgottenEvent[]): string {
  const rows = events.map(({ message, envelope, hasAggregate }) => [
    message.seq, message.time.toISOString(), envelope.storeid, envelope.type, envelope.aggregateid, envelope.aggregateversion,
    hasAggregate ? 'an earlier state' : 'nothing', envelope.actorrole, JSON.stringify(message.json<{ data: unknown }>().data),
  ]); // prettier-ignore
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

const cell = (value: string | number): string =>
  /[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
