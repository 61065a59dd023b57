import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDelegation, startService } from '../index.js';
import { NotebookModule, notebookMigrations } from './notebook.js';

const folder = mkdtempSync(join(tmpdir(), 'pitlane-delegation-'));
const path = join(folder, 'cutoffs.json');
const notBefore = new Date(Date.now() + 3_600_000).toISOString();
writeFileSync(path, JSON.stringify({ cutoffs: [{ sub: 'a.leaver', notBefore }] }));
afterAll(() => rmSync(folder, { recursive: true }));

describe('who acts in the name of another', () => {
  const notebook = startService(NotebookModule, 'parts', notebookMigrations);
  const delegate = startDelegation(notebook, { STAFF_CUTOFFS_FILE: path });
  const clerk = (id: string, inNameOf: string) => delegate({ id, inNameOf, roles: ['parts-clerk'] });
  const operator = () => delegate({ id: 'ops.operator', inNameOf: 'night.operator', roles: ['platform-operator'] });

  it('is out once they are cut off, and so is who acts in the name of one who is', async () => {
    const statusOf = async (id: string, inNameOf: string) => (await clerk(id, inNameOf).get('/v1/notes')).status;
    expect(await statusOf('a.leaver', 'zhu.parts')).toBe(401);
    expect(await statusOf('zhu.parts', 'a.leaver')).toBe(401);
    expect(await statusOf('sun.foreman', 'zhu.parts')).toBe(200);
  });

  it('is no second person beside themselves', async () => {
    await notebook.deliverRaw('no event', 'evt.workshop.SH001.ping.sent.v1', 'EVT_WORKSHOP');
    const [row] = await notebook.sql<{ id: string }>('SELECT id FROM inbox_parked');
    const discard = `/ops/parked/${row?.id ?? ''}/discard`;
    const reason = { reason: 'bad data' };
    expect(await operator().post(discard, reason)).toMatchObject({ status: 200, body: { outcome: 'proposed' } });
    expect(await notebook.as('ops.operator').post(discard, reason)).toMatchObject({
      status: 403,
      body: { code: 'PARKED.SECOND_PERSON_NEEDED' },
    });
    expect(await notebook.sql('SELECT discard_proposed_by AS by FROM inbox_parked')).toEqual([{ by: 'ops.operator' }]);
    expect(await notebook.as('night.operator').post(discard, reason)).toMatchObject({ body: { outcome: 'discarded' } });
  });

  it('has keys of their own, and is told nothing that the other was answered', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const ids: unknown[] = [];
    for (const id of ['sun.foreman', 'wu.technician']) {
      ids.push((await clerk(id, 'zhu.parts').post('/v1/notes', { text: 'a' }, key)).body['id']);
    }
    expect(new Set(ids).size).toBe(2);
  });
});
