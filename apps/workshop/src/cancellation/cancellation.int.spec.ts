import { startService } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { aRunningStore, Visit } from '../testing.js';

const declined = { reason: 'The customer finds it too dear.' };

describe('a repair order whose customer leaves without the work', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);

  beforeAll(() => aRunningStore(workshop));

  it('ends when its quote is declined; the work stays on record for the next visit', async () => {
    const visit = await Visit.open(workshop);
    await visit.addJob();
    await visit.by('chen.advisor', 'request-quote');
    const { quoteId, documentSha256 } = await visit.quote();
    const { vehicleId } = await visit.detail();

    expect(await visit.try('wu.technician', 'cancel', declined)).toMatchObject({ status: 403 });
    expect(await visit.by('chen.advisor', 'cancel', declined)).toMatchObject({ status: 'cancelled' });

    expect(await visit.said()).toEqual(['opened', 'quote-requested', 'cancelled']);
    expect((await workshop.outbox()).at(-1)?.data).toMatchObject({ repairOrderId: visit.id, vehicleId, ...declined });
    const advisor = workshop.as('chen.advisor');
    const { body: deferred } = await advisor.get(`/v1/vehicles/${vehicleId}/deferred-work`);
    expect(JSON.stringify(deferred)).toContain('BRK-012');
    for (const overview of ['/v1/lounge', '/v1/board']) {
      expect(JSON.stringify((await workshop.as('foreman').get(overview)).body)).not.toContain(visit.id);
    }
    const consent = { quoteId, documentSha256, channel: 'in-person', signedBy: 'customer' };
    expect(await visit.try('chen.advisor', 'authorize', consent)).toMatchObject({ status: 409 });
    expect(await visit.try('chen.advisor', 'cancel', declined)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.WRONG_ORDER_STATUS', current: 'cancelled' },
    });
  });

  it('ends when signed work is taken back before anybody began, and frees its bay', async () => {
    const visit = await Visit.authorized(workshop);
    const job = await visit.firstJob();
    await visit.by('foreman', `${job}/dispatch`, { technicianId: 'wu.technician' });

    await visit.by('huang.manager', 'cancel', declined);

    expect(await visit.detail()).toMatchObject({ status: 'cancelled', jobs: [{ status: 'dropped' }] });
    const board = await workshop.as('foreman').get<{ bays: { repairOrderId: string | null }[] }>('/v1/board');
    expect(board.body.bays.filter(({ repairOrderId }) => repairOrderId === visit.id)).toEqual([]);
  });

  it('does not end while parts are drawn for it, and not once somebody has begun', async () => {
    const drawn = await Visit.authorized(workshop);
    await drawn.drawAllParts();
    const begun = await Visit.inWork(workshop);

    const refusals = [
      await drawn.try('chen.advisor', 'cancel', declined),
      await begun.try('chen.advisor', 'cancel', declined),
    ];
    expect(refusals).toMatchObject([
      { status: 409, body: { code: 'WORKSHOP.PARTS_STILL_DRAWN' } },
      { status: 409, body: { code: 'WORKSHOP.WRONG_ORDER_STATUS', current: 'in-progress' } },
    ]);
    expect(await workshop.find(RepairOrder, drawn.id)).toMatchObject({ status: 'authorized' });
    expect(await drawn.detail()).toMatchObject({ jobs: [{ status: 'authorized' }] });
  });

  it('waits for the customer’s word on what was found', async () => {
    const visit = await Visit.authorized(workshop);
    const found = { jobId: (await visit.firstJob()).replace('jobs/', ''), description: 'A cracked hose.' };
    await visit.by('wu.technician', 'findings', { ...found, safetyCritical: true });
    expect(await visit.try('chen.advisor', 'cancel', declined)).toMatchObject({
      status: 409,
      body: { code: 'WORKSHOP.FINDINGS_UNDECIDED' },
    });
  });
});
