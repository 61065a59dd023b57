import { randomUUID } from 'node:crypto';
import { BayChanged } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { migrations } from '../migrations/index.js';
import type { SlotHoldView } from './slot-hold.dto.js';
import { SlotHold } from './slot-hold.entity.js';
import { SlotHoldsService } from './slot-holds.service.js';
import { HoldsWatch } from '../watch/holds-watch.service.js';
import { MISCOUNTED, SATURDAY_NINE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations, { scheduled: false });
const around = new Surroundings(service);
let bayId: Awaited<ReturnType<Surroundings['bay']>>;

beforeAll(async () => {
  await around.priceList();
  bayId = await around.bay('quick');
  await around.technician('wu.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY_NINE);
  await emptyCalendar(service, 'courtesy_car');
});

afterEach(async () => {
  expect(await service.sql(MISCOUNTED)).toEqual([]);
});

const agent = () => service.as('booking-agent');
const hold = (body: Record<string, unknown> = {}) =>
  agent().post<SlotHoldView>('/v1/slot-holds', { operations: ['MNT-001'], startsAt: MONDAY_TEN, ...body });
const release = (id: string) => agent().post<SlotHoldView>(`/v1/slot-holds/${id}/release`);
const expireDue = (at: Date) => service.inStore('SH001', () => service.get(SlotHoldsService).expireDue(at));
const minutesLater = (minutes: number): Date => new Date(SATURDAY_NINE.getTime() + minutes * 60_000);
const booked = () => service.sql<{ booked: number }>('SELECT booked FROM slot WHERE booked > 0');
const freeStarts = async (): Promise<string[]> => {
  const path = '/v1/free-slots?operationCodes=MNT-001&day=2026-11-23';
  const { body } = await agent().get<{ starts: { startsAt: string }[] }>(path);
  return body.starts.map(({ startsAt }) => startsAt);
};

describe('POST /v1/slot-holds', () => {
  it('keeps a time for ten minutes: nobody else is offered it or can book it', async () => {
    const visitor = await around.visitor();
    const { status, body } = await hold(visitor);
    expect([status, body]).toMatchObject([
      201,
      {
        ...visitor,
        ...{
          status: 'held',
          heldBy: 'he.booking',
          startsAt: '2026-11-23T02:00:00.000Z',
          endsAt: '2026-11-23T02:45:00.000Z',
        },
        ...{ expiresAt: '2026-11-21T01:10:00.000Z', estimate: { durationMinutes: 45 }, bays: [{ bayId }] },
        technicians: [{ technicianId: 'wu.technician', skills: ['maintenance'] }],
      },
    ]);
    expect(await booked()).toEqual(Array(3).fill({ booked: 1 }));
    expect(await freeStarts()).not.toContain('2026-11-23T02:30:00.000Z');

    const refused = await around.book(await around.visitor());
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY' } });
    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    expect(alternatives).toContain('2026-11-23T01:15:00.000Z');
    expect(alternatives).not.toContain('2026-11-23T01:30:00.000Z');
    expect((await hold({ startsAt: alternatives[0] })).status).toBe(201);
    expect(await service.outbox()).toEqual([]);
  });

  it('keeps the night, too, for a car that is left, and gives it back', async () => {
    const wish = { operations: ['OVH-001'], startsAt: '2026-11-23T00:00:00Z' };
    expect(await hold(wish)).toMatchObject({ status: 409, body: { reason: 'overnight' } });
    const { body } = await hold({ ...wish, meanwhile: 'leaves' });
    expect(body.endsAt > '2026-11-25').toBe(true);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
    const visitor = { ...(await around.visitor()), ...wish, holdId: body.id };
    expect(await around.book(visitor)).toMatchObject({
      status: 422,
      body: { code: 'APPOINTMENTS.HOLD_FOR_ANOTHER_VISIT' },
    });
    const booked = await around.book({ ...visitor, meanwhile: 'leaves' });
    expect(booked).toMatchObject({ status: 201, body: { endsAt: body.endsAt, technicians: body.technicians } });
  });

  it('does not outlast the start', async () => {
    const { body } = await hold({ startsAt: '2026-11-21T01:00:00Z' });
    expect(body).toMatchObject({ code: 'APPOINTMENTS.START_IN_THE_PAST' });
    service.clock.moveTo(minutesLater(10));
    expect((await hold({ startsAt: '2026-11-21T01:15:00Z' })).body.expiresAt).toBe('2026-11-21T01:15:00.000Z');
  });

  it.each([
    ['an unknown operation', { operations: ['GONE'] }, 422, 'APPOINTMENTS.OPERATIONS_NOT_KNOWN'],
    ['a start off the grid', { startsAt: '2026-11-23T02:05:00Z' }, 422, 'APPOINTMENTS.START_OFF_THE_GRID'],
    ['a foreign advisor', { preferredAdvisorId: 'jiang.advisor' }, 422, 'APPOINTMENTS.ADVISOR_NOT_OF_STORE'],
    ['a car without a customer', { vehicleId: randomUUID() }, 422, 'APPOINTMENTS.HALF_A_VISITOR'],
    ['an unknown car', { vehicleId: randomUUID(), customerId: randomUUID() }, 409, 'APPOINTMENTS.VEHICLE_NOT_KNOWN'],
    ['a closed store', { startsAt: '2026-11-23T09:45:00Z' }, 409, 'APPOINTMENTS.NO_CAPACITY'],
    ['no courtesy car', { meanwhile: 'courtesy-car' }, 409, 'APPOINTMENTS.NO_CAPACITY'],
    ['a longer time wished by the client', { expiresAt: '2026-11-23T02:00:00Z' }, 422, 'unknown_field'],
  ])('refuses %s and keeps nothing', async (_, body, status, code) => {
    expect(await hold(body)).toMatchObject({ status, body: { code } });
    expect(await service.all(SlotHold)).toEqual([]);
    expect(await booked()).toEqual([]);
  });

  it('lets one caller have five open at most, however many they ask for at once', async () => {
    const starts = Array.from({ length: 9 }, (_, hour) => `2026-11-23T0${hour}:00:00Z`);
    const answers = await Promise.all(starts.map((startsAt) => hold({ startsAt })));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toMatchObject(
      Array(4).fill({ status: 409, body: { code: 'APPOINTMENTS.TOO_MANY_HOLDS', most: 5 } }),
    );

    await release(answers.find(({ status }) => status === 201)?.body.id ?? '');
    expect((await hold({ startsAt: '2026-11-24T02:00:00Z' })).status).toBe(201);
    service.clock.moveTo(minutesLater(10));
    expect((await hold({ startsAt: '2026-11-25T02:00:00Z' })).status).toBe(201);
  });
});

describe('a visit that is booked from a hold', () => {
  it('takes over its time, bay, technician and advisor', async () => {
    const visitor = await around.visitor();
    const { body: held } = await hold({ preferredAdvisorId: 'liu.advisor' });
    const { status, body } = await around.book({ ...visitor, holdId: held.id });
    expect([status, body]).toMatchObject([
      201,
      { ...visitor, advisorId: 'liu.advisor', bays: held.bays, technicians: held.technicians, estimate: held.estimate },
    ]);
    expect(await service.find(SlotHold, held.id)).toMatchObject({ status: 'booked', appointmentId: body.id });
    expect(await booked()).toEqual(Array(3).fill({ booked: 1 }));
    expect(await service.outbox()).toMatchObject([
      { type: 'appointments.appointment.booked.v1', aggregateId: body.id },
    ]);
    const again = await around.book({ ...(await around.visitor()), holdId: held.id });
    expect(again).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_ENDED', currentStatus: 'booked' } });
  });

  it.each([
    ['for other work', { operations: ['BRK-012'] }, 422, 'APPOINTMENTS.HOLD_FOR_ANOTHER_VISIT'],
    ['for another time', { startsAt: '2026-11-23T05:00:00Z' }, 422, 'APPOINTMENTS.HOLD_FOR_ANOTHER_VISIT'],
    ['that is not there', { holdId: randomUUID() }, 404, 'not_found'],
  ])('is refused %s', async (_, other, status, code) => {
    const { body: held } = await hold();
    const answer = await around.book({ ...(await around.visitor()), holdId: held.id, ...other });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await service.find(SlotHold, held.id)).toMatchObject({ status: 'held' });
    expect(await service.outbox()).toEqual([]);
  });

  it('is refused to a colleague', async () => {
    const { body: held } = await hold();
    const answer = await around.book({ ...(await around.visitor()), holdId: held.id }, 'chen.advisor');
    expect(answer).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_OF_ANOTHER' } });
    expect(await agent().get(`/v1/slot-holds/${held.id}`)).toMatchObject({ body: { status: 'held' } });
  });

  it('is refused in another store as if there were no hold', async () => {
    const { body: held } = await hold();
    const visitor = await around.visitor({ storeId: 'SH002' });
    const answer = await around.book({ ...visitor, holdId: held.id }, 'booking-agent', 'SH002');
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('is refused for a car that is booked at that time, and the hold stays', async () => {
    await around.bay('lift');
    await around.bay('lift');
    await around.bay('lift'); // two visits at a time
    await around.technician('han.technician', ['brakes']);
    const visitor = await around.visitor();
    const { body: held } = await hold();
    await around.book({ ...visitor, operations: ['BRK-012'] });
    const answer = await around.book({ ...visitor, holdId: held.id });
    expect(answer).toMatchObject({ status: 409, body: { reason: 'vehicle', alternatives: expect.any(Array) } });
    expect(await service.find(SlotHold, held.id)).toMatchObject({ status: 'held' });
    await service.sql(`DELETE FROM known_bay WHERE kind = 'lift'`);
  });

  it('is refused once the hold has expired, with what can be had instead', async () => {
    const { body: held } = await hold();
    service.clock.moveTo(minutesLater(10));
    const visitor = await around.visitor();
    const late = await around.book({ ...visitor, holdId: held.id });
    expect(late).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_EXPIRED' } });
    const { alternatives } = late.body as unknown as { alternatives: string[] };
    expect((await around.book({ ...visitor, startsAt: alternatives[0] })).status).toBe(201);
  });
});

describe('a hold ends', () => {
  it('when it is given back: the time is free at once', async () => {
    const { body: held } = await hold();
    const foreign = await service.as('chen.advisor').post(`/v1/slot-holds/${held.id}/release`);
    expect(foreign).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_OF_ANOTHER' } });
    expect(await release(held.id)).toMatchObject({ status: 200, body: { status: 'released', version: 2 } });
    expect(await booked()).toEqual([]);
    expect((await around.book(await around.visitor())).status).toBe(201);
    expect(await release(held.id)).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_ENDED' } });
  });

  it('by itself, once, however many look at it', async () => {
    const { body: held } = await hold();
    await expireDue(minutesLater(9));
    expect(await service.find(SlotHold, held.id)).toMatchObject({ status: 'held' });
    await Promise.all([1, 2, 3, 4].map(() => expireDue(minutesLater(10))));
    expect(await service.find(SlotHold, held.id)).toMatchObject({ status: 'expired', version: 2 });
    expect(await booked()).toEqual([]);
  });

  it('in one way only when it expires while it is booked', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { body: held } = await hold({ startsAt: new Date(MONDAY_TEN.getTime() + round * 3_600_000) });
      const visitor = await around.visitor();
      const [answer] = await Promise.all([
        around.book({ ...visitor, startsAt: held.startsAt, holdId: held.id }),
        expireDue(minutesLater(10)),
      ]);
      const isBooked = answer.status === 201;
      if (!isBooked) expect(answer.body).toMatchObject({ code: 'APPOINTMENTS.HOLD_EXPIRED' });
      expect(await service.find(SlotHold, held.id)).toMatchObject({ status: isBooked ? 'booked' : 'expired' });
      expect(await service.sql(MISCOUNTED)).toEqual([]);
    }
  });

  it('and does not stand in the way of a bay that closes', async () => {
    await hold();
    const closed = BayChanged.of({ bayId, name: 'quick', kind: 'quick', active: false });
    expect(await service.deliver(closed, { aggregateId: bayId })).toBe('done');
    await around.bay('quick', { bayId });
  });
});

describe('a hold with a courtesy car', () => {
  it('keeps the last one, which the visit that is booked from it gets', async () => {
    const car = await service.given(aCourtesyCar());
    await around.bay('wash');
    await around.bay('wash');
    await around.bay('wash'); // two visits at a time
    await around.bay('quick');
    await around.technician('zheng.technician', ['maintenance']);
    const { body: held } = await hold({ meanwhile: 'courtesy-car' });
    expect(held.courtesyCarId).toBe(car.id);
    const wish = { meanwhile: 'courtesy-car' };
    const other = await around.book({ ...(await around.visitor()), ...wish });
    expect(other).toMatchObject({ status: 409, body: { reason: 'courtesy-car' } });

    const { status } = await around.book({ ...(await around.visitor()), ...wish, holdId: held.id });
    expect(status).toBe(201);
    expect(await service.sql('SELECT courtesy_car_id FROM courtesy_loan')).toEqual([{ courtesy_car_id: car.id }]);
  });

  it('gives it back with the rest', async () => {
    await service.given(aCourtesyCar());
    const { body: held } = await hold({ meanwhile: 'courtesy-car' });
    await release(held.id);
    expect((await around.book({ ...(await around.visitor()), meanwhile: 'courtesy-car' })).status).toBe(201);
  });
});

describe('the watch over holds', () => {
  it('ends in its store what nobody decided on in time', async () => {
    const { body } = await hold();
    service.clock.moveTo(new Date(SATURDAY_NINE.getTime() + 10 * 60_000));
    await service.get(HoldsWatch).run();
    expect(await service.find(SlotHold, body.id)).toMatchObject({ status: 'expired' });
  });
});
