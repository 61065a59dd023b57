import { randomUUID } from 'node:crypto';
import { PriceListPublished } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { violations } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  await around.bay('lift');
  await around.bay('lift');
  await around.bay('wash'); // four bays: two visits at a time
  await around.technician('wu.technician', ['maintenance', 'brakes']);
  await around.technician('han.technician', ['brakes']);
  await around.technician('zheng.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

describe('one car', () => {
  it('is booked once for one time, also when its customer books at two stores at once', async () => {
    await around.priceList('SH002');
    await around.bay('quick', { storeId: 'SH002' });
    await around.technician('ye.technician', ['maintenance'], { storeId: 'SH002' });
    const visitor = await around.visitor();
    await service.sql('INSERT INTO known_customer SELECT $1, customer_id FROM known_customer WHERE customer_id = $2', [
      'SH002',
      visitor.customerId,
    ]);
    await service.sql(
      'INSERT INTO known_vehicle SELECT $1, vehicle_id, owner_customer_id FROM known_vehicle WHERE vehicle_id = $2',
      ['SH002', visitor.vehicleId],
    );

    const answers = await Promise.all([
      around.book(visitor, 'booking-agent', 'SH001'),
      around.book(visitor, 'booking-agent', 'SH002'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409)?.body as unknown as { alternatives: string[] };
    expect(refused).toMatchObject({ reason: 'vehicle' });
    expect(refused.alternatives).not.toContain(MONDAY_TEN.toISOString());
    expect(await violations(service)).toEqual([]);
  });
});

describe('a technician of two stores', () => {
  it('who is booked in the other one is passed over for a free colleague', async () => {
    await around.priceList('SH002');
    await around.bay('quick', { storeId: 'SH002' });
    await around.technician('ye.technician', ['maintenance'], { storeId: 'SH002' });
    await around.technician('cheng.technician', ['maintenance'], { storeId: 'SH002' });
    await around.technician('cheng.technician', ['maintenance']);
    await around.book(await around.visitor());
    await service.sql(`UPDATE allocation SET resource_id = 'cheng.technician' WHERE resource_kind = 'technician'`);

    const there = await around.book(await around.visitor({ storeId: 'SH002' }), 'booking-agent', 'SH002');
    expect(there).toMatchObject({ status: 201, body: { technicians: [{ technicianId: 'ye.technician' }] } });
    await service.sql(`DELETE FROM known_technician WHERE technician_id = 'cheng.technician'`);
  });
});

describe('the bookable share', () => {
  it('keeps the rest for walk-ins: two of four bays are for bookings', async () => {
    const book = async (operations: string[]) => around.book({ ...(await around.visitor()), operations });
    expect((await book(['MNT-001'])).status).toBe(201);
    expect((await book(['BRK-012'])).status).toBe(201);
    expect(await book(['BRK-012'])).toMatchObject({ status: 409, body: { reason: 'share' } });
    expect(await violations(service)).toEqual([]);
  });
});

describe('a visit that is longer than what is left of the day', () => {
  const late = { operations: ['BRK-012'], startsAt: '2026-11-23T09:00:00Z' };
  const slots = () => service.sql('SELECT starts_at, booked FROM slot WHERE booked > 0 ORDER BY starts_at');

  it('stays overnight on its bay, takes the slots of open hours alone, and gives them back', async () => {
    const visitor = await around.visitor();
    const { status, body } = await around.book({ ...visitor, ...late, meanwhile: 'leaves' });
    const night = { startsAt: '2026-11-23T09:00:00.000Z', endsAt: '2026-11-24T00:30:00.000Z' };
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...night,
      bays: [night],
      technicians: [{ endsAt: '2026-11-23T10:00:00.000Z' }, { startsAt: '2026-11-24T00:00:00.000Z' }],
    });
    expect((await slots()).map((slot) => (slot['starts_at'] as Date).toISOString().slice(5, 16))).toEqual([
      '11-23T09:00', '11-23T09:15', '11-23T09:30', '11-23T09:45', '11-24T00:00', '11-24T00:15',
    ]); // prettier-ignore
    expect(await around.book({ ...visitor, startsAt: '2026-11-24T00:15:00Z' })).toMatchObject({
      body: { reason: 'vehicle' },
    });

    expect(await violations(service)).toEqual([]);
    await service.as('chen.advisor').post(`/v1/appointments/${body.id}/cancel`, { reason: 'sold the car' });
    expect(await slots()).toEqual([]);
    expect(await violations(service)).toEqual([]);
  });

  it('is seen days later: what it holds is not taken twice', async () => {
    const [first, second] = [await around.visitor(), await around.visitor()];
    const book = (visitor: object, startsAt: string) =>
      around.book({ ...visitor, operations: ['OVH-001'], meanwhile: 'leaves', startsAt });
    const { body } = await book(first, '2026-11-23T00:00:00Z');
    expect(body).toMatchObject({ endsAt: '2026-11-26T10:00:00.000Z' });
    expect(await book(second, '2026-11-26T00:00:00Z')).toMatchObject({ status: 409, body: { reason: 'bay' } });
    expect((await book(second, '2026-11-27T00:00:00Z')).status).toBe(201);
    expect(await violations(service)).toEqual([]);
  });

  it('is refused to a customer who waits, with starts of which the car is ready the same day', async () => {
    const { status, body } = await around.book({ ...(await around.visitor()), ...late, meanwhile: 'waits' });
    expect([status, body]).toMatchObject([409, { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'overnight' }]);
    expect((body as unknown as { alternatives: string[] }).alternatives[0]).toBe('2026-11-23T08:30:00.000Z');
    expect(await slots()).toEqual([]);
  });

  it('is offered to a customer who leaves the car', async () => {
    const last = async (meanwhile: string): Promise<unknown> => {
      const path = `/v1/free-slots?operationCodes=BRK-012&day=2026-11-23${meanwhile}`;
      return (await service.as('booking-agent').get<{ starts: unknown[] }>(path)).body.starts.at(-1);
    };
    const startsAt = '2026-11-23T08:30:00.000Z';
    expect(await last('')).toEqual({ startsAt, endsAt: '2026-11-23T10:00:00.000Z' });
    expect(await last('&meanwhile=waits')).toMatchObject({ startsAt });
    expect(await last('&meanwhile=leaves')).toEqual({
      startsAt: '2026-11-23T09:45:00.000Z',
      endsAt: '2026-11-24T01:15:00.000Z',
    });
  });
});

describe('GET /v1/free-slots', () => {
  const starts = async (day: string): Promise<string[]> => {
    const path = `/v1/free-slots?operationCodes=MNT-001&day=${day}`;
    const { status, body } = await service.as('booking-agent').get<{ starts: { startsAt: string }[] }>(path);
    expect(status).toBe(200);
    return body.starts.map(({ startsAt }) => startsAt);
  };

  it('offers what can be booked, and no longer what is taken', async () => {
    expect((await starts('2026-11-23')).length).toBe(38);
    await around.book({ ...(await around.visitor()) });
    const free = await starts('2026-11-23');
    expect(free).not.toContain('2026-11-23T01:30:00.000Z');
    expect(free).toContain('2026-11-23T01:15:00.000Z');
    expect(free).toContain('2026-11-23T02:45:00.000Z');
    expect(free.length).toBe(33);
  });

  it('offers nothing that has begun', async () => {
    expect((await starts('2026-11-21'))[0]).toBe('2026-11-21T01:15:00.000Z');
    expect(await starts('2026-11-20')).toEqual([]);
  });

  it('estimates by the price list of that day, not by one that begins with the next', async () => {
    const midnight = '2026-12-31T16:00:00Z';
    const list = { priceListId: randomUUID(), priceListVersion: 2, effectiveFrom: midnight };
    const laborRates = [{ skill: 'maintenance' as const, payType: 'customer' as const, hourlyRateFen: 99_000 }];
    const operation = { operationCode: 'MNT-001', nameZh: 'MNT-001', nameEn: 'MNT-001', flatRateHundredths: 300 };
    const kind = { skill: 'maintenance', bayKind: 'quick', safetyCritical: false, roadTest: false } as const;
    const published = PriceListPublished.of({ ...list, laborRates, operations: [{ ...operation, ...kind }] });
    await service.deliver(published, { aggregateId: list.priceListId });
    const minutes = async (day: string) =>
      (await service.as('booking-agent').get(`/v1/free-slots?operationCodes=MNT-001&day=${day}`)).body[
        'durationMinutes'
      ];
    expect([await minutes('2026-12-31'), await minutes('2027-01-01')]).toEqual([45, 180]);
  });

  it('refuses operations that nobody published', async () => {
    const { status, body } = await service.as('booking-agent').get('/v1/free-slots?operationCodes=GONE&day=2026-11-23');
    expect([status, body['code']]).toEqual([422, 'APPOINTMENTS.OPERATIONS_NOT_KNOWN']);
  });
});
