import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { bookInstead, ONE_WINS, plentyOfRoom, raceFor } from '../meanwhile/testing.js';
import { migrations } from '../migrations/index.js';
import { MISCOUNTED, storesWithSeats } from './testing.js';

const SEATS = 2;
const service = startService(AppointmentsServiceModule, 'appointments', migrations, {
  environment: { STORES_FILE: storesWithSeats(SEATS) },
});
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await plentyOfRoom(around);
}, 30_000);

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service);
});

const advisor = () => service.as('chen.advisor');
const book = async (body: Record<string, unknown> = {}) => around.book({ ...(await around.visitor()), ...body });

describe('a lounge with two seats', () => {
  it('lets two wait at once; who leaves needs no seat, and the next who waits is offered times that have one', async () => {
    for (let n = 0; n < SEATS; n += 1) expect((await book()).status).toBe(201);
    const refused = await book();
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY', reason: 'lounge' } });
    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    expect(alternatives.slice(0, 2)).toEqual(['2026-11-23T01:15:00.000Z', '2026-11-23T02:45:00.000Z']);
    expect((await book({ meanwhile: 'leaves' })).status).toBe(201);

    const freeFor = async (meanwhile: string): Promise<string[]> => {
      const path = `/v1/free-slots?operationCodes=MNT-001&day=2026-11-23&meanwhile=${meanwhile}`;
      const { body } = await advisor().get<{ starts: { startsAt: string }[] }>(path);
      return body.starts.map(({ startsAt }) => startsAt);
    };
    expect(await freeFor('waits')).not.toContain(MONDAY_TEN.toISOString());
    expect(await freeFor('leaves')).toContain(MONDAY_TEN.toISOString());
    expect((await book({ startsAt: alternatives[0] })).status).toBe(201);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
  });

  it('has the seat of a visit that is cancelled, and of one that nobody comes to, free again', async () => {
    const [{ body: first }] = [await book(), await book()];
    await advisor().post(`/v1/appointments/${first.id}/cancel`, { reason: '临时出差' });
    expect((await book()).status).toBe(201);
    expect((await book()).status).toBe(409);
    await service.inStore('SH001', () =>
      service.get(AppointmentsService).markNoShows(new Date('2026-11-23T02:30:00Z')),
    );
    expect(await service.sql('SELECT max(waiting) FROM lounge_slot')).toEqual([{ max: 0 }]);
  });

  it('has the seat of a visit that moves where the visit is, and lets it move by a quarter of an hour while all are taken', async () => {
    const [{ body: first }] = [await book(), await book()];
    const move = (startsAt: string) =>
      advisor().post(`/v1/appointments/${first.id}/move`, { startsAt, by: 'customer' });
    expect((await move('2026-11-23T02:15:00Z')).status).toBe(200);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
    for (let n = 0; n < SEATS; n += 1) await book({ startsAt: '2026-11-23T06:00:00Z' });
    expect(await move('2026-11-23T06:00:00Z')).toMatchObject({ status: 409, body: { reason: 'lounge' } });
    expect(await service.sql(MISCOUNTED)).toEqual([]);
    expect((await move('2026-11-23T07:00:00Z')).status).toBe(200);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
  });

  it('has a seat held with a time, for the visit that is booked from it or free again', async () => {
    const hold = async (meanwhile: string) =>
      (
        await advisor().post<{ id: string }>('/v1/slot-holds', {
          operations: ['MNT-001'],
          startsAt: MONDAY_TEN,
          meanwhile,
        })
      ).body;
    const held = [await hold('waits'), await hold('waits')];
    expect(await book()).toMatchObject({ status: 409, body: { reason: 'lounge' } });
    const booked = await around.book({ ...(await around.visitor()), holdId: held[0]?.id }, 'service-advisor');
    expect(booked.status).toBe(201);
    await advisor().post(`/v1/slot-holds/${held[1]?.id}/release`);
    expect(await service.sql(MISCOUNTED)).toEqual([]);

    const { id } = await hold('leaves');
    expect((await around.book({ ...(await around.visitor()), holdId: id }, 'service-advisor')).status).toBe(201);
    expect(await service.sql('SELECT DISTINCT waiting FROM lounge_slot')).toEqual([{ waiting: 2 }]);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
  });

  it('has a held seat free again when its customer leaves the car after all', async () => {
    const wish = { operations: ['MNT-001'], startsAt: MONDAY_TEN, meanwhile: 'waits' };
    const { body: held } = await advisor().post<{ id: string }>('/v1/slot-holds', wish);
    const leaving = { ...(await around.visitor()), holdId: held.id, meanwhile: 'leaves' };
    expect((await around.book(leaving, 'service-advisor')).status).toBe(201);
    expect(await service.sql('SELECT DISTINCT waiting FROM lounge_slot')).toEqual([{ waiting: 0 }]);
    expect(await service.sql('SELECT day::text FROM freed_day')).toEqual([{ day: '2026-11-23' }]);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
  });

  it('gives its last seat to one of 64 callers of two processes; the others are offered times that have one', async () => {
    await book();
    const { statuses, refused } = await raceFor(service, around, { meanwhile: 'waits', startOf: () => MONDAY_TEN });
    expect(statuses).toEqual(ONE_WINS);
    for (const { body } of refused) expect(body).toMatchObject({ reason: 'lounge' });
    expect(await bookInstead(around, refused[0])).toBe(201);
    expect(await service.sql(MISCOUNTED)).toEqual([]);
  }, 120_000);
});
