import { randomUUID } from 'node:crypto';
import { AUDIT_CHAIN, type AuditEntryView, AuditSealer, BROKEN_CHAIN, Database, runInScope } from '@pitlane/platform';
import pg from 'pg';
import { AttackIssuer } from '../attack-issuer.js';
import { eventually, startService, testEnvironment } from '../index.js';
import { Note, NotebookModule, notebookMigrations } from './notebook.js';

interface Entry {
  id: string;
  store_id: string;
  actor_id: string;
  acting_role: string;
  aggregate_type: string;
  aggregate_id: string;
  aggregate_version: number;
  event_types: string[];
  changes: Record<string, unknown>;
  on_behalf_of: string | null;
  reason: string | null;
  correlation_id: string;
  causation_id: string | null;
}

const system = {
  stores: ['SH001'],
  groupId: '',
  actor: { id: 'system', role: 'service' },
  correlationId: randomUUID(),
};

const COLUMNS = `id, store_id, at, actor_id, acting_role, aggregate_type, aggregate_id, aggregate_version, event_types, changes, correlation_id`;
/** The self-check of every entry there is. */
const ALL_ENTRIES = AUDIT_CHAIN.all.replaceAll('$1::uuid', 'NULL::uuid').replaceAll('$2', '10000');
const LOOK_AT_ALL = AUDIT_CHAIN.broken.replace('$1::uuid[]', `ARRAY(SELECT key::uuid FROM (${ALL_ENTRIES}) every)`);
const anEntry = (storeId: string): string => `
  INSERT INTO audit_entry (${COLUMNS})
  VALUES (gen_random_uuid(), '${storeId}', now(), 'x', 'x', 'note', gen_random_uuid(), 1, '{}', '{}', gen_random_uuid())`;

describe('the audit log', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const clerk = notebook.as('parts-clerk');

  const write = async (text = 'a'): Promise<string> =>
    (await clerk.post<{ id: string }>('/v1/notes', { text })).body.id;
  const rewrite = (id: string, text: string) => clerk.post(`/v1/notes/${id}/rewrite`, { text });
  const entriesOf = (id: string) =>
    notebook.sql<Entry>('SELECT * FROM audit_entry WHERE aggregate_id = $1 ORDER BY seq', [id]);

  const positionOf = async (id: string): Promise<number | undefined> => {
    const [link] = await notebook.sql<{ position: string }>(
      'SELECT position FROM audit_link JOIN audit_entry entry ON entry.id = entry_id WHERE aggregate_id = $1',
      [id],
    );
    return link && Number(link.position);
  };
  const everythingIsLinked = () =>
    eventually(async () => {
      const open = await notebook.sql('SELECT id FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_link)');
      return open.length === 0;
    });
  /** Runs statements that leave nothing behind, as the superuser or as another role. */
  const rehearse = async <Row>(statements: readonly string[], role?: string): Promise<Row[]> => {
    const [database] = await notebook.sql<{ name: string }>('SELECT current_database() AS name');
    const connectionString = new URL(`/${database?.name ?? ''}`, testEnvironment().postgresUrl).href;
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      await client.query(`BEGIN; SELECT set_config('app.stores', 'SH001', true)`);
      if (role) await client.query(`SELECT set_config('role', $1, true)`, [role]);
      let rows: Row[] = [];
      for (const statement of statements) rows = (await client.query(statement)).rows as Row[];
      return rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(() => notebook.sql(`DO $$ BEGIN CREATE ROLE neighbour; EXCEPTION WHEN duplicate_object THEN NULL; END $$`));

  it('says of each state change who made it, what it said and what changed, and masks what people wrote', async () => {
    const id = await write('Mrs Wang called');
    await rewrite(id, 'Mrs Wang called twice');

    expect(await entriesOf(id)).toMatchObject([
      {
        store_id: 'SH001', actor_id: 'zhu.parts', acting_role: 'parts-clerk', aggregate_type: 'note', aggregate_version: 1,
        event_types: ['parts.note.written.v1'], changes: { text: 'masked', colour: [null, 'white'] }, reason: null, causation_id: null,
      },
      { aggregate_version: 2, changes: { text: 'masked', colour: ['white', 'yellow'] } },
    ]); // prettier-ignore
  });

  it('is written with the change or not at all', async () => {
    const id = await write('final');
    expect(await rewrite(id, 'changed')).toMatchObject({ status: 409 });
    expect(await entriesOf(id)).toHaveLength(1);
  });

  it('keeps the reason that a command gives, and the event that caused a change', async () => {
    const causationId = randomUUID();
    const note = Note.write(randomUUID(), 'SH001', 'a');
    await runInScope({ ...system, causationId, reason: 'the customer asked' }, () =>
      notebook.get(Database).transaction((tx) => tx.save(note)),
    );
    expect(await entriesOf(note.id)).toMatchObject([
      {
        reason: 'the customer asked',
        causation_id: causationId,
        correlation_id: system.correlationId,
        event_types: [],
      },
    ]);
  });

  it('tells a delegate from the person in whose name it acts', async () => {
    const issuer = await AttackIssuer.start('parts');
    const { url } = await notebook.twin({ AUTH_ISSUER: issuer.url });
    const token = await issuer.token({
      sub: 'zhu.parts',
      stores: ['SH001'],
      roles: ['parts-clerk'],
      act: { sub: 'a.bot' },
    });
    const response = await fetch(`${url}/v1/notes`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: '{"text":"a"}',
    });
    const { id } = (await response.json()) as { id: string };
    expect(await entriesOf(id)).toMatchObject([{ actor_id: 'a.bot', on_behalf_of: 'zhu.parts' }]);
    await issuer.stop();
  });

  it('is read by managers and auditors of the store, by aggregate, person and time', async () => {
    const id = await write('secret words');
    await rewrite(id, 'other words');
    const manager = notebook.as('service-manager');
    const list = async (filter: string) =>
      (await manager.get<{ items: AuditEntryView[] }>(`/v1/audit?${filter}`)).body.items;

    const [newest, first] = await list(`aggregateId=${id}`);
    expect(newest).toMatchObject({
      ...{ aggregateVersion: 2, storeId: 'SH001', actorId: 'zhu.parts', actingRole: 'parts-clerk', reason: null },
      changes: [
        { field: 'text', masked: true, before: null, after: null },
        { field: 'colour', masked: false, before: 'white', after: 'yellow' },
      ],
    });
    const at = first?.at ?? '';
    expect(await list(`aggregateId=${id}&until=${at}`)).toEqual([]);
    expect(await list(`aggregateId=${id}&actorId=zhu.parts&from=${at}`)).toHaveLength(2);
    expect(await list(`aggregateId=${id}&actorId=xu.parts`)).toEqual([]);
    const ofBothStores = await notebook.as('group-auditor').get(`/v1/audit?aggregateId=${id}`);
    expect(ofBothStores).toMatchObject({ status: 200, body: { items: [newest, first] } });
    expect((await notebook.as('service-manager', { store: 'SH002' }).get(`/v1/audit?aggregateId=${id}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(await clerk.get('/v1/audit')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await manager.get('/v1/audit?actorId=')).toMatchObject({ status: 422 });
  });

  it('takes a late commit into the chain late, and once', async () => {
    const slow = await notebook.get(Database).begin(system);
    const late = await slow.tx.save(Note.write(randomUUID(), 'SH001', 'late'));
    const early = await write();
    await eventually(async () => (await positionOf(early)) !== undefined);
    expect(await positionOf(late.id)).toBeUndefined();

    await slow.commit();
    await eventually(async () => (await positionOf(late.id)) !== undefined);
    expect(Number(await positionOf(late.id))).toBeGreaterThan(Number(await positionOf(early)));
    expect(await notebook.sql(BROKEN_CHAIN)).toEqual([]);
  });

  it('is one gapless chain per store, also when two replicas link what many callers write', async () => {
    const twin = await notebook.twin();
    const inSisterStore = () =>
      notebook.inStore('SH002', () =>
        notebook.get(Database).transaction((tx) => tx.save(Note.write(randomUUID(), 'SH002', 'a'))),
      );
    const aMorning = async () => {
      for (let n = 0; n < 8; n += 1) {
        const fromTwin = twin.as('parts-clerk').post('/v1/notes', { text: 'a' });
        await Promise.all([write(), inSisterStore(), fromTwin, notebook.get(AuditSealer).seal()]);
      }
    };
    await Promise.all([aMorning(), aMorning()]);
    await everythingIsLinked();

    const chains = await notebook.sql<{ store_id: string; links: string; last: string }>(
      'SELECT store_id, count(*) AS links, max(position) AS last FROM audit_link GROUP BY store_id ORDER BY store_id',
    );
    expect(chains.map(({ store_id }) => store_id)).toEqual(['SH001', 'SH002']);
    for (const { links, last } of chains) expect(links).toBe(last);
    expect(await notebook.sql(BROKEN_CHAIN)).toEqual([]);
  });

  it('makes no command wait for a sealer that is at work', async () => {
    await write();
    await everythingIsLinked();
    const sealing = await notebook.get(Database).begin(system);
    await sealing.tx.query(`
      INSERT INTO audit_link (store_id, position, entry_id, previous_hash, hash)
      SELECT 'SH001', max(position) + 1, gen_random_uuid(), '', '' FROM audit_link WHERE store_id = 'SH001'`);
    const id = await write();
    expect(await positionOf(id)).toBeUndefined();
    await sealing.rollback();
    await eventually(async () => (await positionOf(id)) !== undefined);
  });

  it.each<[string, string, string]>([
    ['an entry that was changed', `UPDATE audit_entry SET actor_id = 'nobody' WHERE id = $1`, 'changed'],
    ['an entry that was dropped', 'DELETE FROM audit_entry WHERE id = $1', 'dropped'],
    [
      'an entry that took the place of another',
      `WITH forged AS (${anEntry('SH001')} RETURNING id)
       UPDATE audit_link SET entry_id = forged.id FROM forged WHERE entry_id = $1`,
      'changed',
    ],
    ['an entry that was linked anew', `UPDATE audit_link SET hash = sha256('anew') WHERE entry_id = $1`, 'changed'],
    ['a link that was dropped', 'DELETE FROM audit_link WHERE entry_id = $1', 'links before it dropped'],
  ])('names %s', async (_what, tampering, named) => {
    const id = await write();
    await write();
    await everythingIsLinked();
    const [entry] = await entriesOf(id);
    const rows = await rehearse<object>([tampering.replace('$1', `'${entry?.id}'`), BROKEN_CHAIN]);
    expect(rows).toContainEqual(expect.objectContaining({ store: 'SH001', what: named }));
    expect(await rehearse([LOOK_AT_ALL])).toEqual([]);
    expect(await rehearse([tampering.replace('$1', `'${entry?.id}'`), LOOK_AT_ALL])).not.toEqual([]);
  });

  it('names an entry that is kept from its chain', async () => {
    const forged = anEntry('XX001').replace('now()', `now() - interval '2 minutes'`);
    expect(await rehearse([forged, BROKEN_CHAIN])).toMatchObject([{ store: 'XX001', what: 'never linked' }]);
  });

  describe.each(['parts_app', 'neighbour'])('as %s', (role) => {
    it.each([
      `UPDATE audit_entry SET reason = 'other'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'UPDATE audit_link SET position = position + 1',
      'DELETE FROM audit_link',
      'TRUNCATE audit_link',
      'ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY',
    ])('refuses %s', async (statement) => {
      await expect(rehearse([statement], role)).rejects.toThrow(/permission denied|must be owner/);
    });
  });

  it('takes entries from the service alone, for its own stores, one for a version', async () => {
    const mine = 'SELECT store_id FROM audit_entry WHERE xid = pg_current_xact_id()';
    expect(await rehearse([anEntry('SH001'), mine], 'parts_app')).toEqual([{ store_id: 'SH001' }]);
    await expect(rehearse([anEntry('SH001')], 'neighbour')).rejects.toThrow(/permission denied/);
    await expect(rehearse([anEntry('SH002')], 'parts_app')).rejects.toThrow(/row-level security/);
    const again = `INSERT INTO audit_entry (${COLUMNS}) SELECT ${COLUMNS.replace('id', 'gen_random_uuid()')} FROM audit_entry LIMIT 1`;
    await expect(rehearse([again], 'parts_app')).rejects.toThrow(/audit_entry_once/);
  });
});
