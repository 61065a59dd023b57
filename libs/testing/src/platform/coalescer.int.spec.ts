import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import { eventually, startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

const IN_SHANGHAI = {
  stores: ['SH001'],
  groupId: 'group',
  actor: { id: 'test', role: 'service' },
  correlationId: randomUUID(),
};
// Eight are at work, forty wait.
const MOST_LET_IN = 48;

interface Answer {
  id: string;
  text: string;
  version: number;
  code?: string;
}

describe('commands that wait at the same time', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  const write = (text: string, key: string = randomUUID(), who = 'parts-clerk') =>
    notebook.as(who).post<Answer>('/v1/notes/together', { text }, { 'idempotency-key': key });
  const textsOf = async (start: string) =>
    (await notebook.all(Note)).map(({ text }) => text).filter((text) => text.startsWith(start));

  it('share transactions, and each has its own answer, event and entry in the audit log', async () => {
    const answers = await Promise.all(Array.from({ length: 32 }, (_, n) => write(`own ${n}`)));

    expect(answers.map(({ status, body }) => [status, body.text, body.version])).toEqual(
      answers.map((_, n) => [201, `own ${n}`, 1]),
    );
    const ids = answers.map(({ body }) => body.id);
    const [shared] = await notebook.sql<{ transactions: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM note WHERE id = ANY ($1)',
      [ids],
    );
    expect(shared?.transactions).toBeLessThan(32);
    const said = (await notebook.outbox()).filter(({ aggregateId }) => ids.includes(aggregateId));
    expect(
      said.map(({ aggregateId, aggregateVersion, data }) => [aggregateId, aggregateVersion, data['text']]),
    ).toEqual(expect.arrayContaining(answers.map(({ body }) => [body.id, 1, body.text])));
    expect(said).toHaveLength(32);
    expect(new Set(said.map(({ envelope }) => envelope.correlationid)).size).toBe(32);
    const audited = await notebook.sql(
      'SELECT DISTINCT correlation_id FROM audit_entry WHERE aggregate_id = ANY ($1)',
      [ids],
    );
    expect(audited).toHaveLength(32);
  });

  it('are refused alone, and the same way again', async () => {
    const key = randomUUID();
    const [refused, ...others] = await Promise.all([
      write('refused', key),
      ...Array.from({ length: 12 }, (_, n) => write(`beside a refusal ${n}`)),
    ]);

    expect(refused).toMatchObject({ status: 409, body: { code: 'NOTE.REFUSED' } });
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 201));
    expect(await textsOf('beside a refusal')).toHaveLength(12);
    expect((await write('refused', key)).text).toBe(refused?.text);
  });

  it('fail alone when the database refuses their row', async () => {
    const [broken, ...others] = await Promise.all([
      write('unstorable'),
      ...Array.from({ length: 12 }, (_, n) => write(`beside a failure ${n}`)),
    ]);
    expect(broken?.status).toBe(500);
    expect(others.map(({ status }) => status)).toEqual(others.map(() => 201));
    expect(await textsOf('beside a failure')).toHaveLength(12);
  });

  it('have one effect under one key, also beside others and through two replicas', async () => {
    const twin = await notebook.twin();
    const key = { 'idempotency-key': randomUUID() };
    const callers = Array.from({ length: 16 }, (_, n) => (n % 2 ? twin.as('parts-clerk') : notebook.as('parts-clerk')));
    const [raced] = await Promise.all([
      Promise.all(callers.map((caller) => caller.post<Answer>('/v1/notes/together', { text: 'raced' }, key))),
      Promise.all(Array.from({ length: 16 }, (_, n) => write(`beside twins ${n}`))),
    ]);

    for (const { status, body } of raced)
      if (status !== 201) expect(body).toMatchObject({ code: 'request_in_progress' });
    const done = raced.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(await textsOf('raced')).toEqual(['raced']);
    expect(await textsOf('beside twins')).toHaveLength(16);
    expect(await write('another', key['idempotency-key'])).toMatchObject({ body: { code: 'idempotency_key_reused' } });
  });

  it('are sent away when too many wait, and then every one that was let in is done', async () => {
    const unit = await notebook.get(Database).begin(IN_SHANGHAI);
    await unit.tx.query('LOCK TABLE note IN EXCLUSIVE MODE');
    let sentAway = 0;
    const waiting = Array.from({ length: 80 }, async (_, n) => {
      const answer = await write(`crowd ${n}`);
      if (answer.status === 503) sentAway += 1;
      return answer;
    });
    await eventually(() => Promise.resolve(sentAway >= 80 - MOST_LET_IN));
    await unit.rollback();

    const answers = await Promise.all(waiting);
    for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201)) {
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
    }
    expect(await textsOf('crowd')).toHaveLength(answers.filter(({ status }) => status === 201).length);
  });
});
