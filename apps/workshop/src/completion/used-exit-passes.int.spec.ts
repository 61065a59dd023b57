import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import { aRunningStore } from '../testing.js';
import { aReadyVisit, exitPassFor, HANDOVER, usePass } from './testing.js';

describe('a delivery that is written down at nine, when the exit pass ran out at half past eight,', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  beforeAll(async () => {
    await aRunningStore(workshop);
  });

  const ready = () => aReadyVisit(workshop);

  const passFor = (repairOrderId: string) => exitPassFor(workshop, repairOrderId, '2026-11-21T00:30:00Z');

  it('comes when the gate let the car out on it before that', async () => {
    const visit = await ready();
    const exitPassId = await passFor(visit.id);
    await usePass(workshop, exitPassId, visit.id, '2026-11-21T00:29:59.999Z');

    const deliver = () => visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });
    const answers = await Promise.all([deliver(), deliver()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await visit.said()).filter((event) => event === 'delivered')).toHaveLength(1);
  });

  it.each([
    ['when the gate has not seen it', undefined, 'WORKSHOP.EXIT_PASS_EXPIRED'],
    ['when the gate saw it as it ran out', '2026-11-21T00:30:00Z', 'WORKSHOP.EXIT_PASS_EXPIRED'],
  ])('does not come %s', async (_when, usedAt, code) => {
    const visit = await ready();
    const exitPassId = await passFor(visit.id);
    if (usedAt !== undefined) await usePass(workshop, exitPassId, visit.id, usedAt);

    const refused = await visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });
    expect(refused).toMatchObject({ status: 409, body: { code } });
    expect((await visit.said()).at(-1)).toBe('ready');
  });

  it('does not come on a pass on which another car left', async () => {
    const visit = await ready();
    const repairOrderId = uuidv7();
    const exitPassId = await passFor(repairOrderId);
    await usePass(workshop, exitPassId, repairOrderId, '2026-11-21T00:20:00Z');

    const refused = await visit.try('chen.advisor', 'deliver', { ...HANDOVER, exitPassId });
    expect(refused).toMatchObject({ status: 409, body: { code: 'WORKSHOP.NO_EXIT_PASS' } });
    expect((await visit.said()).at(-1)).toBe('ready');
  });
});
