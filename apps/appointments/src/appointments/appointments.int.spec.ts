import { randomUUID } from 'node:crypto';
import { VehicleDelivered } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { migrations } from '../migrations/index.js';
import type { AppointmentView } from './appointment.dto.js';
import { Appointment } from './appointment.entity.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 5; n += 1) await around.bay('quick');
  await around.bay('lift');
  await around.technician('wu.technician', ['maintenance', 'brakes']);
  await around.technician('zheng.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

/** A booking of a new customer. */
async function booked(body: Record<string, unknown> = {}): Promise<AppointmentView> {
  const { status, body: view } = await around.book({ ...(await around.visitor()), ...body });
  expect(status).toBe(201);
  return view;
}

const advisor = (id = 'chen.advisor') => service.as(id);
const types = async () => (await service.outbox()).map(({ type }) => type.split('.')[2]);

describe('POST /v1/appointments', () => {
  it('keeps the visit with its estimate, tells the others, and takes the slots', async () => {
    const visitor = await around.visitor();
    const parts = [{ partNumber: '04E115561H', quantityThousandths: 2_000 }];
    const { status, body, headers } = await around.book({ ...visitor, operations: ['BRK-012', 'MNT-001'], parts });

    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toMatchObject({
      ...visitor,
      status: 'booked',
      advisorId: 'chen.advisor',
      endsAt: '2026-11-23T04:15:00.000Z',
      estimate: { durationMinutes: 135, lowFen: 72_400, highFen: 86_880, unpriced: [] },
      bays: [
        { bayKind: 'lift', startsAt: '2026-11-23T02:00:00.000Z', endsAt: '2026-11-23T03:30:00.000Z' },
        { bayKind: 'quick', startsAt: '2026-11-23T03:30:00.000Z', endsAt: '2026-11-23T04:15:00.000Z' },
      ],
      technicians: [
        { technicianId: 'wu.technician', skills: ['brakes'], endsAt: '2026-11-23T03:30:00.000Z' },
        { technicianId: 'wu.technician', skills: ['maintenance'], startsAt: '2026-11-23T03:30:00.000Z' },
      ],
      earlierNoShows: 0,
      nextCheck: 'day-before',
    });
    expect(await service.outbox()).toMatchObject([
      {
        subject: 'evt.appointments.SH001.appointment.booked.v1',
        aggregateId: body.id,
        aggregateVersion: 1,
        data: {
          ...{ ...visitor, parts, operations: [{ operationCode: 'BRK-012' }, { operationCode: 'MNT-001' }] },
          ...{ bays: body.bays, technicians: body.technicians },
        },
      },
    ]);
    expect(await service.sql('SELECT booked FROM slot')).toEqual(Array(9).fill({ booked: 1 }));
  });

  it.each([
    ['an unknown operation', { operations: ['MNT-001', 'GONE'] }, 422, 'APPOINTMENTS.OPERATIONS_NOT_KNOWN'],
    ['a start in the past', { startsAt: '2026-11-21T00:45:00Z' }, 422, 'APPOINTMENTS.START_IN_THE_PAST'],
    ['a start that no event can name', { startsAt: '2200-12-31T23:00:00-01:00' }, 422, 'validation_failed'],
    ['a start off the grid', { startsAt: '2026-11-23T02:05:00Z' }, 422, 'APPOINTMENTS.START_OFF_THE_GRID'],
    ['a foreign advisor', { preferredAdvisorId: 'jiang.advisor' }, 422, 'APPOINTMENTS.ADVISOR_NOT_OF_STORE'],
    ['an unknown vehicle', { vehicleId: randomUUID() }, 409, 'APPOINTMENTS.VEHICLE_NOT_KNOWN'],
    ['an unknown customer', { customerId: randomUUID() }, 409, 'APPOINTMENTS.CUSTOMER_NOT_KNOWN'],
    ['no operation', { operations: [] }, 422, 'validation_failed'],
    ['an advisor assigned by the client', { advisorId: 'chen.advisor' }, 422, 'unknown_field'],
    ['a store named by the client', { storeId: 'BJ001' }, 422, 'unknown_field'],
  ])('refuses %s and writes nothing', async (_, body, status, code) => {
    const answer = await around.book({ ...(await around.visitor()), ...body });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await service.all(Appointment)).toEqual([]);
    expect(await service.sql('SELECT 1 FROM slot')).toEqual([]);
    expect(await service.outbox()).toEqual([]);
  });

  it('refuses a visit that would end after closing time and a technician who is not there, with the nearest alternatives', async () => {
    const visitor = await around.visitor();
    const late = await around.book({ ...visitor, startsAt: '2026-11-23T09:45:00Z' });
    expect(late).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'overnight' } });
    const { alternatives } = late.body as unknown as { alternatives: string[] };
    expect(alternatives).toEqual([
      '2026-11-23T09:15:00.000Z', '2026-11-23T09:00:00.000Z', '2026-11-23T08:45:00.000Z', '2026-11-23T08:30:00.000Z', '2026-11-23T08:15:00.000Z',
    ]); // prettier-ignore
    expect((await around.book({ ...visitor, startsAt: alternatives[0] })).status).toBe(201);

    const nobody = await around.book({
      ...(await around.visitor()),
      operations: ['LNG-001'],
      startsAt: '2026-11-24T00:00:00Z',
    });
    expect(nobody.body).toMatchObject({ reason: 'technician', skills: ['engine'], alternatives: [] });
  });

  it('answers a repeated request with the same bytes and books once', async () => {
    const visitor = await around.visitor();
    const body = {
      ...visitor,
      channel: 'app',
      complaint: '保养',
      operations: ['MNT-001'],
      meanwhile: 'leaves',
      startsAt: MONDAY_TEN,
    };
    const send = () => service.as('booking-agent').post('/v1/appointments', body, { 'idempotency-key': 'book-once-1' });
    const [first, second] = [await send(), await send()];
    expect(second.text).toBe(first.text);
    expect(await service.all(Appointment)).toHaveLength(1);
  });

  it('names the usual advisor, else the least loaded', async () => {
    const visitor = await around.visitor();
    const delivered = VehicleDelivered.of({
      ...{ ...visitor, repairOrderId: randomUUID(), number: 'SH001-2026-000001', advisorId: 'zhao.advisor' },
      ...{ exitPassId: randomUUID(), mileageKm: 42_000, deliveredAt: '2026-10-01T08:00:00Z' },
    });
    await service.deliver(delivered);
    expect((await booked()).advisorId).toBe('chen.advisor');
    expect((await booked()).advisorId).toBe('liu.advisor');
    expect((await around.book({ ...visitor, startsAt: '2026-11-23T03:00:00Z' })).body.advisorId).toBe('zhao.advisor');
  });
});

describe('a booked visit', () => {
  it('is confirmed once, by the channel that the customer used', async () => {
    const { id } = await booked();
    const path = `/v1/appointments/${id}/confirm`;
    expect(await advisor().post(path, { channel: 'wechat' })).toMatchObject({
      status: 200,
      body: { status: 'confirmed', version: 2 },
    });
    const again = await advisor().post(path, { channel: 'wechat' });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.WRONG_STATUS', currentStatus: 'confirmed' },
    });
    expect(await types()).toEqual(['booked', 'confirmed']);
  });

  it('is refused to a client that read an older version', async () => {
    const { id } = await booked();
    const answer = await advisor().post(`/v1/appointments/${id}/confirm`, { channel: 'app' }, { 'if-match': '"7"' });
    expect(answer).toMatchObject({ status: 412, body: { code: 'version_conflict' } });
  });

  it('gives everything back when it is cancelled: the same visit fits again', async () => {
    const visitor = await around.visitor();
    const { body } = await around.book(visitor);
    expect((await around.book(visitor)).body).toMatchObject({ reason: 'vehicle' });

    expect((await advisor().post(`/v1/appointments/${body.id}/cancel`, { reason: 'sold the car' })).status).toBe(200);
    expect(await service.sql('SELECT 1 FROM slot WHERE booked > 0')).toEqual([]);
    expect(await types()).toEqual(['booked', 'cancelled']);
    expect((await around.book(visitor)).status).toBe(201);
  });

  it.each([
    ['released', 'the customer', {}],
    ['broken', 'the store', { by: 'store' }],
  ])('has a promise that is %s when it is cancelled an hour ahead by %s', async (promise, _, by) => {
    const { id } = await booked();
    service.clock.moveTo(new Date('2026-11-23T01:00:00Z'));
    const { body } = await advisor().post(`/v1/appointments/${id}/cancel`, { reason: '举升机故障', ...by });
    expect(body).toMatchObject({ status: 'cancelled', promise });
    expect(await service.find(Appointment, id)).toMatchObject({ promise });
    expect((await service.outbox()).at(-1)?.data).toMatchObject({ by: 'customer', ...by });
  });

  it('has kept its promise when the customer comes and all is there, and broken it when something is not', async () => {
    const kept = await booked();
    const broken = await booked({ startsAt: '2026-11-23T03:00:00Z' });
    for (const { item } of kept.checklist) await advisor().post(`/v1/appointments/${kept.id}/checklist/${item}/tick`);
    service.clock.moveTo(MONDAY_TEN);
    const arrive = async ({ id }: AppointmentView) =>
      (await advisor().post<AppointmentView>(`/v1/appointments/${id}/arrive`, { standIn: true })).body.promise;
    expect([await arrive(kept), await arrive(broken)]).toEqual(['kept', 'broken']);
  });

  it('lets one of a simultaneous arrival and cancellation win', async () => {
    const { id } = await booked();
    service.clock.moveTo(MONDAY_TEN);
    const answers = await Promise.all([
      advisor().post(`/v1/appointments/${id}/arrive`),
      advisor().post(`/v1/appointments/${id}/cancel`, { reason: 'no time' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await service.outbox()).toHaveLength(2);
  });

  it('is received by a stand-in who says so; the change is told before the arrival', async () => {
    const visitor = await around.visitor();
    const { body } = await around.book(visitor);
    const path = `/v1/appointments/${body.id}/arrive`;
    expect(await advisor('liu.advisor').post(path, { standIn: true })).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.NOT_TODAY' },
    });

    service.clock.moveTo(new Date('2026-11-23T00:30:00Z'));
    const alone = await advisor('liu.advisor').post(path);
    expect(alone).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.ANOTHER_ADVISOR_EXPECTED' } });
    const arrived = await advisor('liu.advisor').post(path, { standIn: true });
    expect(arrived).toMatchObject({
      status: 200,
      body: { status: 'arrived', punctuality: 'early', advisorId: 'liu.advisor' },
    });
    expect(await types()).toEqual(['booked', 'advisor-changed', 'arrived']);

    const next = await around.book({ ...visitor, startsAt: '2026-11-25T02:00:00Z' });
    expect(next.body.advisorId).toBe('liu.advisor');
  });

  it('gets another advisor, who is told only when it is another', async () => {
    const { id } = await booked();
    await advisor().post(`/v1/appointments/${id}/advisor`, { advisorId: 'liu.advisor' });
    const same = await advisor().post(`/v1/appointments/${id}/advisor`, { advisorId: 'liu.advisor' });
    expect(same).toMatchObject({ status: 200, body: { advisorId: 'liu.advisor' } });
    expect(await types()).toEqual(['booked', 'advisor-changed']);
  });
});

describe('GET /v1/appointments', () => {
  it('finds by day, status and customer, page by page', async () => {
    const monday = await booked();
    const tuesday = await booked({ startsAt: '2026-11-24T02:00:00Z' });
    await advisor().post(`/v1/appointments/${tuesday.id}/confirm`, { channel: 'phone' });
    const idsOf = async (query: string) => {
      const { body } = await advisor().get<{ items: AppointmentView[]; nextCursor: string | null }>(
        `/v1/appointments?${query}`,
      );
      return { ids: body.items.map(({ id }) => id), nextCursor: body.nextCursor };
    };
    expect((await idsOf('day=2026-11-23')).ids).toEqual([monday.id]);
    expect((await idsOf('status=confirmed')).ids).toEqual([tuesday.id]);
    expect((await idsOf(`customerId=${monday.customerId}`)).ids).toEqual([monday.id]);
    const first = await idsOf('limit=1');
    expect(first.ids).toEqual([tuesday.id]);
    expect(await idsOf(`limit=1&cursor=${first.nextCursor}`)).toEqual({ ids: [monday.id], nextCursor: null });
  });

  it('shows another store nothing, by list or by id, and lets it change nothing', async () => {
    const { id } = await booked();
    const other = service.as('ma.advisor', { store: 'BJ001' });
    expect((await other.get('/v1/appointments')).body).toMatchObject({ items: [] });
    expect((await other.get(`/v1/appointments/${id}`)).status).toBe(404);
    expect((await other.post(`/v1/appointments/${id}/cancel`, { reason: 'not yours' })).status).toBe(404);
    expect(await service.find(Appointment, id)).toMatchObject({ status: 'booked' });
  });

  it('keeps the path of statuses', async () => {
    const { id } = await booked();
    await advisor().post(`/v1/appointments/${id}/confirm`, { channel: 'phone' });
    const { body } = await advisor().get<AppointmentView>(`/v1/appointments/${id}`);
    expect(body.history.map(({ from, to }) => [from, to])).toEqual([
      [null, 'booked'],
      ['booked', 'confirmed'],
    ]);
  });
});
