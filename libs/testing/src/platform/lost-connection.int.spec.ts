import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Database, isUnavailable, type Tx } from '@pitlane/platform';
import { eventually, startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

describe('a transaction whose connection breaks', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const inTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    notebook.inStore('SH001', () => notebook.get(Database).transaction(work));
  const uncaught: unknown[] = [];
  const note = (error: unknown): unknown => uncaught.push(error);
  beforeAll(() => process.on('uncaughtExceptionMonitor', note));
  afterAll(() => process.off('uncaughtExceptionMonitor', note));

  const write = (tx: Tx): Promise<unknown> => tx.save(Note.write(randomUUID(), 'SH001', 'lost'));

  it.each<[string, (tx: Tx) => Promise<unknown>, (tx: Tx) => Promise<unknown>]>([
    ['between two statements', () => Promise.resolve(), write],
    ['before it is asked by SQL', () => Promise.resolve(), (tx) => tx.query('SELECT 1')],
    ['before it reads an aggregate', () => Promise.resolve(), (tx) => tx.find(Note, { text: 'lost' })],
    ['under a statement', (tx) => tx.query('SELECT pg_sleep(10)'), write],
    ['after its last statement', write, () => Promise.resolve()],
  ])(
    '%s is refused as one that the database is away for, and the next one has another',
    async (_when, meanwhile, then) => {
      const broken = inTransaction(async (tx) => {
        const [backend] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        const working = meanwhile(tx);
        working.catch(() => undefined); // looked at below
        await notebook.sql('SELECT pg_terminate_backend($1)', [backend?.pid]);
        const isThere = 'SELECT FROM pg_stat_activity WHERE pid = $1';
        await eventually(async () => (await notebook.sql(isThere, [backend?.pid])).length === 0);
        await setImmediate(); // the driver has heard of it
        await working;
        await then(tx);
      });

      expect(await broken.catch(isUnavailable)).toBe(true);
      expect(uncaught).toEqual([]);
      await inTransaction((tx) => tx.save(Note.write(randomUUID(), 'SH001', 'kept')));
      expect((await notebook.all(Note)).filter(({ text }) => text === 'lost')).toEqual([]);
    },
  );
});
