import { plusMinutes } from '@pitlane/kernel';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { OwnVisitView } from '../own-bookings/own-booking.dto.js';
import { withPass } from '../own-bookings/testing.js';
import { SlotHold } from '../slot-holds/slot-hold.entity.js';
import type { OwnHoldView } from './own-hold.dto.js';

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
  const work = { vehicleId: visitor.vehicleId, operations: ['MNT-001'], meanwhile: 'waits' };
  const hold = (facts: object = {}) =>
    own.post<OwnHoldView>('/v1/own/slot-holds', { ...work, startsAt: MONDAY_TEN.toISOString(), ...facts });
  const book = (facts: object = {}) =>
    own.post<OwnVisitView>('/v1/own/appointments', {
      ...{ ...work, channel: 'app', complaint: '保养', startsAt: MONDAY_TEN.toISOString() },
      ...facts,
    });
  return { ...visitor, own, hold, book };
}

describe('a time that a customer holds', () => {
  it('is nobody else’s until they book it, and they see neither who nor what is kept', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const { status, body, text } = await one.hold();
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { status: 'held', expiresAt: '2026-11-21T01:10:00.000Z' },
    });
    expect(text).not.toMatch(/technician|bay/);
    expect(await other.book()).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.TIME_TAKEN', reason: 'full' },
    });
    expect(await other.hold()).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.TIME_TAKEN', reason: 'full' },
    });

    expect(await one.book({ holdId: body.id })).toMatchObject({ status: 201, body: { status: 'booked' } });
    expect(await service.find(SlotHold, body.id)).toMatchObject({ status: 'booked', heldBy: one.customerId });
  });

  it('is free again when they let it go, or do not decide in time', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const { id } = (await one.hold()).body;
    expect(await one.own.post(`/v1/own/slot-holds/${id}/release`)).toMatchObject({
      status: 200,
      body: { status: 'released' },
    });
    const { body: second } = await other.hold();
    service.clock.moveTo(plusMinutes(MORNING, 11));
    expect(await other.book({ holdId: second.id })).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.HOLD_EXPIRED' },
    });
  });

  it('is not there for another, who neither books nor releases it', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const { id } = (await one.hold()).body;
    expect((await other.own.post(`/v1/own/slot-holds/${id}/release`)).status).toBe(404);
    expect((await other.book({ holdId: id })).status).toBe(404);
    expect(await service.find(SlotHold, id)).toMatchObject({ status: 'held' });
    const foreignCar = await other.hold({ vehicleId: one.vehicleId, startsAt: '2026-11-24T02:00:00Z' });
    expect(foreignCar).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.VEHICLE_NOT_KNOWN' } });
  });
});
