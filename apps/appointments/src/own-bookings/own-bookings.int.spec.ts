import { randomUUID } from 'node:crypto';
import { CustomerErased } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { askOpenly } from '../visit-links/testing.js';
import type { VisitLinkView } from '../visit-links/visit.dto.js';
import type { OwnVisitView } from './own-booking.dto.js';
import { withPass } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  await around.bay('quick');
  await around.technician('wu.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

const wish = (facts: Record<string, unknown> = {}) => ({
  ...{ channel: 'wechat', complaint: '到保养里程了', operations: ['MNT-001'], meanwhile: 'waits' },
  startsAt: MONDAY_TEN.toISOString(),
  ...facts,
});

/** A customer with a car and a pass. */
async function aCustomer() {
  const visitor = await around.visitor();
  const own = withPass(service, visitor);
  const book = (facts: Record<string, unknown> = {}, key?: string) =>
    own.post<OwnVisitView>('/v1/own/appointments', wish({ vehicleId: visitor.vehicleId, ...facts }), key);
  return { ...visitor, own, book };
}

describe('a customer with a pass', () => {
  it('sees their own cars, by a masked plate', async () => {
    const { own, vehicleId } = await aCustomer();
    await aCustomer();
    expect((await own.get('/v1/own/vehicles')).body).toEqual({ items: [{ vehicleId, plate: '沪A***45' }] });
  });

  it('sees free starts of a day or the next ones, and never who or what is free or lacking', async () => {
    const { own } = await aCustomer();
    const search = (query: string) => own.get<{ starts: unknown[] }>(`/v1/own/free-starts?operationCodes=${query}`);
    const ofDay = await search('MNT-001&day=2026-11-23');
    expect(ofDay).toMatchObject({ status: 200, body: { durationMinutes: 45 } });
    expect(ofDay.body.starts.length).toBeGreaterThan(10);
    const [next, none] = [await search('MNT-001'), await search('LNG-001&day=2026-11-23')];
    expect(next.body.starts).toHaveLength(5);
    expect(none.body.starts).toEqual([]);
    for (const { text } of [ofDay, next, none]) expect(text).not.toMatch(/technician|advisor|bay|skill|engine|reason/);
  });

  it('books for their own car as the booking line does, in their own name and by their channel', async () => {
    const { book, customerId, vehicleId } = await aCustomer();
    const { status, body } = await book();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      vehicleId,
      status: 'booked',
      advisorName: '陈志强',
      startsAt: MONDAY_TEN.toISOString(),
    });
    expect(body).not.toHaveProperty('customerId');
    expect(body).not.toHaveProperty('bays');
    expect(await service.outbox()).toMatchObject([
      {
        subject: 'evt.appointments.SH001.appointment.booked.v1',
        data: { customerId, vehicleId, channel: 'wechat', complaint: '到保养里程了' },
        envelope: { actorrole: 'customer' },
      },
    ]);
    const { body: view } = await service.as('service-advisor').get<{ history: unknown }>(`/v1/appointments/${body.id}`);
    expect(view.history).toMatchObject([{ to: 'booked', by: customerId }]);
  });

  it('books once when the request is repeated', async () => {
    const { book } = await aCustomer();
    const [first, again] = [await book({}, 'own-1'), await book({}, 'own-1')];
    expect(again.text).toBe(first.text);
    expect(await service.all(Appointment)).toHaveLength(1);
  });

  it('is told which times are left when one is taken, not what the workshop lacks', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    await one.book();
    const { status, body, text } = await other.book();
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.TIME_TAKEN', reason: 'full' } });
    expect(text).not.toMatch(/technician|share|maintenance/);
    const [nearest] = (body as unknown as { alternatives: string[] }).alternatives;
    expect((await other.book({ startsAt: nearest })).status).toBe(201);
  });

  it.each([
    ['a car of another', async () => ({ vehicleId: (await around.visitor()).vehicleId }), 409],
    ['a car that is not there', () => Promise.resolve({ vehicleId: randomUUID() }), 409],
    ['the telephone', () => Promise.resolve({ channel: 'phone' }), 422],
    ['another customer', () => Promise.resolve({ customerId: randomUUID() }), 422],
    ['an advisor of their choice', () => Promise.resolve({ preferredAdvisorId: 'chen.advisor' }), 422],
    ['a time in the past', () => Promise.resolve({ startsAt: '2026-11-20T02:00:00Z' }), 422],
  ])('does not book %s', async (_, wrong, status) => {
    const { book } = await aCustomer();
    const answer = await book(await wrong());
    expect(answer.status).toBe(status);
    if (status === 409) expect(answer.body).toMatchObject({ code: 'APPOINTMENTS.VEHICLE_NOT_KNOWN' });
    expect(await service.all(Appointment)).toEqual([]);
    expect(await service.outbox()).toEqual([]);
  });

  it('has three visits ahead at most, also when they are booked at once; one that was cancelled does not count', async () => {
    const { book, own } = await aCustomer();
    const days = ['23', '24', '25', '26', '27'].map((day) => `2026-11-${day}T02:00:00Z`);
    const answers = await Promise.all(days.map((startsAt) => book({ startsAt })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'APPOINTMENTS.TOO_MANY_VISITS_AHEAD',
    });
    expect(await service.all(Appointment)).toHaveLength(3);

    const booked = answers.find(({ status }) => status === 201)?.body.id ?? '';
    await own.post(`/v1/own/appointments/${booked}/cancel`, {});
    expect((await book({ startsAt: '2026-11-28T02:00:00Z' })).status).toBe(201);
  });

  it('books no more once who they are was erased', async () => {
    const { book, customerId } = await aCustomer();
    await service.deliver(CustomerErased.of({ customerId, erasedAt: MORNING.toISOString() }), {
      aggregateId: customerId,
    });
    expect(await book()).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.CUSTOMER_ERASED' } });
  });

  it('confirms, moves and cancels their visit, and finds back to it by its link', async () => {
    const { own, book } = await aCustomer();
    const { id } = (await book()).body;
    const path = `/v1/own/appointments/${id}`;
    expect(await own.post(`${path}/confirm`, { channel: 'app' })).toMatchObject({
      status: 200,
      body: { id, status: 'confirmed' },
    });
    const startsAt = '2026-11-24T02:00:00.000Z';
    expect(await own.post(`${path}/move`, { startsAt })).toMatchObject({ status: 200, body: { id, startsAt } });
    expect((await own.post(`${path}/confirm`, { channel: 'app' })).status).toBe(200);
    const link = (await own.get<VisitLinkView>(`${path}/link`)).body.path;
    expect((await askOpenly(`${await service.url}${link}`)).text).toContain('已确认');
    expect(await own.post(`${path}/cancel`, {})).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect((await own.get<{ items: OwnVisitView[] }>('/v1/own/appointments')).body.items).toMatchObject([
      { id, status: 'cancelled' },
    ]);
    expect((await service.outbox()).map(({ type, data }) => [type.split('.')[2], data['channel'] ?? data['by']])).toEqual([
      ['booked', 'wechat'], ['confirmed', 'app'], ['moved', 'customer'], ['confirmed', 'app'], ['cancelled', 'customer'],
    ]); // prettier-ignore
  });
});

describe('the visit of another', () => {
  it('is not there, in the same store, in a sister store or in another group', async () => {
    const [one, other] = [await aCustomer(), await aCustomer()];
    const { id } = (await one.book()).body;
    const { customerId } = one;
    const callers = [
      other.own,
      withPass(service, { customerId, storeId: 'SH002' }),
      withPass(service, { customerId, storeId: 'BJ001', groupId: 'beifang' }),
    ];
    for (const caller of callers) {
      const absent = await caller.get(`/v1/own/appointments/${randomUUID()}`);
      for (const path of [`/v1/own/appointments/${id}`, `/v1/own/appointments/${id}/link`]) {
        const { status, body } = await caller.get(path);
        expect({ status, code: body['code'], what: body['what'] }).toEqual({
          status: 404,
          code: absent.body['code'],
          what: absent.body['what'],
        });
      }
      expect((await caller.post(`/v1/own/appointments/${id}/cancel`, {})).status).toBe(404);
      expect((await caller.post(`/v1/own/appointments/${id}/confirm`, { channel: 'web' })).status).toBe(404);
      expect((await caller.post(`/v1/own/appointments/${id}/move`, { startsAt: MONDAY_TEN })).status).toBe(404);
      expect((await caller.get('/v1/own/appointments')).body).toEqual({ items: [], nextCursor: null });
    }
    expect(await service.find(Appointment, id)).toMatchObject({ status: 'booked' });
  });
});

describe('GET /v1/stores', () => {
  it('names the stores to choose from, to anyone, and nobody who works there', async () => {
    const { status, body, text } = await askOpenly(`${await service.url}/v1/stores`);
    expect(status).toBe(200);
    expect(body['items']).toContainEqual(expect.objectContaining({ storeId: 'SH001', name: '上海浦东店' }));
    expect(text).not.toMatch(/advisor|陈志强/);
  });
});
