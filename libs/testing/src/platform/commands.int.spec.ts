import { randomUUID } from 'node:crypto';
import { Database } from '@pitlane/platform';
import pg from 'pg';
import { startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

const { jest } = import.meta;

interface Problem {
  code: string;
  status: number;
  errors?: { pointer: string; code: string }[];
}

describe('a command', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  it('writes its row and its event together, and answers with an ETag', async () => {
    const { status, body, headers } = await notebook
      .as('parts-clerk')
      .post<{ id: string }>('/v1/notes', { text: 'oil is low' });

    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(await notebook.find(Note, body.id)).toMatchObject({ storeId: 'SH001', text: 'oil is low' });
    const said = (await notebook.outbox()).filter(({ aggregateId }) => aggregateId === body.id);
    expect(said).toMatchObject([
      { subject: 'evt.parts.SH001.note.written.v1', aggregateVersion: 1, data: { text: 'oil is low' } },
    ]);
    expect(said[0]?.envelope).toMatchObject({ actorrole: 'parts-clerk', source: '/pitlane/parts' });
  });

  it('answers a repeated key with the same bytes and has one effect', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await notebook.as('parts-clerk').post('/v1/notes', { text: 'once' }, key);
    const second = await notebook.as('parts-clerk').post('/v1/notes', { text: 'once' }, key);

    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await notebook.all(Note)).filter(({ text }) => text === 'once')).toHaveLength(1);
  });

  it('has one effect when 32 callers send the same key at once, through two replicas', async () => {
    const twin = await notebook.twin();
    const key = { 'idempotency-key': randomUUID() };
    const callers = Array.from({ length: 32 }, (_, index) =>
      index % 2 ? twin.as('parts-clerk') : notebook.as('parts-clerk'),
    );
    const answers = await Promise.all(
      callers.map((caller) => caller.post<Problem>('/v1/notes', { text: 'raced' }, key)),
    );

    for (const { status, body } of answers) {
      if (status !== 201) expect(body).toMatchObject({ status: 409, code: 'request_in_progress' });
    }
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    expect((await notebook.all(Note)).filter(({ text }) => text === 'raced')).toHaveLength(1);
  });

  it('repeats a refusal, too, and refuses the key for another request', async () => {
    const note = await notebook.given(Note.write(randomUUID(), 'SH001', 'final'));
    const key = { 'idempotency-key': randomUUID() };
    const rewrite = (text: string) =>
      notebook.as('parts-clerk').post<Problem>(`/v1/notes/${note.id}/rewrite`, { text }, key);

    const first = await rewrite('changed');
    expect(first).toMatchObject({ status: 409, body: { code: 'NOTE.FINAL', id: note.id } });
    await notebook.sql(`UPDATE note SET text = 'open' WHERE id = $1`, [note.id]);
    expect((await rewrite('changed')).text).toBe(first.text);
    expect(await rewrite('other')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await notebook.find(Note, note.id)).toMatchObject({ text: 'open' });
  });

  it('answers what its twin was answered that was let in a moment after it was refused', async () => {
    const note = await notebook.given(Note.write(randomUUID(), 'SH001', 'final'));
    const key = { 'idempotency-key': randomUUID() };
    const rewrite = () =>
      notebook.as('parts-clerk').post<Problem>(`/v1/notes/${note.id}/rewrite`, { text: 'changed' }, key);
    await notebook.sql(`
      CREATE FUNCTION twin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO command (store_id, principal, key, fingerprint, status, etag, body)
        VALUES (NEW.store_id, NEW.principal, NEW.key, NEW.fingerprint, 200, '"2"', '{"text":"of the twin"}');
        RETURN NEW;
      END $$;
      CREATE TRIGGER twin BEFORE INSERT ON command FOR EACH ROW WHEN (NEW.status = 409) EXECUTE FUNCTION twin()`);
    const first = await rewrite();
    await notebook.sql('DROP TRIGGER twin ON command; DROP FUNCTION twin()');

    expect(first).toMatchObject({ status: 200, text: '{"text":"of the twin"}' });
    expect(first.headers.get('etag')).toBe('"2"');
    expect((await rewrite()).text).toBe(first.text);
  });

  it('does not wait a second time for a twin that is still at work', async () => {
    const key = randomUUID();
    await notebook.as('parts-clerk').post('/v1/notes', { text: 'before' });
    const other = new pg.Client({ connectionString: notebook.database.superuserUrl });
    await other.connect();
    await other.query('BEGIN');
    await other.query(
      `INSERT INTO command (store_id, principal, key, fingerprint) SELECT store_id, principal, $1, fingerprint FROM command LIMIT 1`,
      [key],
    );
    const begun = jest.spyOn(notebook.get(Database), 'begin');

    const answer = await notebook.as('parts-clerk').post('/v1/notes', { text: 'twin' }, { 'idempotency-key': key });

    expect(answer).toMatchObject({ status: 409, body: { code: 'request_in_progress' } });
    expect(begun.mock.calls.filter(([, kind]) => kind === 'command')).toHaveLength(1);
    begun.mockRestore();
    await other.end();
  });

  it('is refused when it speaks of a version that is gone', async () => {
    const note = await notebook.given(Note.write(randomUUID(), 'SH001', 'one'));
    const rewrite = (etag: string) =>
      notebook.as('parts-clerk').post<Problem>(`/v1/notes/${note.id}/rewrite`, { text: 'two' }, { 'if-match': etag });

    expect(await rewrite('"7"')).toMatchObject({ status: 412, body: { code: 'version_conflict', version: 1 } });
    expect(await rewrite('"1"')).toMatchObject({ status: 200 });
  });

  it.each([
    ['no key', {}, 400, 'idempotency_key_required'],
    ['an unreadable key', { 'idempotency-key': 'a b' }, 400, 'idempotency_key_invalid'],
  ])('is refused with %s', async (_name, headers, status, code) => {
    const token = {
      authorization: `Bearer ${await (await import('../http-client.js')).tokenOf('zhu.parts', 'parts')}`,
    };
    const response = await fetch(`${await notebook.url}/v1/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...token, ...headers },
      body: '{"text":"x"}',
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code });
  });
});

describe('a list', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);

  it('comes in pages with signed cursors, newest first, of the own store alone', async () => {
    for (const text of ['a', 'b', 'c']) await notebook.as('parts-clerk').post('/v1/notes', { text });
    await notebook.given(Note.write(randomUUID(), 'SH002', 'neighbour'));
    const clerk = notebook.as('parts-clerk');

    const first = await clerk.get<{ items: Note[]; nextCursor: string }>('/v1/notes?limit=2');
    const second = await clerk.get<{ items: Note[]; nextCursor: null }>(
      `/v1/notes?limit=2&cursor=${first.body.nextCursor}`,
    );

    expect([...first.body.items, ...second.body.items].map(({ text }) => text)).toEqual(['c', 'b', 'a']);
    expect(second.body.nextCursor).toBeNull();
    expect((await clerk.get<Problem>('/v1/notes?cursor=Zm9v.Zm9v')).body).toMatchObject({
      status: 422,
      code: 'cursor_invalid',
    });
    expect((await clerk.get<Problem>('/v1/notes?limit=101')).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/limit' }],
    });
  });

  it('does not show, and does not tell of, what is another store’s', async () => {
    const theirs = await notebook.given(Note.write(randomUUID(), 'SH002', 'secret'));
    const absent = await notebook.as('parts-clerk').get<Problem>(`/v1/notes/${randomUUID()}`);
    const foreign = await notebook.as('parts-clerk').get<Problem>(`/v1/notes/${theirs.id}`);
    expect(absent.status).toBe(404);
    expect(foreign.status).toBe(404);
    expect(Object.keys(foreign.body)).toEqual(Object.keys(absent.body));
  });
});
