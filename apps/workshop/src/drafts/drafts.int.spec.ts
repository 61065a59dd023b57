import {
  AppointmentAdvisorChanged, AppointmentBooked, AppointmentCancelled, AppointmentMoved, AppointmentNoShow, CustomerArrived,
} from '@pitlane/contracts'; // prettier-ignore
import { startService } from '@pitlane/testing';
import { uuidv7 } from 'uuidv7';
import { WorkshopModule } from '../app.module.js';
import type { Bay } from '../bays/bay.entity.js';
import { migrations } from '../migrations/index.js';
import { RepairOrder } from '../repair-orders/repair-order.entity.js';
import type { Technician } from '../technicians/technician.entity.js';
import { aTechnician } from '../technicians/testing.js';
import { aRunningStore } from '../testing.js';

describe('a booking in the workshop', () => {
  const workshop = startService(WorkshopModule, 'workshop', migrations);
  let bay: Bay;
  beforeAll(async () => {
    [bay] = (await aRunningStore(workshop)).bays as [Bay];
  });

  const booked = (changes: Partial<AppointmentBooked> = {}): AppointmentBooked =>
    AppointmentBooked.of({
      appointmentId: uuidv7(),
      customerId: uuidv7(),
      vehicleId: uuidv7(),
      channel: 'phone',
      advisorId: 'chen.advisor',
      startsAt: '2026-11-21T02:00:00Z',
      endsAt: '2026-11-21T04:00:00Z',
      complaint: 'It squeals when braking.',
      meanwhile: 'waits',
      operations: [{ operationCode: 'BRK-012', flatRateHundredths: 150, skill: 'brakes', bayKind: 'lift' }],
      parts: [{ partNumber: '5QD698151', quantityThousandths: 1000 }],
      bays: [{ bayId: bay.id, bayKind: 'lift' }],
      technicians: [{ technicianId: 'wu.technician', skills: ['brakes'] }],
      ...changes,
    });
  const orderOf = async (appointmentId: string): Promise<RepairOrder[]> =>
    (await workshop.all(RepairOrder)).filter((order) => order.appointmentId === appointmentId);
  const arrived = ({ appointmentId, customerId, vehicleId }: AppointmentBooked): CustomerArrived =>
    CustomerArrived.of({
      appointmentId,
      customerId,
      vehicleId,
      advisorId: 'liu.advisor',
      punctuality: 'on-time',
      arrivedAt: '2026-11-21T02:01:00Z',
    });

  it('drafts its repair order once, and says that the plan holds', async () => {
    const event = booked();
    const eventId = uuidv7();
    expect(await workshop.deliver(event, { aggregateId: event.appointmentId, eventId, version: 1 })).toBe('done');
    expect(await workshop.deliver(event, { aggregateId: event.appointmentId, eventId, version: 1 })).toBe('duplicate');

    const orders = await orderOf(event.appointmentId);
    expect(orders).toMatchObject([{ status: 'draft', advisorId: 'chen.advisor', plan: { bays: [{ bayId: bay.id }] } }]);
    const said = (await workshop.outbox()).filter(({ aggregateId }) => aggregateId === orders[0]?.id);
    expect(said).toMatchObject([{ data: { baysPlanned: true, techniciansPlanned: true } }]);
  });

  it.each([
    ['a bay that is not there', { bays: [{ bayId: uuidv7(), bayKind: 'lift' as const }] }, { baysPlanned: false }],
    [
      'an unknown technician',
      { technicians: [{ technicianId: 'nobody', skills: ['brakes' as const] }] },
      { techniciansPlanned: false },
    ],
    [
      'a skill that is missing',
      { technicians: [{ technicianId: 'wu.technician', skills: ['paint' as const] }] },
      { techniciansPlanned: false },
    ],
  ])('says so when it plans with %s', async (_name, changes, expected) => {
    const event = booked(changes);
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    const [order] = await orderOf(event.appointmentId);
    const said = (await workshop.outbox()).find(({ aggregateId }) => aggregateId === order?.id);
    expect(said?.data).toMatchObject(expected);
  });

  it.each([
    ['is absent then', { absences: [{ startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T10:00:00Z' }] }],
    ['has no valid certificate then', { skills: [{ skill: 'brakes', level: 4, certifiedUntil: '2026-11-20' }] }],
  ])('says so when its technician %s', async (_name, facts) => {
    const technicianId = `away.${uuidv7().slice(-6)}`;
    await workshop.given(aTechnician({ technicianId, ...(facts as Partial<Technician>) }));
    const event = booked({ technicians: [{ technicianId, skills: ['brakes'] }] });
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    const [order] = await orderOf(event.appointmentId);
    const said = (await workshop.outbox()).find(({ aggregateId }) => aggregateId === order?.id);
    expect(said?.data).toMatchObject({ techniciansPlanned: false });
  });

  it('counts on a technician for the time of their own work, of a visit over night, too', async () => {
    const technicianId = `early.${uuidv7().slice(-6)}`;
    const absences = [{ startsAt: '2026-11-21T03:00:00Z', endsAt: '2026-11-21T10:00:00Z' }];
    await workshop.given(aTechnician({ technicianId, absences }));
    const own = (startsAt: string, endsAt: string) => ({ technicianId, skills: ['brakes' as const], startsAt, endsAt });
    const plannedFor = async (technicians: AppointmentBooked['technicians']): Promise<unknown> => {
      const event = booked({ endsAt: '2026-11-22T04:00:00Z', technicians });
      await workshop.deliver(event, { aggregateId: event.appointmentId });
      const [order] = await orderOf(event.appointmentId);
      return (await workshop.outbox()).find(({ aggregateId }) => aggregateId === order?.id)?.data;
    };
    const morning = own('2026-11-21T02:00:00Z', '2026-11-21T03:00:00Z');
    const nextDay = own('2026-11-22T00:00:00Z', '2026-11-22T04:00:00Z');
    expect(await plannedFor([morning, nextDay])).toMatchObject({ techniciansPlanned: true });
    const noon = own('2026-11-21T02:00:00Z', '2026-11-21T04:00:00Z');
    expect(await plannedFor([noon, nextDay])).toMatchObject({ techniciansPlanned: false });
  });

  it('becomes a received car when the customer arrives', async () => {
    const event = booked();
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    await workshop.deliver(arrived(event), { aggregateId: event.appointmentId });
    expect(await orderOf(event.appointmentId)).toMatchObject([{ status: 'received', advisorId: 'liu.advisor' }]);
  });

  it('is received even when its draft is not known', async () => {
    const event = booked();
    await workshop.deliver(arrived(event), { aggregateId: event.appointmentId });
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    expect(await orderOf(event.appointmentId)).toMatchObject([{ status: 'received', customerId: event.customerId }]);
  });

  const cancelled = ({ appointmentId, customerId, startsAt }: AppointmentBooked): AppointmentCancelled =>
    AppointmentCancelled.of({ appointmentId, customerId, startsAt, reason: 'travels' });

  it('takes its draft back when it is cancelled or the customer does not come', async () => {
    const [first, second] = [booked(), booked()];
    for (const event of [first, second]) await workshop.deliver(event, { aggregateId: event.appointmentId });
    await workshop.deliver(cancelled(first), { aggregateId: first.appointmentId });
    const { appointmentId, customerId, vehicleId, startsAt } = second;
    const noShow = AppointmentNoShow.of({ appointmentId, customerId, vehicleId, startsAt, earlierNoShows: 0 });
    await workshop.deliver(noShow, { aggregateId: appointmentId });
    for (const event of [first, second])
      expect(await orderOf(event.appointmentId)).toMatchObject([{ status: 'cancelled' }]);
  });

  it('is for the advisor that it was given to, until the customer is there', async () => {
    const event = booked();
    const { appointmentId, customerId, startsAt } = event;
    const giveTo = (advisorId: string) =>
      workshop.deliver(AppointmentAdvisorChanged.of({ appointmentId, customerId, startsAt, advisorId }), {
        aggregateId: appointmentId,
      });
    await workshop.deliver(event, { aggregateId: appointmentId });
    await giveTo('zhou.advisor');
    expect(await orderOf(appointmentId)).toMatchObject([{ status: 'draft', advisorId: 'zhou.advisor' }]);

    await workshop.deliver(arrived(event), { aggregateId: appointmentId });
    await giveTo('zhou.advisor');
    expect(await orderOf(appointmentId)).toMatchObject([{ status: 'received', advisorId: 'liu.advisor' }]);
  });

  const moved = (
    { appointmentId, customerId, vehicleId, ...was }: AppointmentBooked,
    to: Partial<AppointmentMoved> = {},
  ) =>
    AppointmentMoved.of({
      ...{ appointmentId, customerId, vehicleId, by: 'customer', advisorId: 'zhou.advisor' },
      ...{ previousStartsAt: was.startsAt, previousEndsAt: was.endsAt, bays: was.bays, technicians: was.technicians },
      ...{ startsAt: '2026-11-23T02:00:00Z', endsAt: '2026-11-23T04:00:00Z', ...to },
    });
  const saidOf = async (aggregateId: string | undefined) =>
    (await workshop.outbox()).filter((entry) => entry.aggregateId === aggregateId).map(({ data }) => data);

  it('is planned anew when it is moved, once, and hears what of its new plan is there', async () => {
    const event = booked();
    const { appointmentId } = event;
    await workshop.deliver(event, { aggregateId: appointmentId, version: 1 });
    const technicians = [{ technicianId: 'nobody', skills: ['brakes' as const] }];
    const move = moved(event, { technicians });
    const once = { aggregateId: appointmentId, eventId: uuidv7(), version: 2 };
    expect(await workshop.deliver(move, once)).toBe('done');
    expect(await workshop.deliver(move, once)).toBe('duplicate');

    const [order] = await orderOf(appointmentId);
    const plan = { startsAt: '2026-11-23T02:00:00Z', technicians, operations: event.operations };
    expect(order).toMatchObject({ status: 'draft', advisorId: 'zhou.advisor', plan });
    expect(await saidOf(order?.id)).toMatchObject([
      { appointmentId, baysPlanned: true, techniciansPlanned: true },
      { appointmentId, baysPlanned: true, techniciansPlanned: false },
    ]);
  });

  it('is not moved any more once the customer is there', async () => {
    const event = booked();
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    await workshop.deliver(arrived(event), { aggregateId: event.appointmentId });
    await workshop.deliver(moved(event), { aggregateId: event.appointmentId });
    const [order] = await orderOf(event.appointmentId);
    expect(order).toMatchObject({ status: 'received', advisorId: 'liu.advisor', plan: { startsAt: event.startsAt } });
    expect(await saidOf(order?.id)).toHaveLength(1);
  });

  it('gets no draft any more when its cancellation came first', async () => {
    const event = booked();
    await workshop.deliver(cancelled(event), { aggregateId: event.appointmentId });
    await workshop.deliver(event, { aggregateId: event.appointmentId });
    expect(await orderOf(event.appointmentId)).toEqual([]);
  });

  it('belongs to its store: neither seen nor changed from another', async () => {
    const event = booked();
    await workshop.deliver(event, { aggregateId: event.appointmentId, storeId: 'BJ001' });
    const [order] = await orderOf(event.appointmentId);
    expect(order?.storeId).toBe('BJ001');
    expect((await workshop.as('foreman').get(`/v1/repair-orders/${order?.id}`)).status).toBe(404);
    expect((await workshop.as('service-advisor').post(`/v1/repair-orders/${order?.id}/request-quote`)).status).toBe(
      404,
    );
    const { body } = await workshop.as('foreman', { store: 'BJ001' }).get(`/v1/repair-orders/${order?.id}`);
    expect(body).toMatchObject({ id: order?.id, status: 'draft' });
  });
});
