import { createHash } from 'node:crypto';
import { SecretLinks } from '@pitlane/platform';
import { CustomerErased } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { emptyCalendar, MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { askOpenly, linkOf, type OpenAnswer } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const MORNING = new Date('2026-11-21T01:00:00Z');

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 5; n += 1) await around.bay('quick');
  for (const name of ['wu', 'zheng', 'feng']) await around.technician(`${name}.technician`, ['maintenance']);
});

beforeEach(async () => {
  service.clock.moveTo(MORNING);
  await emptyCalendar(service);
});

async function booked(): Promise<AppointmentView> {
  const { status, body } = await around.book(await around.visitor());
  expect(status).toBe(201);
  return body;
}

const types = async () => (await service.outbox()).map(({ type }) => type.split('.')[2]);
const slotsTaken = () => service.sql('SELECT FROM slot WHERE booked > 0');

describe('the link of a visit', () => {
  it('is read by who talks with the customer, and lasts until a while after the visit', async () => {
    const visit = await booked();
    const path = `/v1/appointments/${visit.id}/link`;
    const { status, body, headers } = await service.as('booking-agent').get(path);
    expect(status).toBe(200);
    expect(body).toEqual({
      path: expect.stringMatching(/^\/v1\/visits\/[\w-]{64}\/page$/),
      expiresAt: '2026-11-23T14:45:00.000Z',
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await service.as('technician').get(path)).status).toBe(403);
    expect((await service.as('service-advisor', { store: 'BJ001' }).get(path)).status).toBe(404);
  });

  it('shows the one visit to who has it, and names neither the customer nor the car, bays or technicians', async () => {
    const visit = await booked();
    const link = await linkOf(service, visit.id);

    const { status, body, text, headers } = await askOpenly(link);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ storeName: '上海浦东店', status: 'booked', advisorName: '陈志强', durationMinutes: 45 },
      ...{ startsAt: MONDAY_TEN.toISOString(), operations: [{ operationCode: 'MNT-001' }] },
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const kept = [visit.id, visit.customerId, visit.vehicleId, visit.bays[0]?.bayId ?? '-', 'technician', 'LSVAU0'];
    for (const word of kept) expect(text).not.toContain(word);

    const page = await askOpenly(`${link}/page`);
    expect(page.text).toContain('2026-11-23（周一）10:00');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = page.headers.get('content-security-policy');
    const [, script = ''] = /<script>([^]*)<\/script>/.exec(page.text) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}';`);
    expect(policy).toContain("base-uri 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await types()).toEqual(['booked']);
  });

  it('confirms once, by web and in the name of the customer, also when the button is pressed twice', async () => {
    const visit = await booked();
    const link = await linkOf(service, visit.id);
    for (const answer of [await askOpenly(`${link}/confirm`, {}), await askOpenly(`${link}/confirm`, {})]) {
      expect(answer).toMatchObject({ status: 200, body: { status: 'confirmed' } });
    }
    const [, confirmed, ...more] = await service.outbox();
    expect(more).toEqual([]);
    expect(confirmed).toMatchObject({ aggregateId: visit.id, data: { channel: 'web', customerId: visit.customerId } });
    const { body } = await service.as('service-advisor').get<AppointmentView>(`/v1/appointments/${visit.id}`);
    expect(body.history.at(-1)).toMatchObject({ to: 'confirmed', by: visit.customerId });
    const audited = await service.sql(
      `SELECT acting_role, actor_id FROM audit_entry WHERE aggregate_id = $1 AND aggregate_version = 2`,
      [visit.id],
    );
    expect(audited).toEqual([{ acting_role: 'customer', actor_id: visit.customerId }]);
  });

  it('cancels and gives the slots back, once; what is cancelled is not confirmed', async () => {
    const visit = await booked();
    const link = await linkOf(service, visit.id);
    expect(await slotsTaken()).toHaveLength(3);
    for (const reason of [{ reason: '改天再来' }, {}]) {
      expect(await askOpenly(`${link}/cancel`, reason)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    }
    expect(await slotsTaken()).toEqual([]);
    expect(await types()).toEqual(['booked', 'cancelled']);
    expect((await service.outbox()).at(-1)?.data).toMatchObject({ reason: '改天再来' });
    expect(await askOpenly(`${link}/confirm`, {})).toMatchObject({
      status: 409,
      body: { code: 'APPOINTMENTS.WRONG_STATUS', currentStatus: 'cancelled' },
    });
    expect(await askOpenly(`${link}/cancel`, { reason: '', by: 'x' })).toMatchObject({ status: 422 });
  });

  it('shows the times to which the visit can be moved: not where its car is booked, but where only the visit itself is', async () => {
    const visitor = await around.visitor();
    const [{ body: visit }] = [await around.book(visitor), await booked(), await booked()];
    await around.book({ ...visitor, startsAt: '2026-11-23T06:00:00Z' });
    const { body } = await askOpenly(`${await linkOf(service, visit.id)}/free-starts?day=2026-11-23`);
    const starts = (body as unknown as { starts: { startsAt: string }[] }).starts.map(({ startsAt }) => startsAt);
    expect(starts).toContain('2026-11-23T02:15:00.000Z');
    expect(starts).not.toContain(MONDAY_TEN.toISOString());
    expect(starts).not.toContain('2026-11-23T06:15:00.000Z');
  });

  it('moves to a time that is free, once; to one that is taken it does not, and says which are left', async () => {
    const [visit, other] = [await booked(), await booked()];
    const link = await linkOf(service, visit.id);
    const { body } = await askOpenly(`${link}/free-starts?day=2026-11-24`);
    expect(Object.keys(body)).toEqual(['durationMinutes', 'lowFen', 'highFen', 'starts']);
    const { starts } = body as unknown as { starts: { startsAt: string }[] };
    const { startsAt } = starts[0] ?? {};

    for (const answer of [
      await askOpenly(`${link}/move`, { startsAt }),
      await askOpenly(`${link}/move`, { startsAt }),
    ]) {
      expect(answer).toMatchObject({ status: 200, body: { startsAt, status: 'booked' } });
    }
    expect(await types()).toEqual(['booked', 'booked', 'moved']);
    expect((await service.outbox()).at(-1)?.data).toMatchObject({ by: 'customer', appointmentId: visit.id });

    for (let n = 0; n < 2; n += 1) await booked();
    const before = await service.outbox();
    const taken = await askOpenly(`${link}/move`, { startsAt: MONDAY_TEN.toISOString() });
    expect(taken).toMatchObject({ status: 409, body: { code: 'APPOINTMENTS.TIME_TAKEN', reason: 'full' } });
    expect((taken.body as unknown as { alternatives: string[] }).alternatives.length).toBeGreaterThan(0);
    expect(await service.outbox()).toHaveLength(before.length);
    expect((await askOpenly(link)).body).toMatchObject({ startsAt });
    await service.as('service-advisor').post(`/v1/appointments/${other.id}/cancel`, { reason: '客户来电' });
    expect((await askOpenly(`${link}/move`, { startsAt: MONDAY_TEN.toISOString() })).status).toBe(200);
  });

  it('and the advisor cancel at the same moment: once', async () => {
    const visit = await booked();
    const link = await linkOf(service, visit.id);
    const staff = service.as('service-advisor').post(`/v1/appointments/${visit.id}/cancel`, { reason: '客户来电' });
    const answers = await Promise.all([askOpenly(`${link}/cancel`, {}), askOpenly(`${link}/cancel`, {}), staff]);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(await types()).toEqual(['booked', 'cancelled']);
    expect(await slotsTaken()).toEqual([]);
  });

  it('answers the same, whether it is wrong, too old, for something else, or of a customer who was erased', async () => {
    const [visit, erased] = [await booked(), await booked()];
    const [link, linkOfErased] = [await linkOf(service, visit.id), await linkOf(service, erased.id)];
    const base = `${await service.url}/v1/visits`;
    const links = service.get(SecretLinks);
    const event = CustomerErased.of({ customerId: erased.customerId, erasedAt: MORNING.toISOString() });
    await service.deliver(event, { aggregateId: erased.customerId });
    const asked = [
      `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`,
      `${base}/x`,
      `${base}/${links.tokenFor('calendar-feed', visit.id)}`,
      `${base}/${links.tokenFor('visit', visit.vehicleId)}`,
      linkOfErased,
    ];
    const answers = [...(await Promise.all(asked.map((url) => askOpenly(url))))];
    for (const url of asked) {
      answers.push(await askOpenly(`${url}/cancel`, {}), await askOpenly(`${url}/page`));
      answers.push(
        await askOpenly(`${url}/move`, { startsAt: MONDAY_TEN.toISOString() }),
        await askOpenly(`${url}/free-starts`),
      );
    }
    service.clock.moveTo(plusMinutes(new Date('2026-11-23T14:45:00Z'), 1));
    answers.push(await askOpenly(link));

    const same = ({ status, body }: OpenAnswer) => ({ status, ...body, instance: '', traceId: '' });
    for (const answer of answers) expect(same(answer)).toEqual(same(answers[0] ?? answer));
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await types()).toEqual(['booked', 'booked']);
  });

  it('is not tried out: an address has its rate', async () => {
    const { url } = await service.twin({ RATE_PER_ADDRESS: '1' });
    const statuses: number[] = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await askOpenly(`${url}/v1/visits/guess${n}`)).status);
    expect(statuses).toEqual([404, 429, 429]);
  });
});
