/**
 * pg-transactional-outbox: its outbox, written in the business transaction, and its polling listener whose handler commits the effect.
 * One hop only, where an inbox of its own would be a second one; polled every 50 ms, in batches of 100.
 */
import pg from 'pg';
import {
  DatabaseSetup,
  getDisabledLogger,
  initializeMessageStorage,
  initializePollingMessageListener,
  type PollingListenerConfig,
} from 'pg-transactional-outbox';
import { produce } from './produce.js';

const url = new URL(process.env['DATABASE_URL'] ?? '');
const connection = {
  host: url.hostname,
  port: Number(url.port),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
};
const config: PollingListenerConfig = {
  outboxOrInbox: 'outbox',
  dbListenerConfig: connection,
  settings: {
    dbSchema: 'public',
    dbTable: 'outbox',
    enableMaxAttemptsProtection: false,
    enablePoisonousMessageProtection: false,
    nextMessagesBatchSize: 100,
    nextMessagesFunctionName: 'next_outbox_messages',
    nextMessagesPollingIntervalInMs: 50,
  },
};
const message = (id: string) => ({
  id,
  aggregateType: 'part',
  messageType: 'part_listed',
  aggregateId: id,
  concurrency: 'parallel' as const,
  payload: { id },
});

if (process.env['ROLE'] === 'consumer') {
  const setup = {
    outboxOrInbox: 'outbox' as const, database: connection.database, schema: 'public', table: 'outbox', listenerRole: connection.user,
    nextMessagesName: 'next_outbox_messages',
  };
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(DatabaseSetup.dropAndCreateTable(setup));
  await client.query(DatabaseSetup.createPollingFunction(setup));
  await client.query(DatabaseSetup.setupPollingIndexes(setup));
  await client.end();
  const handler = {
    aggregateType: 'part',
    messageType: 'part_listed',
    handle: async ({ id }: { id: string }, db: { query(text: string, values: unknown[]): Promise<unknown> }) => {
      await db.query('INSERT INTO effect (event_id) VALUES ($1)', [id]);
    },
  };
  initializePollingMessageListener(config, [handler], getDisabledLogger());
  console.log('ready');
} else {
  const store = initializeMessageStorage(config, getDisabledLogger());
  await produce((id, client) => store(message(id), client));
  process.exit(0);
}
