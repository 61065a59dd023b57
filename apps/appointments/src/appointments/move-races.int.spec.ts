import { plusMinutes } from '@pitlane/kernel';
import { startService, type TestAnswer, type TestTwin } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { violations } from '../capacity/testing.js';
import { migrations } from '../migrations/index.js';
import type { AppointmentView } from './appointment.dto.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentsService } from './appointments.service.js';
import { emptyCalendar, postPatiently, Surroundings } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');
const MONDAY_EIGHT = new Date('2026-11-23T00:00:00Z');
const TUESDAY_EIGHT = new Date('2026-11-24T00:00:00Z');
const WEDNESDAY_TEN = new Date('2026-11-25T02:00:00Z');
const VISIT_MINUTES = 45;
let twin: TestTwin;

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick'); // one visit at a time
  await around.technician('wu.technician', ['maintenance']);
  await around.technician('zheng.technician', ['maintenance']);
  twin = await service.twin();
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service);
});

/** So many visits in a row from `startsAt` on. */
async function bookedFrom(startsAt: Date, count: number): Promise<AppointmentView[]> {
  const visits: AppointmentView[] = [];
  for (let n = 0; n < count; n += 1) {
    const visitor = await around.visitor();
    visits.push((await around.book({ ...visitor, startsAt: plusMinutes(startsAt, n * VISIT_MINUTES) })).body);
  }
  return visits;
}

const move = (at: Pick<TestTwin, 'as'>, { id }: { id: string }, startsAt: Date): Promise<TestAnswer> =>
  postPatiently(at, `/v1/appointments/${id}/move`, { startsAt: startsAt.toISOString(), by: 'customer' });

const advisor = () => service.as('chen.advisor');
const moves = async () => (await service.outbox()).filter(({ type }) => type === 'appointments.appointment.moved.v1');

describe('the last place', () => {
  it('goes to one of 16 visits that are moved to it from two processes; the others keep theirs', async () => {
    const visits = [...(await bookedFrom(MONDAY_EIGHT, 8)), ...(await bookedFrom(TUESDAY_EIGHT, 8))];
    const answers = await Promise.all(
      visits.map((visit, n) => move(n % 2 === 0 ? service : twin, visit, WEDNESDAY_TEN)),
    );
    const lost = visits.filter((_, n) => answers[n]?.status === 409);
    expect([answers.filter(({ status }) => status === 200).length, lost.length]).toEqual([1, 15]);
    expect(await moves()).toHaveLength(1);
    for (const { id, startsAt } of lost) {
      expect(await service.find(Appointment, id)).toMatchObject({ startsAt: new Date(startsAt), version: 1 });
    }
    const [refused] = answers.filter(({ status }) => status === 409);
    const [first] = lost;
    const [alternative] = refused?.body['alternatives'] as string[];
    expect((await move(twin, first ?? { id: '' }, new Date(alternative ?? ''))).status).toBe(200);
    expect(await violations(service)).toEqual([]);
  }, 60_000);
});

describe('moves that cross', () => {
  it('do not wait in a circle: neither gets the place that the other still has', async () => {
    const visits = [...(await bookedFrom(MONDAY_EIGHT, 8)), ...(await bookedFrom(TUESDAY_EIGHT, 8))];
    const answers = await Promise.all(
      visits.map((visit, n) => {
        const other = visits[(n + 8) % 16];
        return move(n % 2 === 0 ? service : twin, visit, new Date(other?.startsAt ?? ''));
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(visits.map(() => 409));
    expect(await moves()).toEqual([]);
    expect(await violations(service)).toEqual([]);
  }, 60_000);

  it('within one morning are done one after the other, each slot counted once', async () => {
    const visits = await bookedFrom(MONDAY_EIGHT, 4);
    const wishes = [4, 3, 5, 1, 0, 2].map((n) => plusMinutes(MONDAY_EIGHT, n * VISIT_MINUTES + 15));
    const answers = await Promise.all(
      wishes.flatMap((startsAt, n) => visits.map((visit) => move(n % 2 === 0 ? service : twin, visit, startsAt))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(await violations(service)).toEqual([]);
  }, 60_000);
});

describe('a move that meets', () => {
  let visit: AppointmentView;
  beforeEach(async () => {
    [visit] = (await bookedFrom(MONDAY_EIGHT, 1)) as [AppointmentView];
  });
  const status = async () => (await service.find(Appointment, visit.id))?.status;

  it('a cancellation comes before it or is refused: nothing is held in the end', async () => {
    const [moved, cancelled] = await Promise.all([
      move(twin, visit, WEDNESDAY_TEN),
      advisor().post(`/v1/appointments/${visit.id}/cancel`, { reason: '出差' }),
    ]);
    expect([200, 409]).toContain(moved.status);
    expect([cancelled.status, await status()]).toEqual([200, 'cancelled']);
    expect(await moves()).toHaveLength(moved.status === 200 ? 1 : 0);
    expect(await service.sql('SELECT 1 FROM slot WHERE booked > 0')).toEqual([]);
    expect(await violations(service)).toEqual([]);
  });

  it('the sweep over no-shows comes before it, or the visit is one no more', async () => {
    const now = plusMinutes(MONDAY_EIGHT, 30);
    service.clock.moveTo(now);
    const [moved] = await Promise.all([
      move(twin, visit, WEDNESDAY_TEN),
      service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(now)),
    ]);
    expect([moved.status, await status()]).toEqual(moved.status === 200 ? [200, 'booked'] : [409, 'no-show']);
    expect(await violations(service)).toEqual([]);
  });

  it('the customer at the door: they have arrived, or come on the later day', async () => {
    service.clock.moveTo(MONDAY_EIGHT);
    const [moved, arrived] = await Promise.all([
      move(twin, visit, WEDNESDAY_TEN),
      advisor().post(`/v1/appointments/${visit.id}/arrive`, { standIn: true }),
    ]);
    expect([moved.status, arrived.status].sort()).toEqual([200, 409]);
    expect(await status()).toBe(moved.status === 200 ? 'booked' : 'arrived');
    expect(await violations(service)).toEqual([]);
  });
});
