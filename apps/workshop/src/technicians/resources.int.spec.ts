import { startService } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aTechnician } from './testing.js';

describe('resources of the workshop', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  const lastSaid = async (): Promise<unknown> => (await workshop.outbox()).at(-1);
  const foreman = () => workshop.as('foreman');

  it('tell of a bay when it opens and closes', async () => {
    const { status, body } = await foreman().post('/v1/bays', { name: 'Lift 1', kind: 'lift' });
    expect(status).toBe(201);
    const id = String(body['id']);
    expect(await lastSaid()).toMatchObject({
      type: 'workshop.bay.changed.v1',
      aggregateId: id,
      data: { kind: 'lift', active: true },
    });
    await foreman().post(`/v1/bays/${id}/close`);
    expect(await lastSaid()).toMatchObject({ aggregateVersion: 2, data: { active: false } });
    const twice = await foreman().post(`/v1/bays/${id}/close`);
    expect(twice).toMatchObject({ status: 409, body: { code: 'WORKSHOP.BAY_CLOSED' } });
    expect((await foreman().post(`/v1/bays/${id}/reopen`)).body).toMatchObject({ active: true });
  });

  it('give a bay’s name once, whoever is faster', async () => {
    const register = () => foreman().post('/v1/bays', { name: 'Quick 1', kind: 'quick' });
    const answers = await Promise.all([register(), register()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'WORKSHOP.BAY_NAME_TAKEN' });
  });

  it('tell of a technician and of each absence', async () => {
    const technician = {
      technicianId: 'wu.technician',
      skills: [{ skill: 'ev-high-voltage', level: 3, certifiedUntil: '2027-03-31' }],
      shifts: [{ weekday: 6, starts: '08:00', ends: '18:00' }],
    };
    const { body } = await foreman().post('/v1/technicians', technician);
    expect(await lastSaid()).toMatchObject({
      type: 'workshop.technician.changed.v1',
      data: { ...technician, absences: [], active: true },
    });
    const absence = { startsAt: '2026-11-22T00:00:00Z', endsAt: '2026-11-23T00:00:00Z' };
    await foreman().post(`/v1/technicians/${String(body['id'])}/absences`, absence);
    expect(await lastSaid()).toMatchObject({ data: { absences: [absence] } });
    expect(await foreman().post('/v1/technicians', technician)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.TECHNICIAN_REGISTERED' },
    });
  });

  it('tell of the absences that are not over, however many there were', async () => {
    const absenceOn = (day: string) => ({ startsAt: `${day}T00:00:00Z`, endsAt: `${day}T08:00:00Z` });
    const over = Array.from({ length: 200 }, () => absenceOn('2026-11-02'));
    const { id } = await workshop.given(aTechnician({ technicianId: 'zhu.technician', absences: over }));
    const record = () => foreman().post(`/v1/technicians/${id}/absences`, absenceOn('2026-11-23'));
    expect((await record()).status).toBe(200);
    expect(await lastSaid()).toMatchObject({ aggregateId: id, data: { absences: [absenceOn('2026-11-23')] } });

    const ahead = Array.from({ length: 200 }, () => absenceOn('2026-11-23'));
    await workshop.sql('UPDATE technician SET absences = $2 WHERE id = $1', [id, JSON.stringify(ahead)]);
    expect(await record()).toMatchObject({ status: 409, body: { code: 'WORKSHOP.TOO_MANY_ABSENCES' } });
  });

  it('have each skill once: a second entry would hide an expired certificate', async () => {
    const technician = {
      technicianId: 'yang.technician',
      skills: [
        { skill: 'brakes', level: 3 },
        { skill: 'brakes', level: 3, certifiedUntil: '2026-01-31' },
      ],
      shifts: [{ weekday: 6, starts: '08:00', ends: '18:00' }],
    };
    expect(await foreman().post('/v1/technicians', technician)).toMatchObject({
      status: 422,
      body: { code: 'WORKSHOP.SKILL_NAMED_TWICE' },
    });
  });

  it.each([
    ['a safety-critical one without a limit', [{ item: 'pad', unit: 'mm' }], 'WORKSHOP.CHECKLIST_WITHOUT_MEASURE'],
    ['a limit of what is not measured', [{ item: 'leak', minThousandths: 1 }], 'WORKSHOP.LIMIT_WITHOUT_UNIT'],
    ['an item that is there twice', [{ item: 'leak' }, { item: 'leak' }], 'WORKSHOP.ITEM_NAMED_TWICE'],
  ])('refuse a checklist with %s', async (_name, items, code) => {
    const measured = { item: 'disc', unit: 'mm', minThousandths: 22_000 };
    const all = code === 'WORKSHOP.CHECKLIST_WITHOUT_MEASURE' ? items : [measured, ...items];
    const answer = await foreman().put('/v1/checklists/BRK-011', { safetyCritical: true, roadTest: false, items: all });
    expect(answer).toMatchObject({ status: 422, body: { code } });
  });

  it('count the editions of a checklist, and measure what is safety-critical', async () => {
    const put = (body: object) => foreman().put('/v1/checklists/BRK-010', body);
    const items = [{ item: 'pad-front', unit: 'mm', minThousandths: 3000 }];
    const edition = { safetyCritical: true, roadTest: false, items };
    expect((await put(edition)).body).toMatchObject({ version: 1 });
    expect((await put({ ...edition, roadTest: true })).body).toMatchObject({ version: 2, roadTest: true });
    expect(await put({ ...edition, items: [{ item: 'looks fine' }] })).toMatchObject({
      status: 422,
      body: { code: 'WORKSHOP.CHECKLIST_WITHOUT_MEASURE' },
    });
    expect((await workshop.as('technician').get('/v1/checklists/BRK-010')).body).toMatchObject({ version: 2 });
    expect((await workshop.as('technician').get('/v1/checklists/NOPE')).status).toBe(404);
    expect(await workshop.as('technician').get('/v1/checklists/a%00b')).toMatchObject({ status: 422 });
  });

  it.each(['technician', 'service-advisor', 'cashier'])('are not changed by a %s', async (role) => {
    expect((await workshop.as(role).post('/v1/bays', { name: 'Lift 9', kind: 'lift' })).status).toBe(403);
  });
});
