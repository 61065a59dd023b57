import { randomUUID } from 'node:crypto';
import { eventually, startService, type TestTwin } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { aDriver } from '../drivers/testing.js';
import { migrations } from '../migrations/index.js';
import { Ride } from './ride.entity.js';
import { TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MONDAY_ELEVEN = new Date('2026-11-23T03:00:00Z');

describe('the last driver', () => {
  it('goes to one of 64 callers of two processes; the others are offered times that have one', async () => {
    await around.priceList();
    for (let n = 0; n < 120; n += 1) await around.bay('quick');
    for (let n = 0; n < 68; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
    await service.given(aDriver());
    const visitors = await Promise.all(Array.from({ length: 64 }, () => around.visitor()));
    const twin: TestTwin = await service.twin();
    const wish = { channel: 'app', complaint: '保养', operations: ['MNT-001'], meanwhile: 'pick-up-and-return' };
    const bookAt = (at: Pick<TestTwin, 'as'>, visitor: object, startsAt: Date) => {
      const key = { 'idempotency-key': randomUUID() };
      return eventually(async () => {
        const body = { ...wish, ...visitor, startsAt };
        const answer = await at.as('booking-agent').post('/v1/appointments', body, key);
        return answer.status !== 503 && answer;
      });
    };

    // Ten and eleven share no slot: only the driver makes them wait for each other.
    const answers = await Promise.all(
      visitors.map((visitor, n) =>
        bookAt(n % 2 === 0 ? service : twin, visitor, n % 4 < 2 ? MONDAY_TEN : MONDAY_ELEVEN),
      ),
    );
    const refused = answers.flatMap(({ status, body }, n) => (status === 409 ? [{ body, visitor: visitors[n] }] : []));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array<number>(63).fill(409),
    ]);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY', reason: 'driver' });
    }
    const [first] = refused;
    const [startsAt] = first?.body['alternatives'] as string[];
    expect((await around.book({ ...wish, ...first?.visitor, startsAt })).status).toBe(201);
    expect(await service.all(Ride)).toHaveLength(4);
    expect(await service.sql('SELECT max(booked) FROM slot')).toEqual([{ max: 1 }]);
    expect(await service.sql(TWICE)).toEqual([]);
  }, 120_000);
});
