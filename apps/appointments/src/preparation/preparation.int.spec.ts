import { randomUUID, type UUID } from 'node:crypto';
import {
  BayChanged, PartsReserved, PartsShort, PartsStaged, RepairOrderDrafted, ReservationReleased,
} from '@pitlane/contracts'; // prettier-ignore
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { PreparationService } from './preparation.service.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');
const parts = [{ partNumber: '04E115561H', quantityThousandths: 1_000 }];
const WU = '00000000-0000-4000-8000-000000000001';
let bayId: UUID;

beforeAll(async () => {
  await around.priceList();
  bayId = await around.bay('quick');
  await around.technician('wu.technician', ['maintenance'], { technicianRecordId: WU });
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

async function booked(body: Record<string, unknown> = {}): Promise<AppointmentView> {
  const { status, body: view } = await around.book({ ...(await around.visitor()), parts, ...body });
  expect(status).toBe(201);
  return view;
}

const view = async (id: string): Promise<AppointmentView> =>
  (await service.as('chen.advisor').get<AppointmentView>(`/v1/appointments/${id}`)).body;
const missing = async (id: string): Promise<string[]> => (await view(id)).missing;
const checkAhead = (at: string) => {
  service.clock.moveTo(new Date(at));
  return service.inStore('SH001', () => service.get(PreparationService).checkAhead(new Date(at)));
};
const markNoShows = (at: string) => {
  service.clock.moveTo(new Date(at));
  return service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(new Date(at)));
};
/** Events after the booking, by name. */
const said = async () =>
  (await service.outbox()).slice(1).map(({ type, data }) => ({ name: type.split('.')[2], ...data }));

const reservation = (purposeId: string) => ({
  reservationId: randomUUID(),
  purpose: 'appointment' as const,
  purposeId,
});
const line = {
  lineId: randomUUID(),
  partNumber: '04E115561H',
  requestedThousandths: 1_000,
  reservedThousandths: 1_000,
};
const drafted = ({ id, customerId, vehicleId }: AppointmentView, facts: Partial<RepairOrderDrafted> = {}) =>
  RepairOrderDrafted.of({
    ...{ repairOrderId: randomUUID(), appointmentId: id, customerId, vehicleId },
    ...{ baysPlanned: true, techniciansPlanned: true, ...facts },
  });

/** Everything that others have to do for a visit; documents and confirmation are left. */
async function prepared(appointment: AppointmentView): Promise<void> {
  const kept = reservation(appointment.id);
  const aggregate = { aggregateId: kept.reservationId };
  await service.deliver(drafted(appointment));
  await service.deliver(PartsReserved.of({ ...kept, lines: [line] }), aggregate);
  await service.deliver(PartsStaged.of({ ...kept, shelf: 'R-01', stagedAt: MORNING.toISOString() }), aggregate);
}

describe('the checklist', () => {
  it('ticks itself from what workshop and parts say', async () => {
    const appointment = await booked();
    const all = [
      'repair-order-draft',
      'parts',
      'parts-staged',
      'technician',
      'bay',
      'documents',
      'customer-confirmation',
    ];
    expect((await missing(appointment.id)).toSorted()).toEqual(all.toSorted());

    await prepared(appointment);
    expect((await missing(appointment.id)).toSorted()).toEqual(['customer-confirmation', 'documents']);
    const { checklist } = await view(appointment.id);
    expect(checklist.find(({ item }) => item === 'parts')).toMatchObject({
      tickedBy: 'parts',
      ownerRole: 'parts-clerk',
    });
    expect(checklist.find(({ item }) => item === 'bay')).toMatchObject({
      tickedBy: 'workshop',
      deadlineAt: '2026-11-22T02:00:00.000Z',
    });
  });

  it.each([
    ['bay', () => around.bay('quick', { bayId, active: false })],
    ['technician', () => around.technician('wu.technician', ['brakes'], { technicianRecordId: WU })],
  ])('is not told of a %s by a draft that comes after its loss', async (item, lose) => {
    const appointment = await booked();
    await lose();
    await service.deliver(drafted(appointment));
    await around.bay('quick', { bayId });
    await around.technician('wu.technician', ['maintenance'], { technicianRecordId: WU });
    expect(await missing(appointment.id)).toContain(item);
    expect(await missing(appointment.id)).not.toContain('repair-order-draft');
  });

  it('has the same effect when an event is delivered twice', async () => {
    const { id } = await booked();
    const kept = reservation(id);
    const event = PartsReserved.of({ ...kept, lines: [line] });
    const delivery = { aggregateId: kept.reservationId, eventId: randomUUID(), version: 1 };
    expect(await service.deliver(event, delivery)).toBe('done');
    const before = await view(id);
    expect(await service.deliver(event, delivery)).toBe('duplicate');
    expect(await view(id)).toEqual(before);
  });

  it('loses its ticks when parts run short or are given to someone else', async () => {
    const { id } = await booked();
    const kept = reservation(id);
    const aggregate = { aggregateId: kept.reservationId };
    await service.deliver(PartsReserved.of({ ...kept, lines: [line] }), aggregate);
    await service.deliver(PartsShort.of({ ...kept, lines: [{ ...line, reservedThousandths: 0 }] }), aggregate);
    expect(await missing(id)).toContain('parts');

    await service.deliver(PartsReserved.of({ ...kept, lines: [line] }), aggregate);
    await service.deliver(ReservationReleased.of({ ...kept, reason: 'a car off the road' }), aggregate);
    expect(await missing(id)).toContain('parts');
  });

  it('leaves open what the workshop could not plan', async () => {
    const appointment = await booked();
    await service.deliver(drafted(appointment, { techniciansPlanned: false }));
    expect(await missing(appointment.id)).toContain('technician');
    expect(await missing(appointment.id)).not.toContain('bay');
  });

  it('waits for an appointment that is not there', async () => {
    expect(await service.deliver(PartsReserved.of({ ...reservation(randomUUID()), lines: [line] }))).toBe('failed');
  });

  it('is ticked by hand, with who and when; what is not on it is not found', async () => {
    const { id } = await booked();
    const path = `/v1/appointments/${id}/checklist`;
    const { status, body } = await service.as('chen.advisor').post<AppointmentView>(`${path}/documents/tick`);
    expect(status).toBe(200);
    expect(body.checklist.find(({ item }) => item === 'documents')).toMatchObject({
      tickedBy: 'chen.advisor',
      tickedAt: MORNING.toISOString(),
    });
    expect((await service.as('chen.advisor').post(`${path}/expert/tick`)).status).toBe(404);
    expect((await service.as('cashier').post(`${path}/documents/tick`)).status).toBe(403);
  });

  it('loses bay and technician when they can not be had any more', async () => {
    const appointment = await booked();
    await prepared(appointment);
    await service.deliver(BayChanged.of({ bayId, name: 'Q1', kind: 'quick', active: false }), { aggregateId: bayId });
    const absences = [{ startsAt: '2026-11-23T02:30:00Z', endsAt: '2026-11-24T02:30:00Z' }];
    await around.technician('wu.technician', ['maintenance'], { technicianRecordId: WU, absences });
    expect(await missing(appointment.id)).toEqual(expect.arrayContaining(['bay', 'technician']));

    await service.deliver(BayChanged.of({ bayId, name: 'Q1', kind: 'quick', active: true }), { aggregateId: bayId });
    await around.technician('wu.technician', ['maintenance'], { technicianRecordId: WU });
  });
});

describe('the checks ahead', () => {
  it('remind the customer of a ready and confirmed visit, a day and an hour ahead, once each', async () => {
    const appointment = await booked();
    await prepared(appointment);
    await service.as('chen.advisor').post(`/v1/appointments/${appointment.id}/checklist/documents/tick`);
    await service.as('chen.advisor').post(`/v1/appointments/${appointment.id}/confirm`, { channel: 'phone' });

    await Promise.all([1, 2, 3].map(() => checkAhead('2026-11-22T02:00:00Z')));
    await checkAhead('2026-11-23T01:00:00Z');
    await checkAhead('2026-11-23T01:05:00Z');
    expect(await said()).toMatchObject([
      { name: 'confirmed' },
      { name: 'reminded', check: 'day-before', advisorId: 'chen.advisor' },
      { name: 'reminded', check: 'hour-before' },
    ]);
  });

  it('put what is not ready on the list of its advisor, and of the manager one hour ahead', async () => {
    const { id, advisorId } = await booked();
    const listOf = async (who: string) =>
      (await service.as(who).get<{ items: AppointmentView[] }>('/v1/appointments/at-risk')).body.items.map(
        (one) => one.id,
      );

    await checkAhead('2026-11-22T02:00:00Z');
    expect(await listOf(advisorId)).toEqual([id]);
    expect(await listOf('zhao.advisor')).toEqual([]);
    expect(await listOf('service-manager')).toEqual([]);
    await checkAhead('2026-11-23T01:00:00Z');
    expect(await listOf('service-manager')).toEqual([id]);
    expect(await said()).toMatchObject([
      { name: 'at-risk', escalated: false, check: 'day-before' },
      { name: 'at-risk', escalated: true, check: 'hour-before' },
    ]);
    expect((await said())[1]).toHaveProperty('missing', expect.arrayContaining(['parts', 'customer-confirmation']));
  });

  it('do not look at other stores', async () => {
    await booked();
    await service.inStore('BJ001', () => service.get(PreparationService).checkAhead(new Date('2026-11-22T02:00:00Z')));
    expect(await said()).toEqual([]);
  });
});

describe('a no-show', () => {
  it('frees its place, is told once, and is seen at the next booking', async () => {
    const visitor = await around.visitor();
    const { body } = await around.book(visitor);
    await markNoShows('2026-11-23T02:29:00Z');
    expect(await view(body.id)).toMatchObject({ status: 'booked' });

    await Promise.all([1, 2, 3].map(() => markNoShows('2026-11-23T02:30:00Z')));
    expect(await view(body.id)).toMatchObject({ status: 'no-show', risk: 'none' });
    expect(await said()).toMatchObject([{ name: 'no-show', earlierNoShows: 0 }]);
    expect(await service.sql('SELECT 1 FROM slot WHERE booked > 0')).toEqual([]);

    const again = await around.book({ ...visitor, startsAt: '2026-11-24T02:00:00Z' });
    expect(again).toMatchObject({ status: 201, body: { earlierNoShows: 1 } });
    await markNoShows('2026-11-24T02:30:00Z');
    expect((await said()).at(-1)).toMatchObject({ name: 'no-show', earlierNoShows: 1 });
  });

  it('is not one who arrived late', async () => {
    const { id } = await booked();
    service.clock.moveTo(new Date('2026-11-23T02:20:00Z'));
    const arrived = await service.as('chen.advisor').post(`/v1/appointments/${id}/arrive`);
    expect(arrived).toMatchObject({ status: 200, body: { punctuality: 'late' } });
    await markNoShows('2026-11-23T03:00:00Z');
    expect(await said()).toMatchObject([{ name: 'arrived' }]);
  });
});
