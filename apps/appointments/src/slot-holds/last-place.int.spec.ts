import { randomUUID } from 'node:crypto';
import { eventually, startService, type TestAnswer, type TestTwin } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { MISCOUNTED } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const CALLERS = 64;
const MONDAY_QUARTER_PAST = new Date('2026-11-23T02:15:00Z');

type Visitor = Awaited<ReturnType<Surroundings['visitor']>>;
type Place = Pick<TestTwin, 'as'>;

/** As a client does it: a database that is busy (503) is asked again, under the same key. */
function patiently(at: Place, path: string, body: object): Promise<TestAnswer> {
  const key = { 'idempotency-key': randomUUID() };
  return eventually(async () => {
    const answer = await at.as('booking-agent').post(path, body, key);
    return answer.status !== 503 && answer;
  });
}

const booking = (visitor: Visitor, operation: string, body: object) => ({
  ...{ channel: 'app', complaint: '保养', operations: [operation], meanwhile: 'waits', ...visitor },
  ...body,
});

/** Of 64 callers of two processes every other one holds the time, the others book it: one has it in the end. */
async function fight(operation: string, startOf: (caller: number) => Date): Promise<TestAnswer[]> {
  const twin = await service.twin();
  const visitors = await Promise.all(Array.from({ length: CALLERS }, () => around.visitor()));
  const answers = await Promise.all(
    visitors.map((visitor, n) => {
      const [place, startsAt] = [n % 4 < 2 ? service : twin, startOf(n)];
      return n % 2 === 0
        ? patiently(place, '/v1/slot-holds', { operations: [operation], startsAt, ...visitor })
        : patiently(place, '/v1/appointments', booking(visitor, operation, { startsAt }));
    }),
  );
  const winner = answers.findIndex(({ status }) => status === 201);
  const [visitor, held] = [visitors[winner], answers[winner]?.body];
  if (visitor && held?.['status'] === 'held') {
    // The hold of one process is booked in the other.
    const body = booking(visitor, operation, { startsAt: held['startsAt'], holdId: held['id'] });
    expect((await patiently(twin, '/v1/appointments', body)).status).toBe(201);
  }
  const refused = answers.filter(({ status }) => status === 409);
  expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([1, CALLERS - 1]);
  for (const { body } of refused) expect(body).toMatchObject({ code: 'APPOINTMENTS.NO_CAPACITY' });
  expect(await service.sql(`SELECT FROM appointment WHERE status = 'booked'`)).toHaveLength(1);
  return refused;
}

/** What one who came too late was told can be had. */
async function bookInstead(operation: string, refused: TestAnswer | undefined): Promise<void> {
  const [startsAt] = refused?.body['alternatives'] as string[];
  const body = booking(await around.visitor(), operation, { startsAt });
  expect((await patiently(service, '/v1/appointments', body)).status).toBe(201);
  expect(await service.sql(MISCOUNTED)).toEqual([]);
}

beforeAll(() => around.priceList());

beforeEach(() => emptyCalendar(service));

describe('of 64 callers of two processes who hold or book', () => {
  it('the last free place, one gets it; the others are told times that are free', async () => {
    await around.bay('quick');
    await around.technician('wu.technician', ['maintenance']);
    const [first] = await fight('MNT-001', () => MONDAY_TEN);
    await bookInstead('MNT-001', first);
  }, 120_000);

  it('the last technician for electric cars at overlapping times, one gets them; the others are told times that are free', async () => {
    for (let n = 0; n < 110; n += 1) await around.bay('wash'); // so many places that none is the last
    await around.bay('ev');
    await around.bay('ev');
    await around.technician('lin.technician', ['ev-high-voltage']);
    const refused = await fight('EVB-001', (n) => (n % 3 === 0 ? MONDAY_TEN : MONDAY_QUARTER_PAST));
    for (const { body } of refused) expect(body).toMatchObject({ reason: 'technician', skills: ['ev-high-voltage'] });
    await bookInstead('EVB-001', refused[0]);
  }, 120_000);
});
