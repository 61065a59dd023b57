import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { overdueIds } from '../appointments/appointments.queries.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import type { Driver } from '../drivers/driver.entity.js';
import { aDriver, everyDay } from '../drivers/testing.js';
import { migrations } from '../migrations/index.js';
import { PreparationService } from '../preparation/preparation.service.js';
import type { RideView } from './ride.dto.js';
import { Ride } from './ride.entity.js';
import { handOverBody, MONDAY_BACK, MONDAY_END, MONDAY_NINE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 8; n += 1) await around.bay('quick');
  for (const name of ['wu', 'zheng', 'han', 'qian']) await around.technician(`${name}.technician`, ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service, 'driver');
});

const advisor = () => service.as('chen.advisor');
const manager = () => service.as('service-manager');
const book = async (body: Record<string, unknown> = {}) =>
  around.book({ ...(await around.visitor()), meanwhile: 'pick-up-and-return', ...body });
const givenDriver = (facts: Parameters<typeof aDriver>[0] = {}): Promise<Driver> => service.given(aDriver(facts));

async function ridesOf({ id }: Pick<AppointmentView, 'id'>): Promise<{ fetch: RideView; back: RideView }> {
  const { body } = await advisor().get<{ items: RideView[] }>(`/v1/rides?appointmentId=${id}`);
  const [back, fetch] = body.items;
  if (!fetch || !back) throw new Error('The visit has no two rides.');
  return { fetch, back };
}

const command = (id: string, name: string, body: object = {}) =>
  advisor().post<RideView>(`/v1/rides/${id}/${name}`, body);
const said = async () => (await service.outbox()).map(({ type }) => type.split('.').slice(1, 3).join('.'));
const visitOf = async (id: string) => (await advisor().get<AppointmentView>(`/v1/appointments/${id}`)).body;

/** A visit whose car was fetched and has arrived. */
async function fetched(handOver: Parameters<typeof handOverBody>[0] = {}) {
  const { body: visit } = await book();
  const rides = await ridesOf(visit);
  service.clock.moveTo(MONDAY_NINE);
  await command(rides.fetch.id, 'set-out');
  await command(rides.fetch.id, 'hand-over', handOverBody(handOver));
  service.clock.moveTo(MONDAY_TEN);
  await command(rides.fetch.id, 'bring-in', { mileageKm: 42_010 });
  await advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true });
  return { visit, ...rides };
}

const moveVisit = (id: string, startsAt: string) =>
  advisor().post<AppointmentView>(`/v1/appointments/${id}/move`, { startsAt, by: 'customer' });

describe('a visit with pick-up and return', () => {
  it('keeps a driver for an hour before it and an hour after it; the others hear that the customer leaves', async () => {
    await givenDriver({ driverId: 'gu.driver' });
    const { status, body } = await book();
    expect(status).toBe(201);
    expect(body).toMatchObject({ meanwhile: 'pick-up-and-return' });
    expect(body.checklist.find(({ item }) => item === 'driver')).toMatchObject({ tickedBy: 'he.booking' });

    const { fetch, back } = await ridesOf(body);
    const there = { kind: 'fetch', keptFrom: MONDAY_NINE.toISOString(), keptUntil: MONDAY_TEN.toISOString() };
    const home = { kind: 'return', keptFrom: MONDAY_END.toISOString(), keptUntil: MONDAY_BACK.toISOString() };
    expect([fetch, back]).toMatchObject([there, home]);
    expect(await service.outbox()).toMatchObject([
      { type: 'appointments.appointment.booked.v1', data: { meanwhile: 'leaves' } },
      { subject: 'evt.appointments.SH001.ride.planned.v1', data: { ...there, driverId: 'gu.driver' } },
      { aggregateId: back.id, data: { ...home, appointmentId: body.id } },
    ]);
  });

  it('is refused while no driver is free, with the nearest times that have one; without the wish it is booked', async () => {
    await givenDriver();
    await book();
    const visitor = await around.visitor();
    const refused = await around.book({ ...visitor, meanwhile: 'pick-up-and-return' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'driver' } });
    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    // The driver is away from nine to ten and from a quarter to eleven to a quarter to twelve: the next car is fetched then.
    expect(alternatives.slice(0, 2)).toEqual(['2026-11-23T04:45:00.000Z', '2026-11-23T05:00:00.000Z']);
    expect(await service.all(Ride)).toHaveLength(2);

    const free = await advisor().get<{ starts: { startsAt: string }[] }>(
      '/v1/free-slots?operationCodes=MNT-001&day=2026-11-23&meanwhile=pick-up-and-return',
    );
    expect(free.body.starts[0]).toMatchObject({ startsAt: '2026-11-23T04:45:00.000Z' });

    expect((await around.book({ ...visitor, meanwhile: 'leaves' })).status).toBe(201);
    const other = await around.visitor();
    const next = await around.book({ ...other, meanwhile: 'pick-up-and-return', startsAt: alternatives[0] });
    expect(next.status).toBe(201);
  });

  it.each([
    ['begins before the visit does', { shifts: everyDay('09:30', '18:00') }],
    ['ends before the car is back', { shifts: everyDay('08:00', '11:30') }],
    ['has ended with the licence', { licenceValidUntil: '2026-11-22' }],
  ])('is refused when the driver’s work %s', async (_, facts) => {
    await givenDriver(facts);
    expect(await book()).toMatchObject({ status: 409, body: { reason: 'driver' } });
    expect([await service.all(Ride), await service.all(Appointment)]).toEqual([[], []]);
  });

  it('is refused when it begins before a driver can be there', async () => {
    await givenDriver();
    service.clock.moveTo(new Date('2026-11-23T01:01:00Z'));
    expect(await book()).toMatchObject({ status: 409, body: { reason: 'driver' } });
  });

  it('gives its rides to who has the fewest that day', async () => {
    await givenDriver({ driverId: 'gu.driver' });
    await givenDriver({ driverId: 'meng.driver' });
    await book();
    const { body } = await book({ startsAt: '2026-11-23T06:00:00Z' });
    expect(await ridesOf(body)).toMatchObject({
      fetch: { driverId: 'meng.driver' },
      back: { driverId: 'meng.driver' },
    });
  });

  it('gives the drivers back with its cancellation, and with its no-show', async () => {
    await givenDriver();
    const { body: first } = await book();
    await advisor().post(`/v1/appointments/${first.id}/cancel`, { reason: '临时出差' });
    const gone = { status: 'released', releaseReason: 'cancelled' };
    expect(await ridesOf(first)).toMatchObject({ fetch: gone, back: gone });

    const { body: second, status } = await book();
    expect(status).toBe(201);
    const late = new Date('2026-11-23T02:30:00Z');
    await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(late));
    expect(await ridesOf(second)).toMatchObject({ back: { status: 'released', releaseReason: 'no-show' } });
    expect((await said()).slice(-3)).toEqual(['ride.released', 'ride.released', 'appointment.no-show']);
  });

  it('may do without one ride, or without both: then the drivers are another’s', async () => {
    await givenDriver();
    const { body } = await book();
    const { fetch, back } = await ridesOf(body);
    const without = await command(fetch.id, 'give-up');
    expect(without).toMatchObject({ status: 200, body: { status: 'released', releaseReason: 'given-up' } });
    expect(await visitOf(body.id)).toMatchObject({ meanwhile: 'pick-up-and-return' });
    await command(back.id, 'give-up');
    expect(await visitOf(body.id)).toMatchObject({ meanwhile: 'leaves' });
    expect((await command(back.id, 'give-up')).status).toBe(409);
    expect((await book()).status).toBe(201);
  });
});

describe('the car', () => {
  it('is fetched, received, and brought back with what is new about it', async () => {
    const [scratch, dent] = [
      { place: '左后门', text: '划痕 5 厘米' },
      { place: '前保险杠', text: '凹陷' },
    ];
    await givenDriver({ driverId: 'gu.driver' });
    const { back } = await fetched({ marks: [scratch] });

    service.clock.moveTo(MONDAY_END);
    expect(await command(back.id, 'set-out', { mileageKm: 42_024 })).toMatchObject({ status: 200 });
    const seen = handOverBody({ mileageKm: 42_034, marks: [scratch, dent] });
    const home = await command(back.id, 'hand-over', seen);
    expect(home).toMatchObject({
      status: 200,
      body: { status: 'done', comparison: { newMarks: [dent], drivenAtStoreKm: 14 }, handOver: { by: 'chen.advisor' } },
    });
    expect(await said()).toEqual(
      expect.arrayContaining(['ride.set-out', 'ride.fetched', 'appointment.arrived', 'ride.returned']),
    );
    expect((await service.outbox()).at(-1)).toMatchObject({
      type: 'appointments.ride.returned.v1',
      data: { driverId: 'gu.driver', newMarks: 1, mileageKm: 42_034 },
    });
    expect(JSON.stringify(await service.outbox())).not.toMatch(/划痕|QSC|行驶证/);
  });

  it('that is with the driver is neither a no-show nor cancelled', async () => {
    await givenDriver();
    const { body: visit } = await book();
    const { fetch } = await ridesOf(visit);
    service.clock.moveTo(MONDAY_NINE);
    await command(fetch.id, 'set-out');
    await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(MONDAY_BACK));
    expect(await visitOf(visit.id)).toMatchObject({ status: 'booked' });
    const overdue = () =>
      service.inStore('SH001', () => service.get(Database).read((tx) => overdueIds(tx, MONDAY_BACK)));
    expect(await overdue()).toEqual([]); // such visits, however many, keep the watch from no others

    await command(fetch.id, 'hand-over', handOverBody());
    const cancelled = await advisor().post(`/v1/appointments/${visit.id}/cancel`, { reason: '改主意了' });
    expect(cancelled).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.CAR_WAS_FETCHED' } });
    expect(await visitOf(visit.id)).toMatchObject({ status: 'booked' });
  });

  it('for which the driver has set out in vain makes them turn round when the visit is cancelled', async () => {
    await givenDriver();
    const { body: visit } = await book();
    const { fetch } = await ridesOf(visit);
    service.clock.moveTo(MONDAY_NINE);
    await command(fetch.id, 'set-out');
    await advisor().post(`/v1/appointments/${visit.id}/cancel`, { reason: '无人在家' });
    expect(await ridesOf(visit)).toMatchObject({ fetch: { status: 'released', releaseReason: 'cancelled' } });
  });

  it('that its customer brought is not fetched any more', async () => {
    await givenDriver();
    const { body: visit } = await book();
    service.clock.moveTo(MONDAY_NINE);
    await advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true });
    const { fetch, back } = await ridesOf(visit);
    expect([fetch, back]).toMatchObject([{ status: 'released', releaseReason: 'given-up' }, { status: 'planned' }]);
  });

  it('waits for a driver who is at work and not away with another', async () => {
    const driver = await givenDriver();
    const { body: next } = await book({ startsAt: '2026-11-23T05:00:00Z' });
    const { fetch: later } = await ridesOf(next);
    const { body: first } = await book();
    const { fetch } = await ridesOf(first);
    service.clock.moveTo(MONDAY_NINE);
    await manager().post(`/v1/drivers/${driver.id}/take-out`, { reason: '病假' });
    const ill = await command(fetch.id, 'set-out');
    expect(ill).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.DRIVER_OUT_OF_SERVICE' } });
    await manager().post(`/v1/drivers/${driver.id}/bring-back`, {});
    expect((await command(fetch.id, 'set-out')).status).toBe(200);

    const early = await command(later.id, 'set-out');
    expect(early).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.DRIVER_KEPT_FOR_ANOTHER' } });
    await service.sql(`UPDATE ride SET status = 'released', release_reason = 'given-up' WHERE kind = 'return'`);
    service.clock.moveTo(new Date('2026-11-23T04:00:00Z'));
    const away = await command(later.id, 'set-out');
    expect(away).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.DRIVER_UNDER_WAY' } });
    expect(await service.find(Ride, later.id)).toMatchObject({ status: 'planned', setOutAt: null });
    await command(fetch.id, 'hand-over', handOverBody());
    await command(fetch.id, 'bring-in', { mileageKm: 42_010 });
    expect((await command(later.id, 'set-out')).status).toBe(200);
  });

  it('is promised no driver who is late with another, for as long as a ride from now on', async () => {
    await givenDriver();
    const { fetch, back } = await ridesOf((await book()).body);
    await command(back.id, 'give-up');
    service.clock.moveTo(MONDAY_NINE);
    await command(fetch.id, 'set-out');
    service.clock.moveTo(new Date('2026-11-23T02:10:00Z'));
    expect(await book({ startsAt: '2026-11-23T03:15:00Z' })).toMatchObject({ status: 409, body: { reason: 'driver' } });
    expect((await book({ startsAt: '2026-11-23T04:15:00Z' })).status).toBe(201);
  });

  it('leaves once, also when two send the driver at once', async () => {
    await givenDriver();
    const { fetch } = await ridesOf((await book()).body);
    service.clock.moveTo(MONDAY_NINE);
    const answers = await Promise.all([1, 2].map(() => command(fetch.id, 'set-out')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await said()).filter((type) => type === 'ride.set-out')).toHaveLength(1);
  });
});

describe('a ride that is moved', () => {
  it('keeps its driver where they are free, else gets another; refused, it keeps what it had', async () => {
    await givenDriver({ driverId: 'gu.driver' });
    const { body: visit } = await book();
    const { back } = await ridesOf(visit);
    const move = (keptFrom: string) => command(back.id, 'move', { keptFrom });
    await givenDriver({ driverId: 'meng.driver', shifts: everyDay('08:00', '17:00') });

    const later = await move('2026-11-23T06:00:00Z');
    expect(later).toMatchObject({
      status: 200,
      body: { driverId: 'gu.driver', keptUntil: '2026-11-23T07:00:00.000Z' },
    });
    await service.sql(`UPDATE driver SET shifts = $1 WHERE driver_id = 'gu.driver'`, [
      JSON.stringify(everyDay('08:00', '12:00')),
    ]);
    const other = await move('2026-11-23T07:00:00Z');
    expect(other).toMatchObject({ status: 200, body: { driverId: 'meng.driver' } });
    expect((await service.outbox()).at(-1)).toMatchObject({
      type: 'appointments.ride.moved.v1',
      data: { driverId: 'meng.driver', keptFrom: '2026-11-23T07:00:00.000Z' },
    });

    const before = await service.find(Ride, back.id);
    const refused = await move('2026-11-23T09:00:00Z');
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_DRIVER' } });
    expect((await move('2026-11-23T01:00:00Z')).status).toBe(422);
    expect(await service.find(Ride, back.id)).toEqual(before);
  });

  it.each([
    ['later', '2026-11-23T03:15:00Z'],
    ['earlier', '2026-11-23T00:45:00Z'],
  ])('with its visit, %s, keeps its driver for both ways', async (_, startsAt) => {
    await givenDriver({ driverId: 'gu.driver' });
    const { body: visit } = await book();
    expect((await moveVisit(visit.id, startsAt)).status).toBe(200);
    const { fetch, back } = await ridesOf(visit);
    const hours = [fetch, back].map(({ keptFrom }) => (Date.parse(keptFrom) - Date.parse(startsAt)) / 60_000);
    expect(hours).toEqual([-60, 45]);
  });

  it('with its visit is refused where another visit has the driver', async () => {
    await givenDriver();
    const { body: visit } = await book();
    await book({ startsAt: '2026-11-24T02:00:00Z' });
    const refused = await moveVisit(visit.id, '2026-11-24T02:15:00Z');
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'driver' } });
    expect(await ridesOf(visit)).toMatchObject({ fetch: { keptFrom: MONDAY_NINE.toISOString() } });
  });
});

describe('the checks ahead', () => {
  it('put a visit at risk whose driver is missing, until it has another', async () => {
    const driver = await givenDriver();
    const { body: visit } = await book();
    await manager().post(`/v1/drivers/${driver.id}/take-out`, { reason: '病假' });
    await service.inStore('SH001', () => service.get(PreparationService).checkAhead(new Date('2026-11-22T02:00:00Z')));
    expect((await visitOf(visit.id)).missing).toContain('driver');

    const { fetch, back } = await ridesOf(visit);
    expect((await command(fetch.id, 'move')).status).toBe(409);
    await givenDriver({ driverId: 'meng.driver' });
    expect(await command(fetch.id, 'move')).toMatchObject({ status: 200, body: { driverId: 'meng.driver' } });
    expect((await visitOf(visit.id)).missing).toContain('driver');
    await command(back.id, 'move');
    expect((await visitOf(visit.id)).missing).not.toContain('driver');
  });
});
