import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { Adoption, Database, provision, startTracing, Stores } from '@pitlane/platform';
import pg from 'pg';
import { eventually, startService, testEnvironment, type TestTwin } from '../index.js';
import { ListenerModule, listenerMigrations } from './listener.js';
import { NotebookModule, notebookMigrations, NoteWritten, PingSent } from './notebook.js';
import { backUp } from './set-back.js';

interface Span {
  traceId: string;
  kind: number;
  name: string;
}

const SIZES = { replicas: 1, maxBytes: 32 * 1_048_576 };

function asProvisioner(): Promise<NatsConnection> {
  const { natsUrl, natsPasswords } = testEnvironment();
  const pass = natsPasswords['provisioner'] ?? '';
  return connect({ servers: natsUrl, user: 'provisioner', pass, inboxPrefix: '_INBOX_provisioner' });
}

/** Takes OTLP/HTTP JSON and keeps the spans. */
async function startReceiver(): Promise<{ server: Server; endpoint: string; spans: Span[] }> {
  const spans: Span[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
      };
      spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans };
}

describe('an event on its way through the broker', () => {
  let connection: NatsConnection;
  let manager: JetStreamManager;
  let twin: TestTwin;

  beforeAll(async () => {
    connection = await asProvisioner();
    manager = await jetstreamManager(connection, { checkAPI: false });
    await provision(manager, SIZES);
  });
  afterAll(() => connection.close());

  const notebook = startService(NotebookModule, 'parts', notebookMigrations, { nats: true });
  const listener = startService(ListenerModule, 'workshop', listenerMigrations, { nats: true });
  const heard = async (): Promise<string[]> =>
    (await listener.sql<{ text: string }>('SELECT text FROM heard ORDER BY seq')).map(({ text }) => text);
  const unpublished = () => notebook.sql('SELECT 1 FROM outbox WHERE published_at IS NULL');

  it('reaches the other service once and in order', async () => {
    const clerk = notebook.as('parts-clerk');
    const { body } = await clerk.post<{ id: string }>('/v1/notes', { text: 'n0' });
    for (let n = 1; n <= 10; n += 1) await clerk.post(`/v1/notes/${body.id}/rewrite`, { text: `n${n}` });

    await eventually(async () => (await heard()).includes('n10'));
    expect(await heard()).toEqual(Array.from({ length: 11 }, (_, n) => `n${n}`));
    await eventually(async () => (await unpublished()).length === 0);
  });

  it('is given to each of its handlers once', async () => {
    expect(await listener.sql('SELECT 1 FROM counted')).toHaveLength((await heard()).length);
  });

  it('is published by one of two replicas only', async () => {
    twin = await notebook.twin();
    const before = (await manager.streams.info('EVT_PARTS')).state.messages;
    for (let n = 0; n < 20; n += 1) await notebook.as('parts-clerk').post('/v1/notes', { text: `twin ${n}` });
    await eventually(async () => (await unpublished()).length === 0);
    expect((await manager.streams.info('EVT_PARTS')).state.messages).toBe(before + 20);
  });

  it('wakes the replica that leads, whichever of them wrote it', async () => {
    const client = new pg.Client({ connectionString: notebook.database.superuserUrl });
    await client.connect();
    try {
      let isRung = false;
      client.on('notification', () => (isRung = true));
      await client.query('LISTEN outbox_written');
      await notebook.as('parts-clerk').post('/v1/notes', { text: 'of one' });
      await twin.as('parts-clerk').post('/v1/notes', { text: 'of the other' });
      await eventually(() => Promise.resolve(isRung));
      await eventually(async () => (await unpublished()).length === 0);
    } finally {
      await client.end();
    }
  });

  it('is made anew after the broker lost its stream, and has no second effect', async () => {
    await manager.streams.delete('EVT_PARTS');
    await provision(manager, SIZES);
    await notebook.as('parts-clerk').post('/v1/notes', { text: 'after the loss' });

    await eventually(async () => (await heard()).includes('after the loss'));
    const [{ count } = { count: '0' }] = await notebook.sql<{ count: string }>('SELECT count(*) FROM outbox');
    await eventually(async () => (await manager.streams.info('EVT_PARTS')).state.messages === Number(count));
    expect(new Set(await heard()).size).toBe((await heard()).length);
  });

  const clerk = notebook.as('parts-clerk');
  let kept: string;
  let gone: string;

  it('stands still in a database that was set back behind its stream, which goes on to answer', async () => {
    kept = (await clerk.post<{ id: string }>('/v1/notes', { text: 'kept 1' })).body.id;
    await eventually(async () => (await unpublished()).length === 0);
    const setBack = await backUp(notebook);
    await clerk.post(`/v1/notes/${kept}/rewrite`, { text: 'forgotten 2' });
    gone = (await clerk.post<{ id: string }>('/v1/notes', { text: 'gone 1' })).body.id;
    await eventually(async () => (await heard()).includes('gone 1') && (await unpublished()).length === 0);

    await setBack();

    const figures = async (): Promise<string> => {
      const replicas = [await notebook.url, twin.url];
      return (await Promise.all(replicas.map(async (url) => (await fetch(`${url}/metrics`)).text()))).join('');
    };
    await eventually(async () => (await figures()).includes('pitlane_relay_state 2'));
    const rewrite = () => clerk.post(`/v1/notes/${kept}/rewrite`, { text: 'anew 3' });
    await eventually(async () => (await rewrite()).status === 200); // the pool's connections were cut, too
    expect((await fetch(`${await notebook.url}/health/ready`)).status).toBe(200);
    expect(await unpublished()).toHaveLength(1);
  });

  it('goes on with the next number once the forgotten events are adopted', async () => {
    const recalled: string[] = [];
    const keep = ({ text }: NoteWritten): Promise<void> => Promise.resolve(void recalled.push(text));
    const [db, stores] = [notebook.get(Database), notebook.get(Stores)];
    const adoption = new Adoption({ service: 'parts', manager, db, stores, recalls: [{ event: NoteWritten, keep }] });
    const tail = await adoption.look();
    await adoption.adopt(tail);
    await eventually(async () => (await heard()).includes('anew 3'));
    await clerk.post(`/v1/notes/${kept}/rewrite`, { text: 'later 4' });
    await eventually(async () => (await heard()).includes('later 4'));

    expect(tail.forgotten).toMatchObject([
      { envelope: { aggregateid: kept }, hasAggregate: true },
      { envelope: { aggregateid: gone }, hasAggregate: false },
    ]);
    expect(recalled).toEqual(['forgotten 2', 'gone 1']);
    const said = await notebook.sql(
      `SELECT aggregate_version AS version, payload -> 'data' ->> 'text' AS text, sha256(convert_to(payload::text, 'UTF8')) = payload_sha256 AS whole
       FROM outbox WHERE aggregate_id = $1 ORDER BY aggregate_version`,
      [kept],
    );
    expect(said).toEqual(
      ['kept 1', 'forgotten 2', 'anew 3', 'later 4'].map((text, index) => ({ version: index + 1, text, whole: true })),
    );
    expect((await adoption.look()).forgotten).toEqual([]);
  });

  it('goes on behind messages that no relay of its own published', async () => {
    const { natsUrl, natsPasswords } = testEnvironment();
    const pass = natsPasswords['parts'] ?? '';
    const parts = await connect({ servers: natsUrl, user: 'parts', pass, inboxPrefix: '_INBOX_parts' });
    const subject = 'evt.parts.SH001.note.written.v1';
    const [again] = await notebook.sql<{ payload: string }>('SELECT payload::text FROM outbox ORDER BY id LIMIT 1');
    for (const raw of [again?.payload ?? '', 'not json']) await jetstream(parts).publish(subject, raw);
    await parts.close();
    await notebook.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    ); // the next leader looks at the stream first

    await eventually(async () => (await clerk.post('/v1/notes', { text: 'behind them' })).status === 201);
    await eventually(async () => (await heard()).includes('behind them'));
  });

  it('ends where it belongs when it is malformed, unknown, repeated or early', async () => {
    const { natsUrl, natsPasswords } = testEnvironment();
    const pass = natsPasswords['workshop'] ?? '';
    const workshop = await connect({ servers: natsUrl, user: 'workshop', pass, inboxPrefix: '_INBOX_workshop' });
    const subject = 'evt.workshop.SH001.ping.sent.v1';
    const publish = (raw: string): Promise<unknown> => jetstream(workshop).publish(subject, raw);
    const ping = (word: string, version: number): string =>
      JSON.stringify(notebook.envelopeOf(PingSent.of({ word }), { aggregateId, version, eventId: randomUUID() }));
    const aggregateId = randomUUID();
    const [first, second, third] = [ping('one', 1), ping('two', 2), ping('three', 3)];

    await publish('not json');
    await jetstream(workshop).publish(subject, 'no json either', { headers: unreadable() });
    await publish(JSON.stringify({ ...JSON.parse(ping('x', 9)), type: 'workshop.ping.sent.v7' }));
    for (const raw of [third, first, first, second, second]) await publish(raw);

    const words = async (): Promise<string[]> =>
      (await notebook.sql<{ word: string }>('SELECT word FROM ping ORDER BY seq')).map(({ word }) => word);
    await eventually(async () => (await words()).includes('three'));
    await eventually(
      async () => (await manager.consumers.info('EVT_WORKSHOP', 'parts__workshop')).num_ack_pending === 0,
    );
    expect(await words()).toEqual(['one', 'two', 'three']);
    const parked = await notebook.sql<{ reason_code: string }>(
      'SELECT reason_code FROM inbox_parked ORDER BY reason_code',
    );
    expect(parked.map(({ reason_code }) => reason_code)).toEqual(['not_json', 'not_json', 'unsupported_version']);
    await workshop.close();
  });

  it('stands in one trace: request, publication, handler', async () => {
    const receiver = await startReceiver();
    const stopTracing = startTracing('test', receiver.endpoint);
    await notebook.as('parts-clerk').post('/v1/notes', { text: 'traced' });
    await eventually(async () => (await heard()).includes('traced'));
    await stopTracing();

    const [request] = receiver.spans.filter(({ name }) => name === 'POST /v1/notes');
    const trace = receiver.spans.filter(({ traceId }) => traceId === request?.traceId).map(({ name }) => name);
    expect(trace).toEqual(
      expect.arrayContaining(['POST /v1/notes', 'publish note.written.v1', 'handle parts.note.written.v1']),
    );
    receiver.server.close();
    receiver.server.closeAllConnections();
  });
});

describe('a relay that looks at its stream', () => {
  let connection: NatsConnection;
  let manager: JetStreamManager;

  beforeAll(async () => {
    connection = await asProvisioner();
    manager = await jetstreamManager(connection, { checkAPI: false });
    await manager.streams.delete('EVT_PARTS'); // of another database
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

/** Headers that the server takes, and the client refuses to read. */
const unreadable = (): MsgHdrs =>
  Object.assign(headers(), { encode: () => Buffer.from('NATS/1.0\r\nmy key: x\r\n\r\n') });
