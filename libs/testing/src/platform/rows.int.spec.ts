import { randomUUID } from 'node:crypto';
import { Database, type Tx } from '@pitlane/platform';
import { startService } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

describe('rows that are written without being read first', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const write = (work: (tx: Tx) => Promise<void>) =>
    notebook.inStore('SH001', () => notebook.get(Database).transaction(work));
  const rowOf = (facts: Partial<Note>) => Object.assign(new Note(), facts);
  const aNote = () => ({ id: randomUUID(), storeId: 'SH001', version: 1, eventVersion: 1, text: 'first' });
  const stored = async (...notes: { id: string }[]) =>
    notebook.sql('SELECT text, colour FROM note WHERE id = ANY ($1) ORDER BY text', [notes.map(({ id }) => id)]);

  it('replace what is stored, and leave as it is what they say nothing of', async () => {
    const [known, fresh] = [aNote(), aNote()];
    await write((tx) => tx.put(rowOf({ ...known, colour: 'yellow' })));
    await write((tx) =>
      tx.put(rowOf({ ...known, text: 'again' }), rowOf({ ...fresh, text: 'fresh', colour: 'white' })),
    );

    expect(await stored(known, fresh)).toEqual([
      { text: 'again', colour: 'yellow' },
      { text: 'fresh', colour: 'white' },
    ]);
  });

  it('are refused with all that was written beside them when they are to be new and are not', async () => {
    const [known, fresh] = [aNote(), aNote()];
    await write((tx) => tx.add(rowOf(known)));
    await expect(write((tx) => tx.add(rowOf(fresh), rowOf({ ...known, text: 'again' })))).rejects.toMatchObject({
      code: '23505',
    });
    expect(await stored(known, fresh)).toEqual([{ text: 'first', colour: 'white' }]);
  });

  it('never become those of another store', async () => {
    const known = aNote();
    await notebook.inStore('SH002', () =>
      notebook.get(Database).transaction((tx) => tx.add(rowOf({ ...known, storeId: 'SH002' }))),
    );
    await expect(write((tx) => tx.put(rowOf({ ...known, text: 'taken' })))).rejects.toMatchObject({ code: '42501' });
    expect(await stored(known)).toEqual([{ text: 'first', colour: 'white' }]);
  });
});
