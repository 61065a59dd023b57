import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { CHECKS, aRunningStore, Visit } from '../testing.js';
import { aReadyVisit, AUDIT, exitPassFor, HANDOVER, revokePass } from './testing.js';

describe('the end of a visit', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });

  const ready = () => aReadyVisit(workshop);

  it('leads from the intake to the customer, and says each step once', async () => {
    const visit = await ready();
    const exitPassId = await exitPassFor(workshop, visit.id);
    const delivered = await visit.by('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });

    expect(delivered).toMatchObject({ status: 'delivered', parkedAt: 'finished-3' });
    expect(await visit.said()).toEqual([
      'opened', 'quote-requested', 'authorized', 'job-started', 'inspected', 'inspected', 'inspected', 'completed', 'ready',
      'delivered',
    ]); // prettier-ignore
    const { history } = await visit.detail();
    expect(history.map(({ status }) => status)).toEqual([
      'received', 'open', 'authorized', 'in-progress', 'completed', 'ready', 'delivered',
    ]); // prettier-ignore
    expect(history.at(-1)).toMatchObject({ changedBy: 'chen.advisor' });
  });

  it('tells billing what was done and drawn', async () => {
    const visit = await Visit.inspected(workshop);
    await visit.by('qian.inspector', 'final-audit', AUDIT);
    const { number, jobs } = await visit.detail();
    const completed = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id).at(-1);
    expect(completed?.data).toMatchObject({
      number,
      repairOrderVersion: 1,
      mileageKm: 48_214,
      laborLines: [
        { lineId: jobs[0]?.laborLineId, operationCode: 'BRK-012', flatRateHundredths: 150, payType: 'customer' },
      ],
      partLines: [{ lineId: jobs[0]?.partLines[0]?.id, quantityThousandths: 1000 }],
      wearItems: AUDIT.wearItems,
    });
  });

  it.each([
    ['a job is open', async () => Visit.inWork(workshop), AUDIT, 'WORKSHOP.JOBS_STILL_OPEN'],
    [
      'the car is not washed',
      async () => Visit.inspected(workshop),
      { ...AUDIT, washed: false },
      'WORKSHOP.AUDIT_NOT_PASSED',
    ],
  ])('is not reached while %s', async (_name, arrange, audit, code) => {
    const visit = await arrange();
    const said = await visit.said();
    expect(await visit.try('qian.inspector', 'final-audit', audit)).toMatchObject({ status: 409, body: { code } });
    expect(await visit.detail()).toMatchObject({ status: 'in-progress' });
    expect(await visit.said()).toEqual(said);
    await clear(visit);
  });

  it('is not reached before the inspections, the parts and the findings are settled', async () => {
    const visit = await Visit.inWork(workshop);
    const job = await visit.firstJob();
    const jobId = job.slice('jobs/'.length);
    const finding = await visit.by<{ id: string }>('wu.technician', 'findings', {
      jobId,
      description: 'The rear pads are at 2 mm.',
      safetyCritical: true,
    });
    await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });
    const refused = async (code: string): Promise<void> => {
      expect(await visit.try('qian.inspector', 'final-audit', AUDIT)).toMatchObject({ status: 409, body: { code } });
    };

    await refused('WORKSHOP.INSPECTIONS_OPEN');
    await visit.inspect(job);
    await refused('WORKSHOP.FINDINGS_UNDECIDED');
    const declined = { decision: 'declined', channel: 'phone', decidedBy: 'customer' };
    await visit.by('chen.advisor', `findings/${finding.id}/decide`, declined);
    await refused('WORKSHOP.PART_LINES_OPEN');
    await visit.drawAllParts();
    await visit.by('qian.inspector', 'final-audit', AUDIT);
    await visit.by('chen.advisor', 'handover');

    const exitPassId = await exitPassFor(workshop, visit.id);
    const delivery = { ...HANDOVER, exitPassId };
    const unsigned = await visit.try('chen.advisor', 'deliver', delivery);
    expect(unsigned).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.DECLINED_WORK_UNSIGNED', findingIds: [finding.id] },
    });
    await visit.by('chen.advisor', `findings/${finding.id}/sign-declined`, { signedBy: 'customer' });
    expect(await visit.by('chen.advisor', 'deliver', delivery)).toMatchObject({ status: 'delivered' });

    const { vehicleId } = await visit.detail();
    const { body } = await workshop.as('chen.advisor').get(`/v1/vehicles/${vehicleId}/deferred-work`);
    expect(body).toMatchObject({ items: [{ findingId: finding.id, safetyCritical: true }] });
  });

  it('is not reached while a dropped job has parts that were neither fitted nor returned', async () => {
    const visit = await Visit.authorized(workshop);
    const [job] = (await visit.detail()).jobs;
    const [line] = job?.partLines ?? [];
    await visit.by('foreman', `jobs/${job?.id}/drop`, { reason: 'The customer changed their mind.' });
    await visit.drawAllParts(); // the clerk handed them out before parts heard of it
    await visit.closePartLines(1000);
    expect(await visit.try('qian.inspector', 'final-audit', AUDIT)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.PART_LINES_OPEN', lineIds: [line?.id] },
    });
  });

  it('waits for three inspections of work that was begun and then dropped, which is billed to nobody', async () => {
    const visit = await Visit.inWork(workshop);
    const job = await visit.firstJob();
    await visit.by('wu.technician', `${job}/pause`, { reason: 'expert' });
    await visit.by('foreman', `${job}/drop`, { reason: 'The customer has no time for it.' });
    await visit.closePartLines();

    const uninspected = await visit.try('qian.inspector', 'final-audit', AUDIT);
    expect(uninspected).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.INSPECTIONS_OPEN', jobIds: [job.slice('jobs/'.length)] },
    });
    expect(await visit.detail()).toMatchObject({ status: 'in-progress' });
    await visit.inspect(job);
    expect(await visit.by('qian.inspector', 'final-audit', AUDIT)).toMatchObject({ status: 'completed' });
    const said = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id);
    expect(said.at(-1)?.data).toMatchObject({ laborLines: [], partLines: [] });
  });

  it('needs the receiving advisor or a stand-in with a reason, a valid exit pass, and all given back', async () => {
    const visit = await ready();
    const exitPassId = await exitPassFor(workshop, visit.id);
    const expired = await exitPassFor(workshop, visit.id, '2026-11-21T00:30:00Z');
    const ofAnother = await exitPassFor(workshop, uuidv7());
    const codeOf = async (who: string, changes: object): Promise<unknown> =>
      (await visit.try(who, 'deliver', { ...HANDOVER, exitPassId, ...changes })).body['code'];

    expect(await codeOf('liu.advisor', {})).toBe('WORKSHOP.NOT_THE_RECEIVING_ADVISOR');
    expect(await codeOf('chen.advisor', { exitPassId: uuidv7() })).toBe('WORKSHOP.NO_EXIT_PASS');
    expect(await codeOf('chen.advisor', { exitPassId: ofAnother })).toBe('WORKSHOP.NO_EXIT_PASS');
    expect(await codeOf('chen.advisor', { exitPassId: expired })).toBe('WORKSHOP.EXIT_PASS_EXPIRED');
    expect(await codeOf('chen.advisor', { oldPartsShown: false })).toBe('WORKSHOP.HANDOVER_INCOMPLETE');
    expect((await visit.said()).at(-1)).toBe('ready');
    expect(await codeOf('liu.advisor', { standInReason: 'Chen is at lunch.' })).toBeUndefined();
    expect((await visit.said()).at(-1)).toBe('delivered');
  });

  it('does not come on a pass whose money went back, though the clock here is behind, but on another', async () => {
    const visit = await ready();
    const exitPassId = await exitPassFor(workshop, visit.id);
    await revokePass(workshop, exitPassId, visit.id);

    workshop.clock.moveTo(new Date('2026-11-21T00:59:00Z'));
    const refused = await visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });
    workshop.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    expect(refused).toMatchObject({ status: 409, body: { code: 'WORKSHOP.NO_EXIT_PASS' } });
    expect((await visit.said()).at(-1)).toBe('ready');
    const credit = { ...HANDOVER, exitPassId: await exitPassFor(workshop, visit.id) };
    expect(await visit.by('chen.advisor', 'deliver', credit)).toMatchObject({ status: 'delivered' });
  });

  it('comes or does not when money goes back at that time, and not after it', async () => {
    const visit = await ready();
    const exitPassId = await exitPassFor(workshop, visit.id);
    const deliver = () => visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });
    const [first] = await Promise.all([deliver(), revokePass(workshop, exitPassId, visit.id)]);
    const { status } = await visit.detail();
    expect([first.status, status]).toEqual(first.status === 200 ? [200, 'delivered'] : [409, 'ready']);
    expect(await deliver()).toMatchObject({ status: 409 });
  });

  it('comes once, however many deliver at the same time', async () => {
    const visit = await ready();
    const exitPassId = await exitPassFor(workshop, visit.id);
    const tries = Array.from({ length: 8 }, () => visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await visit.said()).filter((name) => name === 'delivered')).toHaveLength(1);
  });

  it('waits for rework, which is billed to nobody, and for three new inspections', async () => {
    const visit = await Visit.inWork(workshop);
    await visit.drawAllParts();
    const job = await visit.firstJob();
    await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });
    await visit.by('wu.technician', `${job}/inspections`, { kind: 'self', result: 'passed', checks: CHECKS });
    const failure = { kind: 'peer', result: 'failed', checks: [], defectClass: 'assembly', cause: 'pad reversed' };
    const { reworkJobId } = await visit.by<{ reworkJobId: string }>('zheng.technician', `${job}/inspections`, failure);
    const early = await visit.try('wu.technician', `${job}/inspections`, {
      kind: 'self',
      result: 'passed',
      checks: CHECKS,
    });
    expect(early.body).toMatchObject({ code: 'WORKSHOP.JOB_NOT_INSPECTABLE' });

    const rework = `jobs/${reworkJobId}`;
    expect(await visit.try('foreman', `${rework}/drop`, { reason: 'no time' })).toMatchObject({ status: 409 });
    await visit.by('foreman', `${rework}/dispatch`, { technicianId: 'wu.technician' });
    await visit.by('wu.technician', `${rework}/clock-on`);
    await visit.by('wu.technician', `${rework}/finish`, { cause: 'pad reversed', correction: 'turned' });
    await visit.inspect(job);
    await visit.by('qian.inspector', 'final-audit', AUDIT);

    const said = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id);
    expect(said.filter(({ type }) => type.includes('rework-raised'))).toHaveLength(1);
    expect(said.at(-1)?.data['laborLines']).toHaveLength(1);
  });

  /** Frees the bay and the technician for the next test. */
  async function clear(visit: Visit): Promise<void> {
    const job = await visit.firstJob();
    if ((await visit.detail()).jobs[0]?.status === 'in-progress') {
      await visit.by('wu.technician', `${job}/finish`, { cause: 'worn', correction: 'replaced' });
    }
  }
});
