import { randomUUID } from 'node:crypto';
import { Retention } from '@pitlane/platform';
import { startService } from '../index.js';
import { NotebookModule, notebookMigrations, PingSent } from './notebook.js';

describe('what a service lets go of', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const clerk = notebook.as('parts-clerk');
  const sweep = (): Promise<void> => notebook.get(Retention).sweep();
  const countOf = async (table: string): Promise<number> =>
    Number((await notebook.sql<{ count: string }>(`SELECT count(*) FROM ${table}`))[0]?.count);
  const ageOf = (days: number): string => `now() - interval '${days} days'`;

  beforeEach(async () => {
    await notebook.sql('TRUNCATE note, ping, outbox, command, inbox, inbox_cursor, inbox_parked');
    for (const text of ['one', 'two', 'three']) await clerk.post('/v1/notes', { text });
  });

  it('are events that were published a month ago; one that nobody has heard stays, however old', async () => {
    await notebook.sql(`UPDATE outbox SET created_at = ${ageOf(60)}`);
    await notebook.sql(`UPDATE outbox SET published_at = ${ageOf(31)} WHERE payload -> 'data' ->> 'text' = 'one'`);
    await notebook.sql(`UPDATE outbox SET published_at = ${ageOf(29)} WHERE payload -> 'data' ->> 'text' = 'three'`);
    await sweep();
    const left = await notebook.sql(`SELECT payload -> 'data' ->> 'text' AS text FROM outbox ORDER BY id`);
    expect(left).toEqual([{ text: 'two' }, { text: 'three' }]);
  });

  it('are answers of a week ago', async () => {
    await notebook.sql(`UPDATE command SET created_at = ${ageOf(8)} WHERE body LIKE '%one%'`);
    await notebook.sql(`UPDATE command SET created_at = ${ageOf(6)} WHERE body LIKE '%two%'`);
    await sweep();
    expect(await countOf('command')).toBe(2);
  });

  it('are events that were handled two months ago; what came then and is open stays, and none has its effect again', async () => {
    const options = { aggregateId: randomUUID(), version: 1, eventId: randomUUID() };
    await notebook.deliver(PingSent.of({ word: 'old' }), options);
    await notebook.deliver(PingSent.of({ word: 'early' }), { aggregateId: randomUUID(), version: 2 });
    await notebook.sql(`UPDATE inbox SET received_at = ${ageOf(61)}, done_at = done_at - interval '61 days'`);
    await notebook.deliverRaw('not json', 'evt.workshop.SH001.ping.sent.v1', 'EVT_WORKSHOP');
    await notebook.sql(`UPDATE inbox_parked SET parked_at = ${ageOf(90)}`);
    await sweep();
    expect(await notebook.sql('SELECT status FROM inbox')).toEqual([{ status: 'waiting' }]);
    expect(await countOf('inbox_parked')).toBe(1);

    expect(await notebook.deliver(PingSent.of({ word: 'old' }), options)).toBe('done');
    expect(await countOf('ping')).toBe(1);
    await notebook.sql(`UPDATE inbox_parked SET resolved_at = ${ageOf(61)}`);
    await sweep();
    expect(await countOf('inbox_parked')).toBe(0);
  });

  it('is let go of also when another table keeps its own', async () => {
    await notebook.sql(`UPDATE command SET created_at = ${ageOf(8)}`);
    await notebook.sql(`UPDATE outbox SET published_at = ${ageOf(31)}`);
    await notebook.sql(`
      CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kept'; END $$;
      CREATE TRIGGER keep BEFORE DELETE ON command FOR EACH STATEMENT EXECUTE FUNCTION keep()`);
    await sweep();
    await notebook.sql('DROP TRIGGER keep ON command; DROP FUNCTION keep()');
    expect([await countOf('command'), await countOf('outbox')]).toEqual([3, 0]);
  });
});
