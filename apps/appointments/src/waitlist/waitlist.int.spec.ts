import { randomUUID } from 'node:crypto';
import { CustomerErased } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { SlotHold } from '../slot-holds/slot-hold.entity.js';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { MISCOUNTED, SATURDAY_NINE } from '../slot-holds/testing.js';
import { joinBody } from './testing.js';
import type { WaitlistEntryView } from './waitlist-entry.dto.js';
import { WaitlistEntry } from './waitlist-entry.entity.js';
import { WaitlistOffersService } from './waitlist-offers.service.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations, { scheduled: false });
const around = new Surroundings(service);
/** One visit at a time: Monday is full with a long one that begins at eight. */
const ALL_DAY = { operations: ['LNG-001'], startsAt: '2026-11-23T00:00:00Z' };

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  await around.bay('lift');
  await around.technician('wu.technician', ['maintenance', 'engine']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY_NINE);
  await emptyCalendar(service);
});

afterEach(async () => {
  expect(await service.sql(MISCOUNTED)).toEqual([]);
});

const agent = () => service.as('booking-agent');
const minutesLater = (minutes: number): Date => new Date(SATURDAY_NINE.getTime() + minutes * 60_000);

/** What the watch does, at a time. */
const look = (now: Date = service.clock.now()): Promise<void> =>
  service.inStore('SH001', async () => {
    const offers = service.get(WaitlistOffersService);
    await service.get(SlotHoldsService).expireDue(now);
    await offers.lapseDue(now);
    await offers.endOver(now);
    await offers.offerFreed(now);
  });

async function joined(facts: Record<string, unknown> = {}): Promise<WaitlistEntryView> {
  const visitor = await around.visitor();
  const { status, body } = await agent().post<WaitlistEntryView>('/v1/waitlist', joinBody({ ...visitor, ...facts }));
  expect(status).toBe(201);
  return body;
}

async function booked(body: Record<string, unknown> = ALL_DAY): Promise<AppointmentView> {
  const { status, body: view } = await around.book({ ...(await around.visitor()), ...body });
  expect(status).toBe(201);
  return view;
}

const cancel = ({ id }: { id: string }) => agent().post(`/v1/appointments/${id}/cancel`, { reason: '客户出差' });
const answer = ({ id }: { id: string }, word: 'accept' | 'decline' | 'leave') =>
  agent().post<WaitlistEntryView>(`/v1/waitlist/${id}/${word}`);
const entryNow = async ({ id }: { id: string }): Promise<WaitlistEntryView> =>
  (await agent().get<WaitlistEntryView>(`/v1/waitlist/${id}`)).body;
const statuses = (entries: readonly { id: string }[]) =>
  Promise.all(entries.map(async (entry) => (await entryNow(entry)).status));
const offersSaid = async () => (await service.outbox()).filter(({ type }) => type.includes('waitlist-entry.offered'));

describe('POST /v1/waitlist', () => {
  it('puts a customer at the end of the line, which is listed in its order', async () => {
    await booked();
    const entries = [await joined(), await joined({ startsFrom: '09:00', startsUntil: '12:00' }), await joined()];
    expect(entries[1]).toMatchObject({
      ...{
        status: 'waiting',
        firstDay: '2026-11-23',
        startsFrom: '09:00',
        startsUntil: '12:00',
        joinedBy: 'he.booking',
      },
      ...{ estimate: { durationMinutes: 45 }, offers: [], endReason: null },
    });
    const { body } = await agent().get<{ items: WaitlistEntryView[]; nextCursor: string }>('/v1/waitlist?limit=2');
    expect(body.items.map(({ id }) => id)).toEqual(entries.slice(0, 2).map(({ id }) => id));
    const next = await agent().get<{ items: WaitlistEntryView[] }>(`/v1/waitlist?limit=2&cursor=${body.nextCursor}`);
    expect(next.body.items.map(({ id }) => id)).toEqual([entries[2]?.id]);
    expect(await service.outbox()).toHaveLength(1);
  });

  it.each([
    ['an unknown operation', { operations: ['GONE'] }, 422, 'APPOINTMENTS.OPERATIONS_NOT_KNOWN'],
    ['an unknown car', { vehicleId: randomUUID() }, 409, 'APPOINTMENTS.VEHICLE_NOT_KNOWN'],
    [
      'days that are over',
      { firstDay: '2026-11-01', lastDay: '2026-11-20' },
      422,
      'APPOINTMENTS.WAITLIST_DAYS_NOT_POSSIBLE',
    ],
    ['a time that is none', { startsFrom: '25:00' }, 422, 'validation_failed'],
    ['a place in the line named by the client', { joinedAt: '2026-01-01T00:00:00Z' }, 422, 'unknown_field'],
  ])('refuses %s and writes nothing', async (_, facts, status, code) => {
    const refused = await agent().post('/v1/waitlist', joinBody({ ...(await around.visitor()), ...facts }));
    expect(refused).toMatchObject({ status, body: { code } });
    expect(await service.all(WaitlistEntry)).toEqual([]);
  });

  it('gives a car one place, also when it asks twice at once', async () => {
    const body = joinBody(await around.visitor());
    const answers = await Promise.all([1, 2].map(() => agent().post('/v1/waitlist', body)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused).toMatchObject([{ status: 409, body: { code: 'APPOINTMENTS.WAITS_ALREADY' } }]);
  });

  it('looks at once at what is free already', async () => {
    const entry = await joined({ startsFrom: '10:00' });
    await look();
    expect((await entryNow(entry)).offers).toMatchObject([{ startsAt: MONDAY_TEN.toISOString(), outcome: 'open' }]);
  });
});

describe('what becomes free', () => {
  it('is kept for the first in line and told to them, with a deadline', async () => {
    const visit = await booked();
    const [first, second] = [await joined(), await joined()];
    await look();
    expect(await statuses([first, second])).toEqual(['waiting', 'waiting']);

    await cancel(visit);
    await look();
    expect(await statuses([first])).toEqual(['offered']);
    const said = await offersSaid();
    expect(said[0]).toMatchObject({
      ...{ aggregateId: first.id, aggregateVersion: 1 },
      data: {
        ...{ waitlistEntryId: first.id, customerId: first.customerId, vehicleId: first.vehicleId },
        ...{ startsAt: '2026-11-23T00:00:00.000Z', offeredUntil: '2026-11-21T01:30:00.000Z' },
      },
    });
    const kept = (await service.all(SlotHold)).filter(({ vehicleId }) => vehicleId === first.vehicleId);
    expect(kept).toMatchObject([{ status: 'held', heldBy: 'waitlist', expiresAt: minutesLater(30) }]);
    expect(await statuses([second])).toEqual(['offered']);
    expect(said[1]?.data).toMatchObject({ startsAt: '2026-11-23T00:45:00.000Z' });
  });

  it('is offered when a visit is moved away', async () => {
    const visit = await booked();
    const entry = await joined();
    const moved = { startsAt: '2026-11-24T00:00:00Z', by: 'customer' };
    expect((await agent().post(`/v1/appointments/${visit.id}/move`, moved)).status).toBe(200);
    await look();
    expect(await statuses([entry])).toEqual(['offered']);
  });

  it.each([
    ['a hold that was given back', (id: string) => agent().post(`/v1/slot-holds/${id}/release`)],
    ['a hold that expired', () => Promise.resolve(service.clock.moveTo(minutesLater(10)))],
  ])('is offered: %s', async (_, end) => {
    const held = await agent().post<{ id: string }>('/v1/slot-holds', ALL_DAY);
    const entry = await joined();
    await look();
    expect(await statuses([entry])).toEqual(['waiting']);
    await end(held.body.id);
    await look();
    expect(await statuses([entry])).toEqual(['offered']);
  });

  it('is offered when a technician comes back', async () => {
    const technicianRecordId = randomUUID();
    const away = {
      technicianRecordId,
      absences: [{ startsAt: '2026-11-23T00:00:00Z', endsAt: '2026-11-24T00:00:00Z' }],
    };
    await around.technician('lin.technician', ['ev-high-voltage'], away);
    const bay = await around.bay('ev');
    const entry = await joined({ operations: ['EVB-001'] });
    await look();
    expect(await statuses([entry])).toEqual(['waiting']);
    await around.technician('lin.technician', ['ev-high-voltage'], { technicianRecordId });
    await look();
    expect(await statuses([entry])).toEqual(['offered']);
    await around.bay('ev', { bayId: bay, active: false });
  });

  it('goes to the next in line while the car of the first is in another store, which no calendar here shows', async () => {
    await around.priceList('SH002');
    await around.bay('quick', { storeId: 'SH002' });
    await around.technician('ye.technician', ['maintenance'], { storeId: 'SH002' });
    const visit = await booked();
    const [first, second] = [await joined(), await joined()];
    const { customerId, vehicleId } = first;
    await service.sql(
      `INSERT INTO known_customer SELECT 'SH002', customer_id FROM known_customer WHERE customer_id = $1`,
      [customerId],
    );
    await service.sql(
      `INSERT INTO known_vehicle SELECT 'SH002', vehicle_id, owner_customer_id FROM known_vehicle WHERE vehicle_id = $1`,
      [vehicleId],
    );
    const there = { customerId, vehicleId, startsAt: ALL_DAY.startsAt };
    expect((await around.book(there, 'booking-agent', 'SH002')).status).toBe(201);

    await cancel(visit);
    await look();
    const startsOf = async (entry: WaitlistEntryView) => (await entryNow(entry)).offers.map(({ startsAt }) => startsAt);
    expect(await startsOf(first)).toEqual(['2026-11-23T00:45:00.000Z']);
    expect(await startsOf(second)).toEqual(['2026-11-23T00:00:00.000Z']);
  });

  it('waits for the morning when it is night', async () => {
    const visit = await booked();
    const entry = await joined();
    service.clock.moveTo(new Date('2026-11-21T13:00:00Z'));
    await cancel(visit);
    await look();
    expect(await statuses([entry])).toEqual(['waiting']);
    service.clock.moveTo(new Date('2026-11-22T00:00:00Z'));
    await look();
    expect(await statuses([entry])).toEqual(['offered']);
  });
});

describe('an offer', () => {
  async function offeredPair(): Promise<[WaitlistEntryView, WaitlistEntryView]> {
    // Long work: one a day, so only one of them can be offered Monday.
    const visit = await booked();
    const pair: [WaitlistEntryView, WaitlistEntryView] = [
      await joined({ operations: ['LNG-001'], startsUntil: '08:00' }),
      await joined({ operations: ['LNG-001'], startsUntil: '08:00' }),
    ];
    await cancel(visit);
    await look();
    expect(await statuses(pair)).toEqual(['offered', 'waiting']);
    return pair;
  }

  it('that is taken is booked from what was kept, by the channel of the customer', async () => {
    const [first] = await offeredPair();
    const { status, body } = await answer(first, 'accept');
    expect([status, body]).toMatchObject([200, { status: 'taken', offers: [{ outcome: 'taken' }] }]);
    const visit = await agent().get<AppointmentView>(`/v1/appointments/${body.appointmentId}`);
    expect(visit.body).toMatchObject({
      ...{ customerId: first.customerId, vehicleId: first.vehicleId, channel: 'wechat', complaint: '到保养里程了' },
      ...{ causedBy: `waitlist-entry:${first.id}`, startsAt: '2026-11-23T00:00:00.000Z', status: 'booked' },
    });
    expect(await answer(first, 'accept')).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.NOTHING_OFFERED' },
    });
  });

  it('that is declined goes to the next in line, and the first waits on', async () => {
    const [first, second] = await offeredPair();
    expect((await answer(first, 'decline')).body).toMatchObject({ status: 'waiting' });
    await look();
    expect(await statuses([first, second])).toEqual(['waiting', 'offered']);
  });

  it('that lapses goes to the next in line, once, and can be taken no more', async () => {
    const [first, second] = await offeredPair();
    service.clock.moveTo(minutesLater(30));
    expect(await answer(first, 'accept')).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.OFFER_LAPSED' } });
    await Promise.all([1, 2, 3].map(() => look()));
    expect(await statuses([first, second])).toEqual(['waiting', 'offered']);
    expect(await offersSaid()).toHaveLength(2);
    expect((await answer(second, 'accept')).status).toBe(200);
  });

  it('goes with the customer who leaves the line', async () => {
    const [first, second] = await offeredPair();
    expect((await answer(first, 'leave')).body).toMatchObject({ status: 'ended', endReason: 'left' });
    await look();
    expect(await statuses([second])).toEqual(['offered']);
    expect(await answer(first, 'leave')).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.WAITLIST_ENTRY_ENDED' },
    });
  });

  it('goes with the customer who is erased', async () => {
    const [first, second] = await offeredPair();
    const erasedAt = SATURDAY_NINE.toISOString();
    await service.deliver(CustomerErased.of({ customerId: first.customerId, erasedAt }), {
      aggregateId: first.customerId,
    });
    await look();
    expect(await statuses([first, second])).toEqual(['ended', 'offered']);
    expect(await entryNow(first)).toMatchObject({ endReason: 'erased' });
  });

  it('is given back by the customer alone, not with its hold', async () => {
    const [first] = await offeredPair();
    const [hold] = (await service.all(SlotHold)).filter(({ vehicleId }) => vehicleId === first.vehicleId);
    const released = await agent().post(`/v1/slot-holds/${hold?.id}/release`);
    expect(released).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.HOLD_OF_ANOTHER' } });
  });

  it('has one answer of two that come at once', async () => {
    const [first] = await offeredPair();
    const answers = await Promise.all([answer(first, 'accept'), answer(first, 'decline')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('the line', () => {
  it('ends for one whose days have passed', async () => {
    await booked();
    const entry = await joined();
    await look(new Date('2026-11-23T15:59:00Z'));
    expect(await statuses([entry])).toEqual(['waiting']);
    await look(new Date('2026-11-23T16:00:00Z'));
    expect(await entryNow(entry)).toMatchObject({ status: 'ended', endReason: 'over' });
  });

  it('is served once by many who look at once, also when they die in the middle', async () => {
    const visit = await booked();
    const entries: WaitlistEntryView[] = [];
    for (let n = 0; n < 6; n += 1) entries.push(await joined({ startsUntil: '09:30' })); // three visits fit
    await cancel(visit);
    for (let round = 0; round < 4; round += 1) {
      const looks = Promise.allSettled([1, 2, 3, 4].map(() => look()));
      await service.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND usename LIKE '%_app'`);
      await looks;
    }
    await look();
    expect(await statuses(entries)).toEqual(['offered', 'offered', 'offered', 'waiting', 'waiting', 'waiting']);
    const said = (await offersSaid()).map(({ aggregateId }) => aggregateId);
    expect(said.sort()).toEqual(
      entries
        .slice(0, 3)
        .map(({ id }) => id)
        .sort(),
    );
    expect(await service.sql(`SELECT FROM slot_hold WHERE status = 'held'`)).toHaveLength(3);
  });
});
