import { EVENTS_WITHOUT_GAP, SelfChecks } from '@pitlane/platform';
import pg from 'pg';
import { startService } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

const { jest } = import.meta;
const AGGREGATE = '00000000-0000-7000-8000-000000000001';

describe('a service that looks through its own books', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations, {
    environment: { SELF_CHECK_SECONDS: '86400' },
  });

  const look = (): Promise<boolean> => notebook.get(SelfChecks).look(0);
  const figure = async (name: string): Promise<number> => {
    const text = await (await fetch(`${await notebook.url}/metrics`)).text();
    return Number(text.match(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm'))?.[1]);
  };
  const write = async (): Promise<string> => {
    const { body } = await notebook.as('parts-clerk').post<{ id: string }>('/v1/notes', { text: 'a note' });
    await notebook.as('parts-clerk').post(`/v1/notes/${body.id}/rewrite`, { text: 'another' });
    return body.id;
  };
  /** So many published events, one of each aggregate. */
  const plant = (count: number): Promise<unknown> =>
    notebook.sql(
      `INSERT INTO outbox (event_id, store_id, aggregate_type, aggregate_id, aggregate_version, subject, headers, payload, payload_sha256, published_at)
       SELECT gen_random_uuid(), 'SH001', 'note', gen_random_uuid(), 1, 'any', '{}', '{}', '', now() FROM generate_series(1, $1)`,
      [count],
    );

  beforeEach(() => notebook.sql('TRUNCATE self_check, outbox, note'));

  it('finds nothing in good ones, and shows when it looked', async () => {
    await write();
    expect(await look()).toBe(true);
    expect(await figure('pitlane_invariant_violations')).toBe(0);
    expect(await figure('pitlane_invariant_checked')).toBeGreaterThan(0);
    expect(await figure('pitlane_self_check_ended_timestamp_seconds')).toBeGreaterThan(Date.now() / 1_000 - 60);
    expect(await figure('pitlane_self_check_seconds')).toBeGreaterThan(0);
  });

  it('names an aggregate whose events have a gap until it is mended', async () => {
    const id = await write();
    await look();
    await notebook.sql('UPDATE outbox SET aggregate_version = 3 WHERE aggregate_id = $1 AND aggregate_version = 2', [
      id,
    ]);
    await look();
    expect(await figure('pitlane_invariant_violations')).toBe(1);
    const [row] = await notebook.sql<{ progress: unknown }>('SELECT progress FROM self_check');
    expect(row?.progress).toMatchObject({ 'X1 aggregate': { broken: [id] } });

    await notebook.sql('UPDATE outbox SET aggregate_version = 2 WHERE aggregate_id = $1 AND aggregate_version = 3', [
      id,
    ]);
    await look();
    expect(await figure('pitlane_invariant_violations')).toBe(0);
  });

  it('misses the first event of a new aggregate, but not of one that is older than the outbox keeps events', async () => {
    const id = await write();
    await notebook.sql('DELETE FROM outbox WHERE aggregate_id = $1 AND aggregate_version = 1', [id]);
    await look();
    expect(await figure('pitlane_invariant_violations')).toBe(1);
    await notebook.sql('UPDATE outbox SET aggregate_id = $2 WHERE aggregate_id = $1', [id, AGGREGATE]);
    await look();
    expect(await figure('pitlane_invariant_violations')).toBe(0);
  });

  it('takes turns: of two that look at once, as two replicas do, one does', async () => {
    await plant(10);
    const looked = await Promise.all([1, 2].map(() => notebook.get(SelfChecks).look(300)));
    expect(looked.sort()).toEqual([false, true]);
    expect(await figure('pitlane_invariant_checked')).toBe(20);
  });

  it('asks for a thousand at a time, and goes on where it stopped', async () => {
    await plant(2_500);
    const query = jest.spyOn(pg.Client.prototype, 'query');
    await look();
    const asked = query.mock.calls.map(([config]) => (config as { text?: string }).text);
    query.mockRestore();

    const { changed, all, broken } = EVENTS_WITHOUT_GAP;
    const times = (sql: string) => asked.filter((text) => text === sql).length;
    expect([times(changed), times(all), times(broken)]).toEqual([4, 3, 6]);
  });
});
