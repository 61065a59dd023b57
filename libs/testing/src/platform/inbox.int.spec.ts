import { randomUUID } from 'node:crypto';
import { Database, Inbox, InboxWorker, reconsiderUnknown } from '@pitlane/platform';
import { eventually, startService } from '../index.js';
import { NotebookModule, notebookMigrations, PingSent } from './notebook.js';

describe('the inbox', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const ping = (word: string): PingSent => PingSent.of({ word });
  const words = async (): Promise<string[]> =>
    (await notebook.sql<{ word: string }>('SELECT word FROM ping ORDER BY seq')).map((row) => row.word);
  const parked = () =>
    notebook.sql<{ id: string; reason_code: string; raw: Buffer }>('SELECT * FROM inbox_parked ORDER BY id DESC');

  beforeEach(() => notebook.sql('TRUNCATE gate, ping'));

  it('gives an event its effect once, however often it comes', async () => {
    const options = { eventId: randomUUID(), aggregateId: randomUUID(), version: 1 };
    expect(await notebook.deliver(ping('hello'), options)).toBe('done');
    expect(await notebook.deliver(ping('hello'), options)).toBe('duplicate');
    expect(await words()).toEqual(['hello']);
  });

  it('gives it once when it comes 16 times at the same moment', async () => {
    const options = { eventId: randomUUID(), aggregateId: randomUUID(), version: 1 };
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => notebook.deliver(ping('race'), options)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await words()).toEqual(['race']);
  });

  it('keeps an early event until those before it came', async () => {
    const aggregateId = randomUUID();
    expect(await notebook.deliver(ping('third'), { aggregateId, version: 3 })).toBe('waiting');
    expect(await notebook.deliver(ping('second'), { aggregateId, version: 2 })).toBe('waiting');
    expect(await words()).toEqual([]);
    expect(await notebook.deliver(ping('first'), { aggregateId, version: 1 })).toBe('done');
    expect(await words()).toEqual(['first', 'second', 'third']);
  });

  it('tries a refused event again when it is due, and holds back what follows it', async () => {
    await notebook.sql(`INSERT INTO gate (word, open) VALUES ('shut', false)`);
    const aggregateId = randomUUID();
    expect(await notebook.deliver(ping('shut'), { aggregateId })).toBe('failed');
    expect(await notebook.deliver(ping('after'), { aggregateId })).toBe('waiting');
    expect(await words()).toEqual([]);

    await notebook.sql('UPDATE gate SET open = true');
    await notebook.sql('UPDATE inbox SET next_attempt_at = now() WHERE aggregate_id = $1', [aggregateId]);
    await notebook.get(InboxWorker).retryDue();
    await eventually(async () => (await words()).length === 2);
    expect(await words()).toEqual(['shut', 'after']);
  });

  it('takes up what an older build had parked because it did not know the type', async () => {
    const aggregateId = randomUUID();
    const later = notebook.envelopeOf(ping('later'), { aggregateId, version: 2 });
    const raw = Buffer.from(JSON.stringify(notebook.envelopeOf(ping('new type'), { aggregateId, version: 1 })));
    await notebook.sql(
      `INSERT INTO inbox_parked (consumer, event_id, subject, stream, headers, raw, reason_code, detail)
       VALUES ('parts', $1, 'evt.workshop.SH001.ping.sent.v1', 'EVT_WORKSHOP', '{}', $2, 'unknown_type', ''),
              ('parts', $1, 'evt.workshop.SH001.ping.burst.v1', 'EVT_WORKSHOP', '{}', $3, 'unknown_type', '')`,
      [randomUUID(), raw, Buffer.from(JSON.stringify({ ...later, type: 'workshop.ping.burst.v1' }))],
    );
    expect(await notebook.deliver(ping('later'), { aggregateId, version: 2 })).toBe('waiting');
    const { dataSource } = notebook.get(Database);

    expect(await reconsiderUnknown(dataSource, notebook.get(Inbox), 'parts')).toBe(1);

    expect(await words()).toEqual(['new type', 'later']);
    const open = await notebook.sql('SELECT subject FROM inbox_parked WHERE resolved_at IS NULL');
    expect(open).toEqual([{ subject: 'evt.workshop.SH001.ping.burst.v1' }]);
    await notebook.sql('DELETE FROM inbox_parked');
  });

  it('parks after the last attempt; a redrive has its effect once', async () => {
    await notebook.sql(`INSERT INTO gate (word, open) VALUES ('stuck', false)`);
    const aggregateId = randomUUID();
    const options = { aggregateId, version: 1, eventId: randomUUID() };
    await notebook.deliver(ping('stuck'), options);
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await notebook.sql('UPDATE inbox SET next_attempt_at = now() WHERE aggregate_id = $1', [aggregateId]);
      await notebook.get(InboxWorker).retryDue();
    }
    const [row] = await parked();
    expect(row).toMatchObject({ reason_code: 'handler_failed' });

    await notebook.sql('UPDATE gate SET open = true');
    const redrive = () =>
      notebook.as('platform-operator').post(`/ops/parked/${row?.id}/redrive`, { reason: 'gate is open' });
    expect(await redrive()).toMatchObject({ status: 200, body: { outcome: 'done' } });
    expect(await redrive()).toMatchObject({ status: 409, body: { code: 'PARKED.RESOLVED' } });
    expect(await words()).toEqual(['stuck']);
  });

  it.each([
    ['no JSON', 'not json', 'not_json'],
    ['no envelope', '{}', 'invalid_envelope'],
  ])('parks %s with its bytes', async (_name, raw, reason) => {
    expect(await notebook.deliverRaw(raw, 'evt.workshop.SH001.ping.sent.v1', 'EVT_WORKSHOP')).toBe('parked');
    const [row] = await parked();
    expect(row).toMatchObject({ reason_code: reason });
    expect(row?.raw.toString()).toBe(raw);
  });

  it('keeps what is no event parked when it is sent again', async () => {
    await notebook.deliverRaw('still no json', 'evt.workshop.SH001.ping.sent.v1', 'EVT_WORKSHOP');
    const [row] = await parked();
    const again = await notebook
      .as('platform-operator')
      .post(`/ops/parked/${row?.id}/redrive`, { reason: 'looked at it' });
    expect(again).toMatchObject({ status: 200, body: { outcome: 'parked' } });
    const open = await notebook.sql('SELECT id FROM inbox_parked WHERE id >= $1 AND resolved_at IS NULL', [row?.id]);
    expect(open).toEqual([{ id: row?.id }]);
  });

  it('parks an unknown type, another major version, broken data and a contradicting subject', async () => {
    const send = async (change: Record<string, unknown>, subject = 'evt.workshop.SH001.ping.sent.v1') => {
      const raw = JSON.stringify({ ...notebook.envelopeOf(ping('x')), ...change });
      await notebook.deliverRaw(raw, subject, 'EVT_WORKSHOP');
      return (await parked())[0]?.reason_code;
    };
    expect(await send({ type: 'workshop.nothing.known.v1' })).toBe('unknown_type');
    expect(await send({ type: 'workshop.ping.sent.v9' })).toBe('unsupported_version');
    expect(await send({ data: { word: 7 } })).toBe('invalid_data');
    expect(await send({ storeid: 'SH002' })).toBe('subject_mismatch');
    expect(await words()).toEqual([]);
  });

  it('parks another body under a known id, as an alarm', async () => {
    const options = { eventId: randomUUID(), aggregateId: randomUUID(), version: 1 };
    await notebook.deliver(ping('true'), options);
    expect(await notebook.deliver(ping('forged'), options)).toBe('parked');
    expect((await parked())[0]).toMatchObject({ reason_code: 'id_conflict' });
    expect(await words()).toEqual(['true']);
  });

  it('lets the aggregate go on when an operator gives an event up', async () => {
    await notebook.sql(`INSERT INTO gate (word, open) VALUES ('bad', false)`);
    const aggregateId = randomUUID();
    await notebook.deliver(ping('bad'), { aggregateId });
    await notebook.deliver(ping('good'), { aggregateId });
    await notebook.sql(
      `UPDATE inbox SET finished_attempts = 7, next_attempt_at = now() WHERE aggregate_id = $1 AND status = 'failed'`,
      [aggregateId],
    );
    await notebook.get(InboxWorker).retryDue();
    const [row] = await parked();
    const discard = (who: string): Promise<unknown> =>
      notebook.as(who).post(`/ops/parked/${row?.id}/discard`, { reason: 'bad data' });
    expect(await discard('ops.operator')).toMatchObject({ status: 200, body: { outcome: 'proposed' } });
    expect(await discard('ops.operator')).toMatchObject({
      status: 403,
      body: { code: 'PARKED.SECOND_PERSON_NEEDED' },
    });
    await notebook.get(InboxWorker).retryDue();
    expect(await words()).toEqual([]);
    expect(await discard('night.operator')).toMatchObject({ status: 200, body: { outcome: 'discarded' } });
    expect(await discard('night.operator')).toMatchObject({ status: 409, body: { code: 'PARKED.RESOLVED' } });
    await notebook.get(InboxWorker).retryDue();
    expect(await words()).toEqual(['good']);
  });
});
