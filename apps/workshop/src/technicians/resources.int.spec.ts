import { startService } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';

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
