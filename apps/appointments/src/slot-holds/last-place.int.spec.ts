import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { violations } from '../capacity/testing.js';
import { bookInstead, ONE_WINS, raceFor } from '../meanwhile/testing.js';
import { migrations } from '../migrations/index.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MONDAY_QUARTER_PAST = new Date('2026-11-23T02:15:00Z');

beforeAll(() => around.priceList());

beforeEach(() => emptyCalendar(service));

describe('of 64 callers of two processes who hold or book', () => {
  it('the last free place, one gets it; the others are told times that are free', async () => {
    await around.bay('quick');
    await around.technician('wu.technician', ['maintenance']);
    const race = { meanwhile: 'waits', isHeldFirst: true, startOf: () => MONDAY_TEN };
    const { statuses, refused } = await raceFor(service, around, race);
    expect(statuses).toEqual(ONE_WINS);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY' });
    expect(await bookInstead(around, refused[0])).toBe(201);
    expect(await violations(service)).toEqual([]);
  }, 120_000);

  it('the last technician for electric cars at overlapping times, one gets them; the others are told times that are free', async () => {
    for (let n = 0; n < 110; n += 1) await around.bay('wash'); // so many places that none is the last
    await around.bay('ev');
    await around.bay('ev');
    await around.technician('lin.technician', ['ev-high-voltage']);
    const startOf = (n: number): Date => (n % 3 === 0 ? MONDAY_TEN : MONDAY_QUARTER_PAST);
    const race = { operation: 'EVB-001', meanwhile: 'waits', isHeldFirst: true, startOf };
    const { statuses, refused } = await raceFor(service, around, race);
    expect(statuses).toEqual(ONE_WINS);
    for (const { body } of refused) expect(body).toMatchObject({ reason: 'technician', skills: ['ev-high-voltage'] });
    expect(await bookInstead(around, refused[0])).toBe(201);
    expect(await violations(service)).toEqual([]);
  }, 120_000);
});
