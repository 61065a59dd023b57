import { RepairOrderDrafted } from '@pitlane/contracts';
import { startService, type TestAnswer } from '@pitlane/testing';
import { randomUUID } from 'node:crypto';
import { AppointmentsServiceModule } from '../app.module.js';
import { CourtesyLoan } from '../courtesy-loans/courtesy-loan.entity.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { migrations } from '../migrations/index.js';
import type { AppointmentView } from './appointment.dto.js';
import { Appointment } from './appointment.entity.js';
import { emptyCalendar, Surroundings } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');
const TUESDAY_TEN = '2026-11-24T02:00:00.000Z';

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  for (const kind of ['lift', 'lift', 'wash'] as const) await around.bay(kind); // four bays: two visits at a time
  await around.technician('wu.technician', ['maintenance', 'brakes']);
  await around.technician('zheng.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service, 'courtesy_car');
});

async function booked(body: Record<string, unknown> = {}): Promise<AppointmentView> {
  const { status, body: view } = await around.book({ ...(await around.visitor()), ...body });
  expect(status).toBe(201);
  return view;
}

const move = (
  { id }: { id: string },
  startsAt: string,
  { headers, ...wish }: { by?: string; reason?: string; headers?: Record<string, string> } = {},
): Promise<TestAnswer<AppointmentView>> =>
  service
    .as('chen.advisor')
    .post<AppointmentView>(`/v1/appointments/${id}/move`, { startsAt, by: 'customer', ...wish }, headers);
const bookedSlots = async () =>
  (await service.sql<{ at: Date }>('SELECT starts_at AS at FROM slot WHERE booked > 0 ORDER BY 1')).map(({ at }) =>
    at.toISOString(),
  );
/** Events after those of the bookings. */
const said = async () => (await service.outbox()).filter(({ type }) => !/booked|reserved/.test(type));

describe('POST /v1/appointments/:id/move', () => {
  it('takes the new time, gives the old one back, and tells of both', async () => {
    const visit = await booked();
    const { status, body, headers } = await move(visit, TUESDAY_TEN, { by: 'store', reason: '举升机故障' });

    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({ status: 'booked', startsAt: TUESDAY_TEN, endsAt: '2026-11-24T02:45:00.000Z' });
    const times = { startsAt: TUESDAY_TEN, endsAt: '2026-11-24T02:45:00.000Z' };
    const bays = visit.bays.map((bay) => ({ ...bay, ...times }));
    expect([body.bays, body.technicians]).toMatchObject([bays, [{ technicianId: 'wu.technician', ...times }]]);
    expect(body.history.at(-1)).toMatchObject({
      ...{ from: 'booked', to: 'booked', by: 'chen.advisor' },
      moved: { previousStartsAt: visit.startsAt, by: 'store', reason: '举升机故障' },
    });
    expect(await bookedSlots()).toEqual([TUESDAY_TEN, '2026-11-24T02:15:00.000Z', '2026-11-24T02:30:00.000Z']);
    expect(await service.sql('SELECT count(*)::int, active FROM allocation GROUP BY active ORDER BY active')).toEqual([
      { count: 3, active: false },
      { count: 3, active: true },
    ]);
    expect(await said()).toMatchObject([
      {
        subject: 'evt.appointments.SH001.appointment.moved.v1',
        aggregateId: visit.id,
        aggregateVersion: 2,
        data: { previousStartsAt: visit.startsAt, startsAt: TUESDAY_TEN, by: 'store', bays },
      },
    ]);
  });

  it('goes a quarter of an hour on with the bay that it has: it does not stand in its own way', async () => {
    const visit = await booked();
    const { status, body } = await move(visit, '2026-11-23T02:15:00.000Z');
    expect([status, body.bays.map(({ bayId }) => bayId)]).toEqual([200, visit.bays.map(({ bayId }) => bayId)]);
    const slots = ['2026-11-23T02:15:00.000Z', '2026-11-23T02:30:00.000Z', '2026-11-23T02:45:00.000Z'];
    expect(await bookedSlots()).toEqual(slots);
    expect((await around.book({ ...(await around.visitor()), startsAt: slots[2] })).body).toMatchObject({
      reason: 'bay',
    });
  });

  it('is refused where there is no room, keeps what it has, and is offered times that are free', async () => {
    await booked({ startsAt: TUESDAY_TEN });
    const visit = await booked({ startsAt: '2026-11-24T02:45:00Z' });
    const before = await service.find(Appointment, visit.id);

    const refused = await move(visit, TUESDAY_TEN);
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'bay' } });
    expect(await service.find(Appointment, visit.id)).toEqual(before);
    expect(await said()).toEqual([]);

    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    // What it has itself at a quarter to three is no alternative, and does not stand in the way of three o’clock.
    expect(alternatives.slice(0, 3)).toEqual([
      '2026-11-24T01:15:00.000Z', '2026-11-24T01:00:00.000Z', '2026-11-24T03:00:00.000Z',
    ]); // prettier-ignore
    for (const startsAt of alternatives) expect((await move(visit, startsAt)).status).toBe(200);
  });

  it.each<[string, { startsAt?: string; by?: string }, number, string]>([
    ['to the past', { startsAt: '2026-11-20T02:00:00Z' }, 422, 'APPOINTMENTS.START_IN_THE_PAST'],
    ['off the grid', { startsAt: '2026-11-24T02:07:00Z' }, 422, 'APPOINTMENTS.START_OFF_THE_GRID'],
    ['to a closed hour', { startsAt: '2026-11-24T11:00:00Z' }, 409, 'APPOINTMENTS.NO_CAPACITY'],
    ['by the store without a reason', { by: 'store' }, 422, 'APPOINTMENTS.REASON_NEEDED'],
    ['by nobody of both', { by: 'workshop' }, 422, 'validation_failed'],
  ])('is refused %s', async (_, { startsAt = TUESDAY_TEN, ...wish }, status, code) => {
    const visit = await booked();
    expect(await move(visit, startsAt, wish)).toMatchObject({ status, body: { code } });
    expect(await service.find(Appointment, visit.id)).toMatchObject({ startsAt: new Date(visit.startsAt), version: 1 });
    expect(await said()).toEqual([]);
  });

  it('answers a repeated request with the same bytes, moves once, and to the time that it has not at all', async () => {
    const visit = await booked();
    const headers = { 'idempotency-key': 'move-once-1' };
    const first = await move(visit, TUESDAY_TEN, { headers });
    expect((await move(visit, TUESDAY_TEN, { headers })).text).toBe(first.text);
    expect(await move(visit, TUESDAY_TEN)).toMatchObject({ status: 200, body: { startsAt: TUESDAY_TEN } });
    expect(await said()).toHaveLength(1);
    expect((await service.find(Appointment, visit.id))?.history).toHaveLength(2);
  });

  it('is refused for a visit that has ended', async () => {
    const visit = await booked();
    await service.as('chen.advisor').post(`/v1/appointments/${visit.id}/cancel`, { reason: '出差' });
    expect(await move(visit, TUESDAY_TEN)).toMatchObject({
      ...{ status: 409, body: { code: 'APPOINTMENTS.WRONG_STATUS', command: 'move', currentStatus: 'cancelled' } },
    });
  });

  it('gives all back when it is cancelled after several moves, and shows what it held last', async () => {
    const visit = await booked();
    for (const startsAt of [TUESDAY_TEN, '2026-11-23T06:00:00.000Z']) await move(visit, startsAt);
    const { body } = await service
      .as('chen.advisor')
      .post<AppointmentView>(`/v1/appointments/${visit.id}/cancel`, { reason: '出差' });
    expect(body).toMatchObject({ status: 'cancelled', bays: [{ startsAt: '2026-11-23T06:00:00.000Z' }] });
    expect(await bookedSlots()).toEqual([]);
    expect(await service.sql('SELECT 1 FROM allocation WHERE active')).toEqual([]);
  });

  it('keeps its advisor; one who left the store is replaced by the one with the fewest visits that day', async () => {
    const visit = await booked();
    expect((await move(visit, TUESDAY_TEN)).body.advisorId).toBe(visit.advisorId);
    await service.sql(`UPDATE appointment SET advisor_id = 'gone.advisor'`);
    expect((await move(visit, '2026-11-25T02:00:00Z')).body.advisorId).toBe('chen.advisor');
    expect((await said()).at(-1)?.data).toMatchObject({ advisorId: 'chen.advisor' });
  });
});

describe('the workshop’s plan of a visit that was moved', () => {
  const drafted = ({ id, customerId, vehicleId }: AppointmentView) =>
    RepairOrderDrafted.of({
      ...{ repairOrderId: randomUUID(), appointmentId: id, customerId, vehicleId },
      ...{ baysPlanned: true, techniciansPlanned: true },
    });
  const missing = async ({ id }: AppointmentView) =>
    (await service.as('chen.advisor').get<AppointmentView>(`/v1/appointments/${id}`)).body.missing;

  it('is ticked when the workshop says that it stands, and not where a technician is away then', async () => {
    const visit = await booked();
    await service.deliver(drafted(visit));
    expect(await missing(visit)).not.toContain('technician');

    const { body } = await move(visit, TUESDAY_TEN);
    expect(body.missing).toEqual(expect.arrayContaining(['bay', 'technician']));
    await service.deliver(drafted(visit));
    expect(await missing(visit)).toEqual(['documents', 'customer-confirmation']);
  });
});

describe('the courtesy car of a visit that is moved', () => {
  const loans = () => service.all(CourtesyLoan);
  const withCar = (startsAt?: string) =>
    booked({ meanwhile: 'courtesy-car', ...(startsAt !== undefined && { startsAt }) });

  it('goes with it, for as long as it was agreed', async () => {
    await service.given(aCourtesyCar());
    const visit = await withCar();
    const [loan] = await loans();
    const keptUntil = '2026-11-23T08:00:00Z'; // longer than the visit calls for
    await service.as('chen.advisor').post(`/v1/courtesy-loans/${loan?.id}/move`, { keptUntil });

    expect((await move(visit, '2026-11-23T02:30:00Z')).status).toBe(200);
    expect(await loans()).toMatchObject([
      { keptFrom: new Date('2026-11-23T02:30:00Z'), keptUntil: new Date('2026-11-23T08:30:00Z') },
    ]);
    expect((await said()).map(({ type }) => type)).toEqual([
      'appointments.courtesy-loan.moved.v1',
      'appointments.appointment.moved.v1',
      'appointments.courtesy-loan.moved.v1',
    ]);
  });

  it('is kept as for any visit where it was agreed for less than a stay overnight, and there is no night any more', async () => {
    await service.given(aCourtesyCar());
    const overnight = { meanwhile: 'courtesy-car', operations: ['BRK-012'], startsAt: '2026-11-23T09:00:00Z' };
    const visit = await booked(overnight);
    const [loan] = await loans();
    const keptUntil = '2026-11-23T10:00:00Z';
    await service.as('chen.advisor').post(`/v1/courtesy-loans/${loan?.id}/move`, { keptUntil });

    expect((await move(visit, TUESDAY_TEN)).status).toBe(200);
    expect(await loans()).toMatchObject([
      { keptFrom: new Date(TUESDAY_TEN), keptUntil: new Date('2026-11-24T04:30:00Z') },
    ]);
  });

  it('is another one where its own is promised; where none is free, the visit keeps its time and its car', async () => {
    const cars = [await service.given(aCourtesyCar()), await service.given(aCourtesyCar())];
    const visit = await withCar();
    await withCar(TUESDAY_TEN);
    const carOf = async () => (await loans()).find(({ appointmentId }) => appointmentId === visit.id);

    expect((await move(visit, '2026-11-24T02:45:00Z')).status).toBe(200);
    const own = await carOf();
    expect(cars.map(({ id }) => id)).toContain(own?.courtesyCarId);
    expect(new Set((await loans()).map(({ courtesyCarId }) => courtesyCarId)).size).toBe(2);

    const third = await withCar();
    const refused = await move(third, '2026-11-24T01:15:00Z');
    expect(refused).toMatchObject({ status: 409, body: { reason: 'courtesy-car' } });
    expect(await service.find(Appointment, third.id)).toMatchObject({ startsAt: new Date(third.startsAt) });
    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    expect((await move(third, alternatives[0] ?? '')).status).toBe(200);
    expect(await carOf()).toEqual(own);
  });
});
