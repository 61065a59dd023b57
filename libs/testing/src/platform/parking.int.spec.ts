import { randomUUID } from 'node:crypto';
import { Database, type Delivery, Inbox, InboxWorker, reconsiderUnknown } from '@pitlane/platform';
import { startService } from '../index.js';
import { NotebookModule, notebookMigrations, PingSent } from './notebook.js';

const SUBJECT = 'evt.workshop.SH001.ping.sent.v1';

describe('an event that is parked', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const ping = (word: string): PingSent => PingSent.of({ word });
  const words = async (): Promise<string[]> =>
    (await notebook.sql<{ word: string }>('SELECT word FROM ping ORDER BY seq')).map((row) => row.word);
  const parked = () =>
    notebook.sql<{ id: string; reason_code: string; raw: Buffer }>(
      'SELECT * FROM inbox_parked WHERE resolved_at IS NULL ORDER BY id',
    );
  const discard = async (id: string | undefined): Promise<void> => {
    for (const who of ['ops.operator', 'night.operator'])
      expect(await notebook.as(who).post(`/ops/parked/${id}/discard`, { reason: 'bad data' })).toMatchObject({
        status: 200,
      });
  };
  const worker = (): InboxWorker => notebook.get(InboxWorker);
  const take = (raw: Uint8Array, rest: Partial<Delivery> = {}): Promise<string> =>
    notebook.get(Inbox).accept({
      ...{ subject: SUBJECT, stream: 'EVT_WORKSHOP', streamSeq: null, headers: {}, raw, deliveryCount: 1 },
      ...rest,
    });

  beforeEach(() => notebook.sql('TRUNCATE gate, ping, inbox, inbox_cursor, inbox_parked'));

  it('keeps its place: given up, its aggregate goes on without it, and it is not asked for again', async () => {
    const aggregateId = randomUUID();
    const broken = { ...notebook.envelopeOf(ping('x'), { aggregateId, version: 2 }), data: { word: 7 } };
    await notebook.deliver(ping('first'), { aggregateId, version: 1 });
    expect(await notebook.deliverRaw(JSON.stringify(broken), SUBJECT, 'EVT_WORKSHOP')).toBe('parked');
    expect(await notebook.deliver(ping('third'), { aggregateId, version: 3 })).toBe('waiting');
    expect(await notebook.deliverRaw(JSON.stringify(broken), SUBJECT, 'EVT_WORKSHOP')).toBe('parked');
    const rows = await parked();
    expect(rows).toMatchObject([{ reason_code: 'invalid_data' }]);

    await discard(rows[0]?.id);
    await worker().retryDue();

    expect(await words()).toEqual(['first', 'third']);
    expect(await parked()).toEqual([]);
  });

  it('is passed over in its turn when it is given up before those that precede it came', async () => {
    const aggregateId = randomUUID();
    const broken = (version: number): string =>
      JSON.stringify({ ...notebook.envelopeOf(ping('x'), { aggregateId, version }), data: { word: 7 } });
    for (const version of [2, 3]) await notebook.deliverRaw(broken(version), SUBJECT, 'EVT_WORKSHOP');
    expect(await notebook.deliver(ping('fourth'), { aggregateId, version: 4 })).toBe('waiting');
    for (const { id } of await parked()) await discard(id);
    await worker().retryDue();
    expect(await words()).toEqual([]);

    expect(await notebook.deliver(ping('first'), { aggregateId, version: 1 })).toBe('done');

    expect(await words()).toEqual(['first', 'fourth']);
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`, 'not_json'],
    [
      'depth that only PostgreSQL minds',
      (text: string) => `${text.slice(0, -1)},"deep":${deep(60_000)}}`,
      'unstorable',
    ],
  ])('is one with %s, however often it comes', async (_name, change, reason) => {
    const raw = Buffer.from(change(JSON.stringify(notebook.envelopeOf(ping('x'), { aggregateId: randomUUID() }))));
    expect(await take(raw)).toBe('parked');
    expect(await take(raw, { deliveryCount: 2 })).toMatch(/^(parked|duplicate)$/);
    expect(await parked()).toMatchObject([{ reason_code: reason, raw }]);
  });

  it('holds no other aggregate back when this build does not know its type, and is taken up by one that does', async () => {
    const [stuck, other] = [randomUUID(), randomUUID()];
    for (const aggregateId of [stuck, other]) await notebook.deliver(ping('second'), { aggregateId, version: 2 });
    await notebook.sql(
      `UPDATE inbox SET payload = replace(payload::text, 'ping.sent.v1', 'ping.burst.v1')::json WHERE aggregate_id = $1`,
      [stuck],
    );
    await notebook.sql(`INSERT INTO inbox_cursor (consumer, aggregate_id, last_version) SELECT 'parts', a, 1
                        FROM unnest($1::uuid[]) AS a ON CONFLICT (consumer, aggregate_id) DO UPDATE SET last_version = 1`, [
      [stuck, other],
    ]); // prettier-ignore

    await worker().retryDue();

    expect(await words()).toEqual(['second']);
    expect(await parked()).toMatchObject([{ reason_code: 'unknown_type' }]);
    await notebook.sql(
      `UPDATE inbox_parked SET raw = convert_to(replace(convert_from(raw, 'UTF8'), 'ping.burst.v1', 'ping.sent.v1'), 'UTF8')`,
    );
    await notebook.sql(
      `UPDATE inbox SET payload_sha256 = sha256((SELECT raw FROM inbox_parked)) WHERE aggregate_id = $1`,
      [stuck],
    );
    expect(await reconsiderUnknown(notebook.get(Database).dataSource, notebook.get(Inbox), 'parts')).toBe(1);
    expect(await words()).toEqual(['second', 'second']);
  });

  it('is one whose handler takes longer than a statement may, after its last attempt', async () => {
    const aggregateId = randomUUID();
    await notebook.sql(`
      CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION USING ERRCODE = 'query_canceled'; END $$;
      CREATE TRIGGER slow BEFORE INSERT ON ping FOR EACH ROW EXECUTE FUNCTION slow()`);
    try {
      expect(await notebook.deliver(ping('slow'), { aggregateId })).toBe('failed');
      await notebook.sql(
        `UPDATE inbox SET finished_attempts = 7, next_attempt_at = now() WHERE aggregate_id = $1 AND status = 'failed'`,
        [aggregateId],
      );
      await worker().retryDue();
      expect(await parked()).toMatchObject([{ reason_code: 'handler_failed' }]);
    } finally {
      await notebook.sql('DROP TRIGGER slow ON ping; DROP FUNCTION slow()');
    }
  });
});

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
