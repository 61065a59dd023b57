import { startService, type TestTwin } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { MONDAY_TEN, postPatiently, Surroundings } from '../appointments/testing.js';
import { aCourtesyCar } from '../courtesy-cars/testing.js';
import { migrations } from '../migrations/index.js';
import { CourtesyLoan } from './courtesy-loan.entity.js';
import { TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MONDAY_ELEVEN = new Date('2026-11-23T03:00:00Z');
describe('the last courtesy car', () => {
  it('goes to one of 64 callers of two processes; the others are offered times that have one', async () => {
    await around.priceList();
    for (let n = 0; n < 120; n += 1) await around.bay('quick');
    for (let n = 0; n < 68; n += 1) await around.technician(`t${n}.technician`, ['maintenance']);
    await service.given(aCourtesyCar());
    const visitors = await Promise.all(Array.from({ length: 64 }, () => around.visitor()));
    const twin: TestTwin = await service.twin();
    const wish = { channel: 'app', complaint: '保养', operations: ['MNT-001'], meanwhile: 'courtesy-car' };
    const bookAt = (at: Pick<TestTwin, 'as'>, visitor: object, startsAt: Date) =>
      postPatiently(at, '/v1/appointments', { ...wish, ...visitor, startsAt });

    // Ten and eleven share no slot: only the car makes them wait for each other.
    const answers = await Promise.all(
      visitors.map((visitor, n) =>
        bookAt(n % 2 === 0 ? service : twin, visitor, n % 4 < 2 ? MONDAY_TEN : MONDAY_ELEVEN),
      ),
    );
    const refused = answers.flatMap(({ status, body }, n) => (status === 409 ? [{ body, visitor: visitors[n] }] : []));
    expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([1, 63]);
    for (const { body } of refused) {
      expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY', reason: 'courtesy-car' });
    }
    const [first] = refused;
    const [startsAt] = first?.body['alternatives'] as string[];
    expect((await around.book({ ...wish, ...first?.visitor, startsAt })).status).toBe(201);
    expect(await service.all(CourtesyLoan)).toHaveLength(2);
    expect(await service.sql('SELECT max(booked) FROM slot')).toEqual([{ max: 1 }]);
    expect(await service.sql(TWICE)).toEqual([]);
  }, 120_000);
});
