import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { provision } from '@pitlane/platform';
import { eventually, startService, testEnvironment } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

const SIZES = { replicas: 1, maxBytes: 32 * 1_048_576 };

describe('a relay that looks at its stream', () => {
  let connection: NatsConnection;
  let manager: JetStreamManager;

  beforeAll(async () => {
    const { natsUrl, natsPasswords } = testEnvironment();
    const pass = natsPasswords['provisioner'] ?? '';
    connection = await connect({ servers: natsUrl, user: 'provisioner', pass, inboxPrefix: '_INBOX_provisioner' });
    manager = await jetstreamManager(connection, { checkAPI: false });
    await provision(manager, SIZES);
  });
  afterAll(() => connection.close());

  const notebook = startService(NotebookModule, 'parts', notebookMigrations, { nats: true });
  /** Where each note stands in the stream, by the outbox: null for nowhere, absent until it is published. */
  const places = async (): Promise<Record<string, number | null>> => {
    const rows = await notebook.sql<{ text: string; seq: string | null }>(
      `SELECT payload -> 'data' ->> 'text' AS text, stream_seq AS seq FROM outbox WHERE published_at IS NOT NULL`,
    );
    return Object.fromEntries(rows.map(({ text, seq }) => [text, seq === null ? null : Number(seq)]));
  };
  const write = async (text: string): Promise<void> => {
    const clerk = notebook.as('parts-clerk');
    await eventually(async () => (await clerk.post('/v1/notes', { text })).status === 201);
    await eventually(async () => text in (await places()));
  };
  const age = (days: number, ...texts: string[]): Promise<unknown> =>
    notebook.sql(
      `UPDATE outbox SET published_at = now() - make_interval(days => $1) WHERE payload -> 'data' ->> 'text' = ANY ($2)`,
      [days, texts],
    );
  /** The next leader looks at the stream first, and says what was written meanwhile after that. */
  const lookAgain = async (text: string): Promise<void> => {
    await notebook.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await write(text);
  };
  /** As if the stream were restored from elsewhere: other messages stand at our places. */
  const swap = (one: string, other: string): Promise<unknown> =>
    notebook.sql(
      `UPDATE outbox SET stream_seq = (SELECT sum(stream_seq) FROM outbox WHERE payload -> 'data' ->> 'text' IN ($1, $2)) - stream_seq
       WHERE payload -> 'data' ->> 'text' IN ($1, $2)`,
      [one, other],
    );

  it('does not look for what has expired there', async () => {
    for (const text of ['a', 'b']) await write(text);
    const before = await places();
    await age(15, 'a', 'b');
    await swap('a', 'b');
    await lookAgain('c');
    expect(await places()).toEqual({ a: before['b'], b: before['a'], c: expect.any(Number) });
    await swap('a', 'b');
  });

  it('says again what it does not find, but for what would have expired', async () => {
    await write('d');
    const { c, d } = await places();
    await swap('c', 'd');
    await lookAgain('e');
    await eventually(async () => (await places())['d'] === d);
    expect(await places()).toEqual({ a: null, b: null, c, d, e: expect.any(Number) });
  });

  it('fills a stream that was made anew, and knows then what it has', async () => {
    await age(15, 'c');
    await manager.streams.delete('EVT_PARTS');
    await provision(manager, SIZES);
    await lookAgain('f');
    await eventually(async () => Object.keys(await places()).length === 6);
    const filled = { a: null, b: null, c: null, d: 1, e: 2, f: 3 };
    expect(await places()).toEqual(filled);
    await lookAgain('g');
    expect(await places()).toEqual({ ...filled, g: 4 });
    expect((await manager.streams.info('EVT_PARTS')).state.messages).toBe(4);
  });
});
