import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { aDriver } from '../drivers/testing.js';
import { migrations } from '../migrations/index.js';
import type { OwnVisitView } from '../own-bookings/own-booking.dto.js';
import { withPass } from '../own-bookings/testing.js';
import { joinBody } from '../waitlist/testing.js';
import { WaitlistOffersService } from '../waitlist/waitlist-offers.service.js';
import type { OwnWaitingView } from './own-waitlist.dto.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  await around.technician('wu.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

async function aCustomer() {
  const visitor = await around.visitor();
  const own = withPass(service, visitor);
  const book = (facts: object = {}) =>
    own.post<OwnVisitView>('/v1/own/appointments', {
      ...{ vehicleId: visitor.vehicleId, channel: 'app', complaint: '保养', operations: ['MNT-001'] },
      ...{ startsAt: MONDAY_TEN.toISOString(), meanwhile: 'waits', ...facts },
    });
  /** For Monday at ten and no other time. */
  const wait = (facts: object = {}) =>
    own.post<OwnWaitingView>('/v1/own/waitlist', {
      ...joinBody({ startsFrom: '10:00', startsUntil: '10:00' }),
      ...{ vehicleId: visitor.vehicleId, ...facts },
    });
  return { ...visitor, own, book, wait };
}
const offerFreed = () => service.inStore('SH001', () => service.get(WaitlistOffersService).offerFreed(MORNING));

/** One who waits for what another gives up, and is offered it. */
async function anOffer(facts: object = {}) {
  const [one, other] = [await aCustomer(), await aCustomer()];
  const { id } = (await one.book()).body;
  const { status, body: entry } = await other.wait(facts);
  expect(status).toBe(201);
  await one.own.post(`/v1/own/appointments/${id}/cancel`, {});
  await offerFreed();
  return { one, other, path: `/v1/own/waitlist/${entry.id}` };
}

describe('a customer who waits', () => {
  it('is offered what becomes free, and takes it by themselves', async () => {
    const { other, path } = await anOffer();
    const { items } = (await other.own.get<{ items: OwnWaitingView[] }>('/v1/own/waitlist')).body;
    expect(items).toMatchObject([
      {
        status: 'offered',
        vehicleId: other.vehicleId,
        offers: [{ startsAt: MONDAY_TEN.toISOString(), outcome: 'open' }],
      },
    ]);
    const taken = await other.own.post<OwnWaitingView>(`${path}/accept`);
    expect(taken).toMatchObject({ status: 200, body: { status: 'taken' } });
    const visit = await other.own.get<OwnVisitView>(`/v1/own/appointments/${taken.body.appointmentId ?? ''}`);
    expect(visit.body).toMatchObject({ status: 'booked', startsAt: MONDAY_TEN.toISOString() });
  });

  it('takes no visit beyond those that one may have ahead who books alone', async () => {
    const { other, path } = await anOffer();
    const booked = [];
    for (const day of ['24', '25', '26']) booked.push(await other.book({ startsAt: `2026-11-${day}T02:00:00Z` }));
    expect(booked.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await other.own.post(`${path}/accept`)).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.TOO_MANY_VISITS_AHEAD' },
    });
    await other.own.post(`/v1/own/appointments/${booked[0]?.body.id ?? ''}/cancel`, {});
    expect((await other.own.post(`${path}/accept`)).status).toBe(200);
  });

  it('hears by the same code as who books that an offer cannot be kept', async () => {
    await service.given(aDriver());
    const { other, path } = await anOffer({ meanwhile: 'pick-up-and-return' });
    await service.sql('TRUNCATE driver CASCADE');
    expect(await other.own.post(`${path}/accept`)).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.TIME_TAKEN', reason: 'driver' },
    });
  });

  it('declines and waits on, or leaves', async () => {
    const { other, path } = await anOffer();
    expect(await other.own.post(`${path}/decline`)).toMatchObject({ status: 200, body: { status: 'waiting' } });
    expect(await other.own.post(`${path}/leave`)).toMatchObject({ status: 200, body: { status: 'ended' } });
  });

  it('reaches nothing that another waits for, and waits for no car of another', async () => {
    const { one, other, path } = await anOffer();
    for (const step of ['accept', 'decline', 'leave']) expect((await one.own.post(`${path}/${step}`)).status).toBe(404);
    expect((await one.own.get('/v1/own/waitlist')).body).toEqual({ items: [], nextCursor: null });
    expect(await one.wait({ vehicleId: other.vehicleId })).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.VEHICLE_NOT_KNOWN' },
    });
    expect((await other.own.get<{ items: OwnWaitingView[] }>('/v1/own/waitlist')).body.items[0]?.status).toBe(
      'offered',
    );
  });
});
