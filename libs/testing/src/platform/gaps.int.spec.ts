import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Database, Inbox, InboxWorker } from '@pitlane/platform';
import { decodeJwt } from 'jose';
import { eventually, startService, TestService } from '../index.js';
import { NotebookModule, notebookMigrations, PingSent } from './notebook.js';

const SUBJECT = 'evt.workshop.SH001.ping.sent.v1';

describe('an event that never came', () => {
  let producer: Server;
  let notebook: TestService;
  const outbox: { subject: string; payload: string }[] = [];
  const asked: { url: string; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    producer = createServer((request, response) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ events: outbox }));
    });
    await new Promise<void>((resolve) => producer.listen(0, '127.0.0.1', resolve));
    const workshop = `http://127.0.0.1:${(producer.address() as AddressInfo).port}`;
    notebook = new TestService(NotebookModule, 'parts', notebookMigrations, {
      environment: { PEERS: JSON.stringify({ workshop }) },
    });
    await notebook.start();
  }, 60_000);

  afterAll(async () => {
    await notebook.stop();
    producer.close();
    producer.closeAllConnections();
  });

  it('is asked for at its producer after a minute, and then has its effect in its place', async () => {
    const aggregateId = randomUUID();
    const [first, second, third] = ['one', 'two', 'three'].map((word, index) =>
      JSON.stringify(
        notebook.envelopeOf(PingSent.of({ word }), { aggregateId, version: index + 1, eventId: randomUUID() }),
      ),
    ) as [string, string, string];
    expect(await notebook.deliverRaw(third, SUBJECT, 'EVT_WORKSHOP')).toBe('waiting');
    await notebook.get(InboxWorker).fillGaps();
    expect(asked).toEqual([]);

    await notebook.sql(`UPDATE inbox SET received_at = now() - interval '61 seconds'`);
    outbox.push(
      { subject: SUBJECT, payload: first },
      { subject: SUBJECT, payload: second },
      { subject: SUBJECT, payload: third },
    );
    await notebook.get(InboxWorker).fillGaps();

    expect(asked).toMatchObject([
      {
        url: `/internal/events?aggregateId=${aggregateId}&fromVersion=1`,
        authorization: expect.stringMatching(/^Bearer /),
      },
    ]);
    expect(decodeJwt(asked[0]?.authorization?.slice('Bearer '.length) ?? '').aud).toBe('urn:pitlane:workshop');
    const words = await notebook.sql<{ word: string }>('SELECT word FROM ping ORDER BY seq');
    expect(words.map(({ word }) => word)).toEqual(['one', 'two', 'three']);
  });
});

describe('the outbox as a replay source', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  it('gives an aggregate’s events from a version on, to services alone', async () => {
    const { body } = await notebook.as('parts-clerk').post<{ id: string }>('/v1/notes', { text: 'a' });
    await notebook.as('parts-clerk').post(`/v1/notes/${body.id}/rewrite`, { text: 'b' });
    const path = `/internal/events?aggregateId=${body.id}&fromVersion=2`;

    const answer = await notebook.as('workshop.service').get<{ events: { subject: string; payload: string }[] }>(path);
    expect(answer.body.events).toHaveLength(1);
    expect(JSON.parse(answer.body.events[0]?.payload ?? '')).toMatchObject({
      aggregateversion: 2,
      data: { text: 'b' },
    });
    const ofOthers = await notebook.as('workshop.service', { store: 'BJ001' }).get(path);
    expect(ofOthers.body).toEqual({ events: [] });
    expect((await notebook.as('parts-clerk').get(path)).status).toBe(403);
  });
});

describe('an event whose handler ends the process', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  let raw: Buffer;
  let aggregateId: string;

  beforeEach(async () => {
    await notebook.sql('TRUNCATE inbox, inbox_cursor, inbox_parked, ping, gate');
    aggregateId = randomUUID();
    const event = notebook.envelopeOf(PingSent.of({ word: 'deadly' }), {
      aggregateId,
      version: 1,
      eventId: randomUUID(),
    });
    raw = Buffer.from(JSON.stringify(event));
    await notebook.sql(`INSERT INTO gate (word, open) VALUES ('deadly', false)`);
    await deliver(1);
  });

  const deliver = (deliveryCount: number) =>
    notebook
      .get(Inbox)
      .accept({ subject: SUBJECT, stream: 'EVT_WORKSHOP', streamSeq: 1, headers: {}, raw, deliveryCount });

  /** As killed processes would have left it: started, never finished. */
  const asLeftAfter = (starts: number) =>
    notebook.sql(`UPDATE inbox SET status = 'received', started_attempts = $1, finished_attempts = 0`, [starts]);

  const parkedFor = () => notebook.sql('SELECT event_id, reason_code, subject FROM inbox_parked');

  it('is parked at its delivery when three attempts never came to an end', async () => {
    await asLeftAfter(3);

    expect(await deliver(5)).toBe('parked');
    expect(await notebook.sql('SELECT status FROM inbox')).toEqual([{ status: 'parked' }]);
    expect(await parkedFor()).toMatchObject([{ reason_code: 'process_killer' }]);
  });

  it('is parked by the worker, too, which meets it first after each restart', async () => {
    await asLeftAfter(3);

    await notebook.get(InboxWorker).retryDue();
    await notebook.get(InboxWorker).retryDue();

    expect(await notebook.sql('SELECT status FROM inbox')).toEqual([{ status: 'parked' }]);
    expect(await parkedFor()).toMatchObject([{ reason_code: 'process_killer', subject: SUBJECT }]);
    expect(await notebook.sql('SELECT word FROM ping')).toEqual([]);
  });

  it('has its start counted by the worker before its handler runs, and the end of it after', async () => {
    await asLeftAfter(0);
    await notebook.sql('UPDATE gate SET open = true');
    const handled = await notebook.inStore('SH001', () =>
      notebook.get(Database).transaction(async (tx) => {
        await tx.query('LOCK TABLE gate IN ACCESS EXCLUSIVE MODE');
        const handling = notebook.get(InboxWorker).retryDue();
        await eventually(async () => (await notebook.sql('SELECT 1 FROM inbox WHERE started_attempts = 1')).length > 0);
        return [handling];
      }),
    );
    await Promise.all(handled);

    expect(await notebook.sql('SELECT status, started_attempts FROM inbox')).toEqual([
      { status: 'done', started_attempts: 0 },
    ]);
  });
});
