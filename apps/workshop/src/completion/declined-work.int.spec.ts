import { startService } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { aRunningStore, Visit } from '../testing.js';
import { AUDIT, exitPassFor, HANDOVER } from './testing.js';

const UNSIGNED = { status: 409, body: { code: 'WORKSHOP.DECLINED_WORK_UNSIGNED' } };
const tooDear = { reason: 'The customer finds it too dear.' };

describe('a car that leaves without safety-critical work', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });

  /** A technician found that the hose is cracked, which concerns safety. */
  const aFinding = async (visit: Visit, changes: object = {}): Promise<string> => {
    const jobId = (await visit.firstJob()).slice('jobs/'.length);
    const found = { jobId, description: 'The brake hose is cracked.', safetyCritical: true, ...changes };
    return (await visit.by<{ id: string }>('wu.technician', 'findings', found)).id;
  };
  const decline = (visit: Visit, id: string) =>
    visit.by('chen.advisor', `findings/${id}/decide`, {
      decision: 'declined',
      channel: 'phone',
      decidedBy: 'customer',
    });
  /** The customer signs the quote of the finding's work. @returns the path of its job */
  const approve = async (visit: Visit, id: string): Promise<string> => {
    const work = { operationCode: 'BRK-012', payType: 'customer', parts: [] };
    await visit.by('chen.advisor', `findings/${id}/estimate`, work);
    const { quoteId, documentSha256 } = await visit.quote();
    const verdict = { decision: 'approved', channel: 'phone', decidedBy: 'customer', quoteId, documentSha256 };
    await visit.by('chen.advisor', `findings/${id}/decide`, verdict);
    const job = (await visit.detail()).jobs.find(({ findingId }) => findingId === id);
    return `jobs/${String(job?.id)}`;
  };
  const sign = (visit: Visit, id: string) =>
    visit.try('chen.advisor', `findings/${id}/sign-declined`, { signedBy: 'customer' });
  const ready = async (visit: Visit): Promise<object> => {
    await visit.by('qian.inspector', 'final-audit', AUDIT);
    await visit.by('chen.advisor', 'handover');
    return { ...HANDOVER, exitPassId: await exitPassFor(workshop, visit.id) };
  };

  it('does not come without a signature for declined work that the price list calls safety-critical', async () => {
    const visit = await Visit.inspected(workshop);
    const jobId = (await visit.firstJob()).slice('jobs/'.length);
    const raised = { jobId, description: 'The rear discs are worn.', safetyCritical: false };
    const { id } = await visit.by<{ id: string }>('wu.technician', 'findings', raised);
    const work = { operationCode: 'BRK-012', payType: 'customer', parts: [] };
    expect(await visit.by('chen.advisor', `findings/${id}/estimate`, work)).toMatchObject({ safetyCritical: true });
    const declined = { decision: 'declined', channel: 'phone', decidedBy: 'customer' };
    await visit.by('chen.advisor', `findings/${id}/decide`, declined);
    await visit.by('qian.inspector', 'final-audit', AUDIT);
    await visit.by('chen.advisor', 'handover');
    const delivery = { ...HANDOVER, exitPassId: await exitPassFor(workshop, visit.id) };
    expect(await visit.try('chen.advisor', 'deliver', delivery)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.DECLINED_WORK_UNSIGNED' },
    });

    workshop.clock.moveTo(new Date('2026-11-21T02:00:00Z'));
    await visit.by('chen.advisor', `findings/${id}/sign-declined`, { signedBy: 'customer' });
    const again = await visit.try('chen.advisor', `findings/${id}/sign-declined`, { signedBy: 'representative' });
    workshop.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
    expect(again).toMatchObject({ status: 409, body: { code: 'WORKSHOP.NOTHING_TO_SIGN' } });
  });

  it('is signed for also when its order is cancelled', async () => {
    const visit = await Visit.authorized(workshop);
    const id = await aFinding(visit);
    await decline(visit, id);

    const answer = await visit.try('chen.advisor', 'cancel', tooDear);
    expect(answer).toMatchObject({ ...UNSIGNED, body: { ...UNSIGNED.body, findingIds: [id] } });
    expect(await workshop.find(RepairOrder, visit.id)).toMatchObject({ status: 'authorized' });
    expect(await visit.detail()).toMatchObject({ jobs: [{ status: 'authorized' }] });

    expect(await sign(visit, id)).toMatchObject({ status: 200 });
    expect(await visit.by('chen.advisor', 'cancel', tooDear)).toMatchObject({ status: 'cancelled' });
  });

  it('is never cancelled before it is signed for, whoever is quicker', async () => {
    const visit = await Visit.authorized(workshop);
    const id = await aFinding(visit);
    await decline(visit, id);
    const [signed] = await Promise.all([sign(visit, id), visit.try('chen.advisor', 'cancel', tooDear)]);
    const { status, findings } = await visit.detail();
    expect(signed.status).toBe(200);
    expect(findings).toMatchObject([{ declineSignedAt: expect.any(String) as string }]);
    expect(['authorized', 'cancelled']).toContain(status);
  });

  it('is signed for also when the customer approved the work and it was dropped after all', async () => {
    const visit = await Visit.inspected(workshop);
    const id = await aFinding(visit);
    const job = await approve(visit, id);
    expect((await sign(visit, id)).body).toMatchObject({ code: 'WORKSHOP.NOTHING_TO_SIGN' });
    await visit.by('foreman', `${job}/drop`, { reason: 'No time today.' });
    const delivery = await ready(visit);

    expect(await visit.try('chen.advisor', 'deliver', delivery)).toMatchObject(UNSIGNED);
    expect(await workshop.find(RepairOrder, visit.id)).toMatchObject({ status: 'ready' });
    expect(await sign(visit, id)).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect((await sign(visit, id)).body).toMatchObject({ code: 'WORKSHOP.NOTHING_TO_SIGN' });
    expect(await visit.by('chen.advisor', 'deliver', delivery)).toMatchObject({ status: 'delivered' });
  });

  it('is signed for also when approved work is taken back with its order', async () => {
    const visit = await Visit.authorized(workshop);
    const id = await aFinding(visit);
    const job = await approve(visit, id);

    expect(await visit.try('chen.advisor', 'cancel', tooDear)).toMatchObject(UNSIGNED);
    await visit.by('chen.advisor', `${job}/drop`, tooDear);
    await sign(visit, id);
    expect(await visit.by('chen.advisor', 'cancel', tooDear)).toMatchObject({ status: 'cancelled' });
  });

  it('is not signed for when what was dropped concerns no safety', async () => {
    const visit = await Visit.authorized(workshop);
    const id = await aFinding(visit, { safetyCritical: false, description: 'The filter is dirty.' });
    await decline(visit, id);
    expect(await visit.by('chen.advisor', 'cancel', tooDear)).toMatchObject({ status: 'cancelled' });
  });
});
