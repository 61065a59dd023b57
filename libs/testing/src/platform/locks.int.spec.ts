import { randomUUID } from 'node:crypto';
import { Database, type Tx } from '@pitlane/platform';
import pg from 'pg';
import { startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

describe('what a transaction locks', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const ids = [randomUUID(), randomUUID(), randomUUID()].sort();
  const [first = '', second = '', third = ''] = ids;
  let other: pg.Client;

  beforeEach(async () => {
    for (const id of ids) await notebook.given(Note.write(id, 'SH001', 'kept'));
    other = new pg.Client({ connectionString: notebook.database.superuserUrl });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await notebook.sql('DELETE FROM note');
  });

  const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    notebook.inStore('SH001', () => notebook.get(Database).transaction(work));
  const changing = (id: string) => other.query('SELECT FROM note WHERE id = $1 FOR NO KEY UPDATE NOWAIT', [id]);
  const referring = (id: string) => other.query('SELECT FROM note WHERE id = $1 FOR KEY SHARE NOWAIT', [id]);

  it('is held against whoever would change it, not against whoever refers to it', async () => {
    await inTransaction(async (tx) => {
      await tx.lock(Note, first);
      await expect(changing(first)).rejects.toThrow('could not obtain lock');
      expect((await referring(first)).rowCount).toBe(1);
    });
  });

  it('is taken in the order of the ids when it is several, each once, in whatever order they are asked for', async () => {
    const locked = await inTransaction((tx) => tx.lockEach(Note, [third, first, second, first]));
    expect(locked.map(({ id }) => id)).toEqual(ids);

    await other.query('BEGIN');
    await changing(first);
    const waiting = inTransaction((tx) => tx.lockEach(Note, [third, second, first]));
    await notebook.waitingForLocks(1);
    for (const id of [second, third]) expect((await changing(id)).rowCount).toBe(1);
    await other.query('COMMIT');
    expect(await waiting).toHaveLength(3);
  });

  it('that is not to be had in time is told by each statement on the same trip, so that the work is tried again', async () => {
    let tries = 0;
    let told: unknown[] = [];
    await inTransaction(async (tx) => {
      tries += 1;
      if (tries > 1) return;
      const trip = await Promise.allSettled([
        tx.query(`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'lock_not_available'; END $$`),
        tx.query('SELECT 1'),
      ]);
      told = trip.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code);
      await tx.query('SELECT 1');
    });
    expect({ tries, told }).toEqual({ tries: 2, told: ['55P03', '55P03'] });
  });

  it('is refused whole when one of several is not there', async () => {
    const missing = randomUUID();
    const refusal = inTransaction((tx) => tx.lockEach(Note, [first, missing]));
    await expect(refusal).rejects.toMatchObject({ code: 'not_found', details: { id: missing } });
    expect(await inTransaction((tx) => tx.lockEach(Note, []))).toEqual([]);
  });
});
