import { randomUUID } from 'node:crypto';
import { type Config, CONFIG, Database, migrate, runInScope, StoreWall, type Tx } from '@pitlane/platform';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

const STORES = ['SH001', 'SH002', 'BJ001'];

describe('the walls between stores', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const notes = new Map<string, string>();

  beforeAll(async () => {
    for (const store of STORES) {
      notes.set(store, randomUUID());
      await notebook.given(Note.write(notes.get(store) ?? '', store, `of ${store}`));
    }
  });

  describe('row-level security, asked by the service’s own role', () => {
    let client: pg.Client;
    beforeAll(async () => {
      client = new pg.Client({ connectionString: notebook.database.appUrl });
      await client.connect();
    });
    afterAll(() => client.end());

    const seen = async (): Promise<string[]> =>
      (await client.query<{ store_id: string }>('SELECT DISTINCT store_id FROM note')).rows.map((row) => row.store_id);
    const asStore = async <T>(store: string, work: () => Promise<T>): Promise<T> => {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.stores', $1, true)`, [store]);
      try {
        return await work();
      } finally {
        await client.query('ROLLBACK');
      }
    };

    it('shows nothing outside of a transaction, and nothing after one', async () => {
      expect(await seen()).toEqual([]);
      expect(await asStore('SH001', seen)).toEqual(['SH001']);
      expect(await seen()).toEqual([]);
    });

    it('keeps stores apart on one connection that goes from one to the other a thousand times', async () => {
      const wrong: string[] = [];
      for (let turn = 0; turn < 1_000; turn += 1) {
        const store = STORES[turn % STORES.length] ?? '';
        const stores = await asStore(store, seen);
        if (stores.join() !== store) wrong.push(`${store} sees ${stores.join()}`);
      }
      expect(wrong).toEqual([]);
    });

    it.each([
      ['inserts', `INSERT INTO note VALUES (gen_random_uuid(), 'SH002', 1, 0, 'x')`],
      ['moves', `UPDATE note SET store_id = 'SH002'`],
    ])('%s no row into another store', async (_how, sql) => {
      await expect(asStore('SH001', () => client.query(sql))).rejects.toThrow(/row-level security/);
    });

    it.each([`UPDATE note SET text = 'x' WHERE store_id = 'SH002'`, `DELETE FROM note WHERE store_id = 'SH002'`])(
      'finds no row of another store to change: %s',
      async (sql) => expect((await asStore('SH001', () => client.query(sql))).rowCount).toBe(0),
    );

    describe('reads the stores of the scope once for a statement', () => {
      const filter = async (): Promise<string> => {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT FROM note');
        return rows.map((row) => row['QUERY PLAN']).find((line) => line.includes('Filter')) ?? 'none';
      };

      it('in a new database', async () => {
        expect(await filter()).toContain('store_id = ANY');
        expect(await filter()).not.toContain('app.stores');
      });

      it('in one of a version that read them for each row', async () => {
        await notebook.sql(`ALTER POLICY own_store ON note
          USING (store_id = ANY (string_to_array(nullif(current_setting('app.stores', true), ''), ',')));
          DELETE FROM migrations WHERE name LIKE 'WallOnce%'`);
        expect(await filter()).toContain('app.stores');
        await migrate(notebook.database.ownerUrl, notebookMigrations);
        expect(await filter()).not.toContain('app.stores');
        expect(await asStore('SH001', seen)).toEqual(['SH001']);
      });
    });

    it.each([
      'ALTER TABLE note DISABLE ROW LEVEL SECURITY',
      'DROP POLICY own_store ON note',
      'SET ROLE parts_owner',
      'SET SESSION AUTHORIZATION parts_owner',
      'TRUNCATE note',
    ])('is not taken down by the service: %s', async (sql) => {
      await expect(asStore('SH001', () => client.query(sql))).rejects.toThrow(/must be owner|permission denied/);
    });
  });

  describe('the platform’s own statements, where row-level security is gone', () => {
    let database: Database;
    beforeAll(async () => {
      const source = new DataSource({
        ...notebook.get(DataSource).options,
        url: notebook.database.unwalledUrl,
      } as never);
      database = new Database(await source.initialize(), new StoreWall(), notebook.app.get<Config>(CONFIG));
    });
    afterAll(() => database.onApplicationShutdown());

    const asStores = <T>(stores: string[], work: (tx: Tx) => Promise<T>): Promise<T> => {
      const scope = { stores, groupId: 'huadong', actor: { id: 'a.tester', role: 'service' } };
      return runInScope({ ...scope, correlationId: randomUUID() }, () => database.transaction(work));
    };
    const storesOf = async (tx: Tx): Promise<string[]> =>
      (await tx.list(Note, {})).map(({ storeId }) => storeId).sort();
    const foreign = (): string => notes.get('SH002') ?? '';

    it.each<[string, (tx: Tx) => Promise<unknown>]>([
      ['read', (tx) => tx.get(Note, foreign())],
      ['lock', (tx) => tx.lock(Note, foreign())],
      ['lock among others', (tx) => tx.lockEach(Note, [notes.get('SH001') ?? '', foreign()])],
    ])('%s no row of another store', async (_how, work) => {
      await expect(asStores(['SH001'], work)).rejects.toMatchObject({ code: 'not_found' });
    });

    it('find nothing when asked for another store', async () => {
      expect(await asStores(['SH001'], (tx) => tx.list(Note, { storeId: 'SH002' }))).toEqual([]);
      expect(await asStores(['SH001'], storesOf)).toEqual(['SH001']);
      expect(await asStores(['SH001', 'SH002'], storesOf)).toEqual(['SH001', 'SH002']);
    });

    it('write nothing for another store', async () => {
      const note = Note.write(randomUUID(), 'SH002', 'x');
      await expect(asStores(['SH001'], (tx) => tx.save(note, note.said()))).rejects.toThrow('of another store');
      await expect(asStores(['SH001'], (tx) => tx.put(note))).rejects.toThrow('of another store');
    });

    it('take a raw row of another store for a mistake', async () => {
      await expect(asStores(['SH001'], (tx) => tx.query('SELECT store_id FROM note'))).rejects.toThrow(
        'of another store',
      );
    });
  });
});
