import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { violations } from '../capacity/testing.js';
import { migrations } from '../migrations/index.js';
import type { AppointmentView } from './appointment.dto.js';
import { Appointment } from './appointment.entity.js';
import { AppointmentsService } from './appointments.service.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const SATURDAY = new Date('2026-11-21T01:00:00Z');
const ELEVEN_PAST = new Date('2026-11-23T03:07:00Z');
const QUARTER_PAST = '2026-11-23T03:15:00.000Z';

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick'); // one visit at a time
  await around.technician('wu.technician', ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(SATURDAY);
  await emptyCalendar(service);
});

/** A visit of Monday at ten to which nobody came until half past. */
async function missed(): Promise<AppointmentView> {
  const parts = [{ partNumber: '04E115561H', quantityThousandths: 1_000 }];
  const { body } = await around.book({ ...(await around.visitor()), parts, expertWanted: true });
  const now = new Date('2026-11-23T02:30:00Z');
  await service.inStore('SH001', () => service.get(AppointmentsService).markNoShows(now));
  return body;
}

const arrive = ({ id }: AppointmentView, who = 'liu.advisor') =>
  service.as(who).post<AppointmentView>(`/v1/appointments/${id}/arrive`);
const said = async () => (await service.outbox()).map(({ type }) => type.split('.')[2]);

describe('a customer who comes after the visit became a no-show', () => {
  it('is booked anew for the same work and received at once by whoever meets them', async () => {
    const visit = await missed();
    service.clock.moveTo(ELEVEN_PAST);
    const { status, body } = await arrive(visit);

    expect(status).toBe(200);
    const { customerId, vehicleId, complaint, estimate, checklist } = visit;
    expect(body).toMatchObject({
      ...{
        customerId,
        vehicleId,
        complaint,
        estimate,
        status: 'arrived',
        advisorId: 'liu.advisor',
        channel: 'counter',
      },
      ...{ startsAt: QUARTER_PAST, arrivedAt: ELEVEN_PAST.toISOString(), promise: 'kept', earlierNoShows: 1 },
    });
    expect(body.checklist.map(({ item }) => item)).toEqual(checklist.map(({ item }) => item));
    expect(await service.find(Appointment, visit.id)).toMatchObject({ status: 'no-show' });
    expect(await said()).toEqual(['booked', 'no-show', 'booked', 'arrived']);
    expect(await violations(service)).toEqual([]);
  });

  it('is offered other times where there is no room, and nothing is written', async () => {
    const visit = await missed();
    await around.book({ ...(await around.visitor()), startsAt: QUARTER_PAST });
    service.clock.moveTo(ELEVEN_PAST);
    const refused = await arrive(visit);
    expect(refused).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.NO_CAPACITY' } });
    expect(await said()).toEqual(['booked', 'no-show', 'booked']);

    const { alternatives } = refused.body as unknown as { alternatives: string[] };
    expect(alternatives[0]).toBe('2026-11-23T04:00:00.000Z');
    const { customerId, vehicleId } = visit;
    expect((await around.book({ customerId, vehicleId, startsAt: alternatives[0] })).status).toBe(201);
  });

  it('is received once, also by two advisors at once', async () => {
    const visit = await missed();
    service.clock.moveTo(ELEVEN_PAST);
    const answers = await Promise.all([arrive(visit), arrive(visit, 'chen.advisor')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await said()).toEqual(['booked', 'no-show', 'booked', 'arrived']);
    expect(await violations(service)).toEqual([]);
  });

  it('on another day has no visit any more', async () => {
    const visit = await missed();
    service.clock.moveTo(new Date(MONDAY_TEN.getTime() + 24 * 3_600_000));
    expect(await arrive(visit, visit.advisorId)).toMatchObject({
      ...{ status: 409, body: { code: 'APPOINTMENTS.WRONG_STATUS', currentStatus: 'no-show' } },
    });
  });
});
