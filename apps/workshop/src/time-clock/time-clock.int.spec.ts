import { NotFound } from '@pitlane/kernel';
import { runInScope, type Scope } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { aBay } from '../bays/testing.js';
import { DispatchService } from '../dispatch/dispatch.service.js';
import { migrations } from '../migrations/index.js';
import { TechniciansQueries } from '../technicians/technicians.queries.js';
import { aTechnician } from '../technicians/testing.js';
import { aRunningStore, Visit } from '../testing.js';
import { TimeClockService } from './time-clock.service.js';
import { InspectorMayNotWork } from './time-clock.errors.js';
import { ClockSegment } from './clock-segment.entity.js';
import type { Bay } from '../bays/bay.entity.js';

const inBothStores: Scope = {
  stores: ['SH001', 'SH002'],
  groupId: 'huadong',
  actor: { id: 'huang.manager', role: 'service-manager' },
  correlationId: uuidv7(),
};
const at = (time: string): Date => new Date(`2026-11-21T${time}:00+08:00`);

describe('dispatch and clocking', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  let bays: Bay[] = [];
  beforeAll(async () => {
    ({ bays } = await aRunningStore(workshop));
  });
  afterEach(async () => {
    await workshop.sql(
      `UPDATE clock_segment SET ended_at = greatest(started_at, $1), end_reason = 'off' WHERE ended_at IS NULL`,
      [at('09:00')],
    );
    await workshop.sql(`UPDATE job SET status = 'done' WHERE status IN ('dispatched', 'in-progress', 'paused')`);
    await workshop.sql(`DELETE FROM clock_segment`);
    workshop.clock.moveTo(at('09:00'));
  });

  const dispatched = async (technicianId: string, bay: Bay | undefined): Promise<{ visit: Visit; job: string }> => {
    const visit = await Visit.authorized(workshop);
    const job = await visit.firstJob();
    await visit.by('foreman', `${job}/dispatch`, { technicianId, ...(bay && { bayId: bay.id }) });
    return { visit, job };
  };

  it('choose the least loaded technician and a free bay', async () => {
    await dispatched('wu.technician', bays[0]);
    const visit = await Visit.authorized(workshop);
    const { jobs } = await visit.by('foreman', `${await visit.firstJob()}/dispatch`);
    expect(jobs[0]).toMatchObject({ status: 'dispatched', technicianId: 'han.technician', bayId: bays[1]?.id });
  });

  it('let one car into a bay, whoever dispatches at the same time', async () => {
    const visits = [
      await Visit.authorized(workshop),
      await Visit.authorized(workshop),
      await Visit.authorized(workshop),
    ];
    const jobs = await Promise.all(visits.map((visit) => visit.firstJob()));
    const wish = { bayId: bays[0]?.id };
    const answers = await Promise.all(
      visits.map((visit, index) => visit.try('foreman', `${jobs[index]}/dispatch`, wish)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'WORKSHOP.BAY_TAKEN' });
  });

  it('refuse a third car for two bays', async () => {
    await dispatched('wu.technician', bays[0]);
    await dispatched('han.technician', bays[1]);
    const visit = await Visit.authorized(workshop);
    const answer = await visit.try('foreman', `${await visit.firstJob()}/dispatch`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'WORKSHOP.NO_BAY_FREE', kind: 'lift' } });
  });

  it('let a technician be on one job at a time, however often they click (W3)', async () => {
    const [first, second] = [await dispatched('wu.technician', bays[0]), await dispatched('wu.technician', bays[1])];
    const twin = await workshop.twin();
    const clicks = [first, second].flatMap(({ visit, job }) =>
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? workshop : twin).as('wu.technician').post(`/v1/repair-orders/${visit.id}/${job}/clock-on`),
      ),
    );
    const answers = await Promise.all(clicks);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await workshop.all(ClockSegment)).toHaveLength(1);
    const started = [...(await first.visit.said()), ...(await second.visit.said())].filter(
      (name) => name === 'job-started',
    );
    expect(started).toHaveLength(1);
    const refused = answers.find(({ body }) => body['code'] === 'WORKSHOP.TECHNICIAN_BUSY');
    expect(refused?.status).toBe(409);
  });

  it('refuse clocking on by another, and clocking off without having clocked on', async () => {
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    expect(await visit.try('han.technician', `${job}/clock-on`)).toMatchObject({
      body: { code: 'WORKSHOP.NOT_YOUR_JOB' },
    });
    expect(await visit.try('wu.technician', `${job}/clock-off`)).toMatchObject({
      body: { code: 'WORKSHOP.WRONG_JOB_STATUS' },
    });
    expect(await visit.try('foreman', `${job}/clock-on`)).toMatchObject({ status: 403 });
  });

  it('keep a technician whose certificate has run out since the dispatch off the job (WKS-1)', async () => {
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    const certified = (until: string | undefined) =>
      workshop.sql(`UPDATE technician SET skills = $1 WHERE technician_id = 'wu.technician'`, [
        JSON.stringify([{ skill: 'brakes', level: 4, ...(until && { certifiedUntil: until }) }]),
      ]);
    await certified('2026-11-20');
    expect(await visit.try('wu.technician', `${job}/clock-on`)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.CERTIFICATE_EXPIRED' },
    });
    await certified(undefined);
    expect((await visit.try('wu.technician', `${job}/clock-on`)).status).toBe(200);
  });

  it('give a car a bay of its own store only, also when the caller works in two', async () => {
    const foreign = await workshop.given(aBay({ storeId: 'SH002', name: 'Lift 1' }));
    const visit = await Visit.authorized(workshop);
    const jobId = (await visit.firstJob()).slice('jobs/'.length);
    const dispatch = () => workshop.get(DispatchService).dispatch(visit.id, jobId, { bayId: foreign.id }, at('09:00'));
    await expect(runInScope(inBothStores, dispatch)).rejects.toThrow(NotFound);
  });

  it('count worked, present and flat-rate time', async () => {
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    await visit.by('wu.technician', `${job}/clock-on`);
    workshop.clock.moveTo(at('09:45'));
    await visit.by('wu.technician', `${job}/pause`, { reason: 'parts' });
    expect(await visit.detail()).toMatchObject({ jobs: [{ status: 'paused', pausedFor: 'parts' }] });
    workshop.clock.moveTo(at('10:00'));
    await visit.by('wu.technician', `${job}/clock-on`);
    workshop.clock.moveTo(at('10:15'));
    await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });

    const technicians = await workshop
      .as('foreman')
      .get<{ items: { id: string; technicianId: string }[] }>('/v1/technicians');
    const wu = technicians.body.items.find(({ technicianId }) => technicianId === 'wu.technician');
    const { body } = await workshop
      .as('foreman')
      .get(`/v1/technicians/${wu?.id}/figures?from=2026-11-21&to=2026-11-21`);
    expect(body).toMatchObject({
      workedMinutes: 60, presentMinutes: 600, flatRateHundredths: 150, efficiencyPercent: 150, utilisationPercent: 10,
      finishedJobs: 1, reworkedJobs: 0,
    }); // prettier-ignore

    // The same technician also works elsewhere: that is not this store's work.
    // (Its order is left behind, which no row of the service may: hence without the references.)
    await workshop.sql(`
      SET session_replication_role = replica;
      UPDATE clock_segment SET store_id = 'SH002';
      UPDATE job SET store_id = 'SH002' WHERE finished_at IS NOT NULL;
      SET session_replication_role = DEFAULT`);
    const figures = () =>
      workshop.get(TechniciansQueries).figures(String(wu?.id), { from: '2026-11-21', to: '2026-11-21' });
    expect(await runInScope(inBothStores, figures)).toMatchObject({ workedMinutes: 0, finishedJobs: 0 });
  });

  it('begin and end nothing before it could, though the clock of the next replica is behind', async () => {
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    workshop.clock.moveTo(at('07:00'));
    await visit.by('wu.technician', `${job}/clock-on`);
    workshop.clock.moveTo(at('06:30'));
    await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });

    const times = await workshop.sql(
      `SELECT segment.ended_at = segment.started_at AS "isEmpty", job.started_at = authorized_at AS "whenAuthorized"
       FROM clock_segment segment JOIN job ON job.id = job_id WHERE job_id = $1`,
      [job.slice('jobs/'.length)],
    );
    expect(times).toEqual([{ isEmpty: true, whenAuthorized: true }]);
  });

  it('keep the one who passed a job in the final inspection from working on that car (W1)', async () => {
    await workshop.given(aTechnician({ technicianId: 'qian.inspector', skills: [{ skill: 'maintenance', level: 3 }] }));
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    await visit.by('wu.technician', `${job}/clock-on`);
    await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });
    await visit.inspect(job);

    await visit.addJob({ operationCode: 'MNT-001', parts: [] });
    await visit.by('chen.advisor', 'request-quote');
    await visit.sign();
    const second = (await visit.detail()).jobs[1]?.id ?? '';
    await visit.by('foreman', `jobs/${second}/dispatch`, { technicianId: 'qian.inspector', bayId: bays[0]?.id });
    const act = { by: 'qian.inspector', at: at('09:00') };
    const clockOn = () => workshop.get(TimeClockService).clockOn(visit.id, second, uuidv7(), act);
    await expect(runInScope(inBothStores, clockOn)).rejects.toThrow(InspectorMayNotWork);
  });

  it('keep segments apart in the database, also past the service', async () => {
    const { visit, job } = await dispatched('wu.technician', bays[0]);
    await visit.by('wu.technician', `${job}/clock-on`);
    const [segment] = await workshop.all(ClockSegment);
    const copy = Object.assign(new ClockSegment(), segment, { id: visit.id });
    await expect(workshop.given(copy)).rejects.toThrow(/clock_segment_one/);
  });
});
