import { QuoteRefused } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aRunningStore, Visit } from '../testing.js';

describe('consent', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });
  const consent = { channel: 'wechat', signedBy: 'customer' };
  const quoted = async (): Promise<Visit> => {
    const visit = await Visit.open(workshop);
    await visit.addJob();
    await visit.by('chen.advisor', 'request-quote');
    return visit;
  };

  it('is given to what billing has priced, and authorises all lines', async () => {
    const visit = await quoted();
    const { quoteId, documentSha256 } = await visit.quote();
    const order = await visit.by('chen.advisor', 'authorize', { quoteId, documentSha256, ...consent });

    expect(order).toMatchObject({ status: 'authorized', authorizedVersion: 1, jobs: [{ status: 'authorized' }] });
    const authorized = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id).at(-1);
    const [job] = order.jobs;
    expect(authorized).toMatchObject({
      type: 'workshop.repair-order.authorized.v1',
      data: {
        quoteId,
        documentSha256,
        repairOrderVersion: 1,
        laborLines: [{ lineId: job?.laborLineId, jobId: job?.id, flatRateHundredths: 150 }],
        partLines: [{ lineId: job?.partLines[0]?.id, quantityThousandths: 1000 }],
      },
    });
    expect(await visit.detail()).toMatchObject({
      quotes: [{ status: 'signed', signedBy: 'customer', totalFen: 42_000 }],
    });
  });

  it.each([
    ['another hash', { documentSha256: 'b'.repeat(64) }, {}, 'WORKSHOP.SIGNED_OTHER_DOCUMENT'],
    ['an expired quote', {}, { validUntil: '2026-11-21T00:59:59Z' }, 'WORKSHOP.QUOTE_EXPIRED'],
  ])('is refused for %s', async (_name, signed, priced, code) => {
    const visit = await quoted();
    const { quoteId, documentSha256 } = await visit.quote(priced);
    const body = { quoteId, documentSha256, ...consent, ...signed };
    expect(await visit.try('chen.advisor', 'authorize', body)).toMatchObject({ status: 409, body: { code } });
    expect(await visit.said()).toEqual(['opened', 'quote-requested']);
    expect(await visit.detail()).toMatchObject({ status: 'open', jobs: [{ status: 'proposed' }] });
  });

  it('is given once, however many record it at the same time', async () => {
    const visit = await quoted();
    const { quoteId, documentSha256 } = await visit.quote();
    const body = { quoteId, documentSha256, ...consent };
    const answers = await Promise.all(Array.from({ length: 8 }, () => visit.try('chen.advisor', 'authorize', body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await visit.said()).filter((name) => name === 'authorized')).toHaveLength(1);
  });

  it('is not asked for where billing has no price', async () => {
    const visit = await quoted();
    const facts = { quoteId: uuidv7(), repairOrderId: visit.id, repairOrderVersion: 1, unpriced: ['BRK-012'] };
    await workshop.deliver(QuoteRefused.of(facts), { aggregateId: facts.quoteId });
    expect(await visit.detail()).toMatchObject({ quotes: [{ status: 'refused', unpriced: ['BRK-012'] }] });
    const body = { quoteId: facts.quoteId, documentSha256: 'a'.repeat(64), ...consent };
    expect(await visit.try('chen.advisor', 'authorize', body)).toMatchObject({
      body: { code: 'WORKSHOP.QUOTE_NOT_ISSUED' },
    });
  });

  it('waits for a quote that comes before its order', async () => {
    const facts = { quoteId: uuidv7(), repairOrderId: uuidv7(), repairOrderVersion: 1, unpriced: ['BRK-012'] };
    expect(await workshop.deliver(QuoteRefused.of(facts), { aggregateId: facts.quoteId })).toBe('failed');
  });

  describe('to a finding', () => {
    const found = async (): Promise<{ visit: Visit; finding: string }> => {
      const visit = await Visit.authorized(workshop);
      const jobId = (await visit.firstJob()).slice('jobs/'.length);
      const body = { jobId, description: 'The rear pads are at 2 mm.', safetyCritical: true };
      const { id } = await visit.by<{ id: string }>('wu.technician', 'findings', body);
      return { visit, finding: `findings/${id}` };
    };
    const work = { operationCode: 'MNT-001', payType: 'customer', parts: [] };
    const approval = { decision: 'approved', channel: 'phone', decidedBy: 'customer' };

    it('makes a new version of the order, whose work may begin only then (W2)', async () => {
      const { visit, finding } = await found();
      await visit.by('chen.advisor', `${finding}/estimate`, work);
      const proposed = (await visit.detail()).jobs[1]?.id;
      const early = await visit.try('foreman', `jobs/${proposed}/dispatch`, { technicianId: 'wu.technician' });
      expect(early).toMatchObject({ status: 409, body: { code: 'WORKSHOP.WRONG_JOB_STATUS', current: 'proposed' } });

      const { quoteId, documentSha256 } = await visit.quote();
      await visit.by('chen.advisor', `${finding}/decide`, { ...approval, quoteId, documentSha256 });

      expect((await visit.said()).slice(-4)).toEqual([
        'finding-raised',
        'quote-requested',
        'finding-decided',
        'authorized',
      ]);
      const authorized = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === visit.id).at(-1);
      expect(authorized?.data['laborLines']).toHaveLength(2);
      await visit.by('foreman', `jobs/${proposed}/dispatch`, { technicianId: 'han.technician' });
    });

    it('is refused without a quote, and with the quote of another', async () => {
      const [{ visit, finding }, other] = [await found(), await found()];
      await visit.by('chen.advisor', `${finding}/estimate`, work);
      expect(await visit.try('chen.advisor', `${finding}/decide`, approval)).toMatchObject({
        status: 422,
        body: { code: 'WORKSHOP.APPROVAL_WITHOUT_QUOTE' },
      });
      await other.visit.by('chen.advisor', `${other.finding}/estimate`, work);
      const { quoteId, documentSha256 } = await other.visit.quote();
      const wrong = await visit.try('chen.advisor', `${finding}/decide`, { ...approval, quoteId, documentSha256 });
      expect(wrong.status).toBe(404);
      expect(await visit.detail()).toMatchObject({ findings: [{ status: 'estimated' }] });
    });

    it('is asked for again when another finding was approved in between', async () => {
      const { visit, finding } = await found();
      await visit.by('chen.advisor', `${finding}/estimate`, work);
      const outdated = await visit.quote();
      const jobId = (await visit.firstJob()).slice('jobs/'.length);
      const body = { jobId, description: 'The wiper is torn.', safetyCritical: false };
      const { id } = await visit.by<{ id: string }>('wu.technician', 'findings', body);
      await visit.by('chen.advisor', `findings/${id}/estimate`, work);
      const { quoteId, documentSha256 } = await visit.quote();
      await visit.by('chen.advisor', `findings/${id}/decide`, { ...approval, quoteId, documentSha256 });

      const { quoteId: old, documentSha256: oldHash } = outdated;
      const decide = { ...approval, quoteId: old, documentSha256: oldHash };
      expect(await visit.try('chen.advisor', `${finding}/decide`, decide)).toMatchObject({
        status: 409,
        body: { code: 'WORKSHOP.QUOTE_OUTDATED' },
      });
      await visit.by('chen.advisor', `${finding}/estimate`, work);
      const again = await visit.quote();
      const signed = { ...approval, quoteId: again.quoteId, documentSha256: again.documentSha256 };
      expect(await visit.by('chen.advisor', `${finding}/decide`, signed)).toMatchObject({ status: 'approved' });
    });

    it('that is denied keeps the work on record, and its job is never done', async () => {
      const { visit, finding } = await found();
      await visit.by('chen.advisor', `${finding}/estimate`, work);
      await visit.by('chen.advisor', `${finding}/decide`, { ...approval, decision: 'declined' });
      const { vehicleId, jobs } = await visit.detail();
      expect(jobs[1]).toMatchObject({ status: 'declined' });
      const { body } = await workshop.as('booking-agent').get(`/v1/vehicles/${vehicleId}/deferred-work`);
      expect(body).toMatchObject({ items: [{ operationCode: 'MNT-001', jobId: jobs[1]?.id, safetyCritical: true }] });
      expect(await visit.try('foreman', `jobs/${jobs[1]?.id}/dispatch`)).toMatchObject({ status: 409 });
    });
  });
});
