import { randomUUID } from 'node:crypto';
import { RepairOrderCompleted, RepairOrderOpened } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { DeferredWorkView } from './deferred-work.dto.js';
import { DeferredWork } from './deferred-work.entity.js';
import { declined } from './testing.js';

describe('work that a customer declined', () => {
  const service = startService(AppointmentsServiceModule, 'appointments', migrations);
  const around = new Surroundings(service);
  type Visitor = Awaited<ReturnType<Surroundings['visitor']>>;

  beforeAll(async () => {
    await around.priceList();
    for (let n = 0; n < 9; n += 1) await around.bay('quick');
    for (let n = 0; n < 9; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
  });

  const list = async (query: string): Promise<DeferredWorkView[]> =>
    (await service.as('booking-agent').get<{ items: DeferredWorkView[] }>(`/v1/deferred-work?${query}`)).body.items;
  const takeUp = (id: string, appointmentId: string) =>
    service.as('booking-agent').post(`/v1/deferred-work/${id}/take-up`, { appointmentId });
  const end = (id: string, status: string) =>
    service.as('service-advisor').post(`/v1/deferred-work/${id}/end`, { status, reason: '客户不想做' });
  async function deferred(): Promise<{ visitor: Visitor; id: string }> {
    const visitor = await around.visitor();
    const event = declined(visitor);
    await service.deliver(event);
    return { visitor, id: event.findingId };
  }

  it('is on record for the next visit, once, and only in its own store; what was approved is not', async () => {
    const visitor = await around.visitor();
    const event = declined(visitor, { safetyCritical: true });
    const delivery = { eventId: randomUUID(), aggregateId: event.repairOrderId, version: 1 };
    expect(await service.deliver(event, delivery)).toBe('done');
    expect(await service.deliver(event, delivery)).toBe('duplicate');
    await service.deliver(declined(visitor, { decision: 'approved' }));

    const kept = { id: event.findingId, status: 'deferred', description: '前减振器漏油', safetyCritical: true };
    expect(await list(`vehicleId=${visitor.vehicleId}`)).toMatchObject([
      { ...kept, appointmentId: null, endedAt: null },
    ]);
    const elsewhere = service.as('jiang.advisor', { store: 'SH002' });
    expect((await elsewhere.get(`/v1/deferred-work?vehicleId=${visitor.vehicleId}`)).body).toMatchObject({ items: [] });
  });

  it('is taken up by a visit of the car, and is done when that is completed', async () => {
    const { visitor, id } = await deferred();
    const { body: visit } = await around.book(visitor);
    expect(await takeUp(id, visit.id)).toMatchObject({
      status: 200,
      body: { appointmentId: visit.id, status: 'deferred' },
    });

    const order = { repairOrderId: randomUUID(), number: 'SH001-2026-000007', ...visitor, mileageKm: 43_000 };
    const aggregate = { aggregateId: order.repairOrderId };
    const opened = { appointmentId: visit.id, advisorId: 'chen.advisor', meanwhile: 'waits' as const };
    const openedAt = '2026-11-23T02:05:00.000Z';
    await service.deliver(RepairOrderOpened.of({ ...order, ...opened, openedAt, promisedAt: openedAt }), aggregate);
    expect(await service.find(DeferredWork, id)).toMatchObject({ status: 'deferred' });
    const completedAt = '2026-11-23T04:00:00.000Z';
    const done = { repairOrderVersion: 1, laborLines: [], partLines: [], wearItems: [], completedAt };
    await service.deliver(RepairOrderCompleted.of({ ...order, ...done }), aggregate);
    expect(await service.find(DeferredWork, id)).toMatchObject({
      ...{ status: 'done', endedBy: 'workshop', endedAt: new Date(completedAt) },
    });
  });

  it('is not taken up by a visit of another car, or by one that will not take place', async () => {
    const { visitor, id } = await deferred();
    const { body: foreign } = await around.book(await around.visitor());
    const { body: visit } = await around.book(visitor);
    await service.as('chen.advisor').post(`/v1/appointments/${visit.id}/cancel`, { reason: '客户生病' });
    const refused = { status: 422, body: { code: 'APPOINTMENTS.DEFERRED_WORK_OF_ANOTHER_VEHICLE' } };
    expect(await takeUp(id, foreign.id)).toMatchObject(refused);
    expect(await takeUp(id, visit.id)).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.VISIT_NOT_TAKING_PLACE' },
    });
    expect(await takeUp(id, randomUUID())).toMatchObject({ status: 404 });
    expect(await service.find(DeferredWork, id)).toMatchObject({ appointmentId: null, version: 1 });
  });

  it('is ended by hand with a reason, by one of two who click', async () => {
    const { visitor, id } = await deferred();
    const answers = await Promise.all([end(id, 'declined'), end(id, 'done')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await list(`vehicleId=${visitor.vehicleId}&status=deferred`)).toEqual([]);
    expect((await service.as('booking-agent').post(`/v1/deferred-work/${id}/end`)).status).toBe(403);
  });
});
