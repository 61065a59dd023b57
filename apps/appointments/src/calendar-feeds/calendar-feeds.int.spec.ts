import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { askOpenly } from '../visit-links/testing.js';
import type { CalendarFeedAddressView } from './calendar-feed.dto.js';
import { CalendarFeed } from './calendar-feed.entity.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
let bayId: string;

beforeAll(async () => {
  await around.priceList();
  bayId = await around.bay('quick');
  for (let n = 0; n < 3; n += 1) await around.bay('lift');
  for (const name of ['wu', 'zheng']) await around.technician(`${name}.technician`, ['maintenance', 'brakes']);
});

/** Makes a feed and reads its address off the list. */
async function feedOf(who: string, body: object = {}): Promise<{ id: string; url: string }> {
  const { status, body: made } = await service.as(who).post<{ id: string }>('/v1/calendar-feeds', body);
  expect(status).toBe(201);
  const { body: list, headers } = await service.as(who).get<{ items: CalendarFeedAddressView[] }>('/v1/calendar-feeds');
  expect(headers.get('cache-control')).toBe('no-store');
  const path = list.items.find(({ id }) => id === made.id)?.path ?? '';
  return { id: made.id, url: `${await service.url}${path}` };
}

const booked = async (body: object): Promise<AppointmentView> => {
  const answer = await around.book({ ...(await around.visitor()), ...body });
  expect(answer.status).toBe(201);
  return answer.body;
};
const eventOf = (calendar: string, uid: string): string | undefined =>
  calendar.split('BEGIN:VEVENT').find((event) => event.includes(`UID:${uid}@pitlane`));

describe('the calendar of an advisor', () => {
  it('shows the visits that they receive, with what is done and nothing of whom or which car', async () => {
    const own = await booked({ preferredAdvisorId: 'chen.advisor' });
    const other = await booked({
      ...{ preferredAdvisorId: 'liu.advisor', operations: ['BRK-012'] },
      complaint: '刹车异响，王先生',
    });
    const { url } = await feedOf('chen.advisor');

    const { status, text, headers } = await askOpenly(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(text).toContain('X-WR-CALNAME:陈志强 上海浦东店');
    expect(eventOf(text, own.id)).toMatch(/DTSTART:20261123T020000Z\r\nDTEND:20261123T024500Z\r\nSUMMARY:MNT-001/);
    expect(eventOf(text, own.id)).toContain('STATUS:TENTATIVE');
    expect(eventOf(text, other.id)).toBeUndefined();
    for (const word of ['王先生', own.customerId, own.vehicleId, 'LSVAU', '沪A']) expect(text).not.toContain(word);
  });

  it('is sent again only when it changed, and keeps what was cancelled as cancelled', async () => {
    const visit = await booked({ preferredAdvisorId: 'zhao.advisor', startsAt: '2026-11-24T02:00:00Z' });
    const { url } = await feedOf('zhao.advisor');
    const first = await askOpenly(url);
    const etag = first.headers.get('etag') ?? '';
    const again = await askOpenly(url, undefined, { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, text: '' });

    await service.as('service-advisor').post(`/v1/appointments/${visit.id}/cancel`, { reason: '客户生病' });
    const changed = await askOpenly(url, undefined, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(eventOf(changed.text, visit.id)).toMatch(/STATUS:CANCELLED\r\nSEQUENCE:2\r\nTRANSP:TRANSPARENT/);
    expect(changed.text).not.toContain('客户生病');
  });
});

describe('the calendar of a bay', () => {
  it('shows what it is kept for', async () => {
    const visit = await booked({ startsAt: '2026-11-25T02:00:00Z' });
    const [kept] = await service.sql<{ id: string }>(
      `SELECT id FROM allocation WHERE appointment_id = $1 AND resource_kind = 'bay'`,
      [visit.id],
    );
    await service.as('service-advisor').post(`/v1/appointments/${visit.id}/confirm`, { channel: 'phone' });
    const { url } = await feedOf('foreman', { bayId });
    const { text } = await askOpenly(url);
    expect(eventOf(text, kept?.id ?? '')).toContain('STATUS:CONFIRMED');
    expect(text).toMatch(/X-WR-CALNAME:quick/);
  });

  it.each([
    ['service-advisor', {}, 201],
    ['service-advisor', { bayId: 'own' }, 403],
    ['foreman', { bayId: 'own' }, 201],
    ['service-manager', { bayId: 'own' }, 201],
    ['foreman', {}, 422],
    ['foreman', { bayId: '01990000-0000-7000-8000-000000000001' }, 409],
    ['technician', {}, 403],
  ])('is given out by whom it concerns: %s with %j gets %i', async (who, body, status) => {
    const before = await service.all(CalendarFeed);
    const asked = 'bayId' in body && body.bayId === 'own' ? { bayId } : body;
    expect((await service.as(who).post('/v1/calendar-feeds', asked)).status).toBe(status);
    expect(await service.all(CalendarFeed)).toHaveLength(before.length + (status === 201 ? 1 : 0));
  });
});

describe('the address of a calendar', () => {
  it('opens nothing any more once it is revoked, by who made it or by the manager', async () => {
    const { id, url } = await feedOf('liu.advisor');
    const revoke = (who: string) => service.as(who).post(`/v1/calendar-feeds/${id}/revoke`);
    expect((await askOpenly(url)).status).toBe(200);
    expect((await revoke('chen.advisor')).status).toBe(403);
    expect(
      (await service.as('service-advisor', { store: 'BJ001' }).post(`/v1/calendar-feeds/${id}/revoke`)).status,
    ).toBe(404);
    expect((await askOpenly(url)).status).toBe(200);

    expect(await revoke('huang.manager')).toMatchObject({ status: 200, body: { revokedAt: expect.any(String) } });
    expect(await askOpenly(url)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const { body } = await service.as('liu.advisor').get<{ items: CalendarFeedAddressView[] }>('/v1/calendar-feeds');
    expect(body.items.find((feed) => feed.id === id)).toMatchObject({ path: null });
  });

  it('is seen by who made it and by the manager, and stands in no row', async () => {
    const { id, url } = await feedOf('chen.advisor');
    const seenBy = async (who: string) =>
      (await service.as(who).get<{ items: CalendarFeedAddressView[] }>('/v1/calendar-feeds?limit=100')).body.items.some(
        (feed) => feed.id === id,
      );
    expect([await seenBy('chen.advisor'), await seenBy('huang.manager'), await seenBy('liu.advisor')]).toEqual([
      true, true, false,
    ]); // prettier-ignore
    const token = /([\w-]{64})\.ics$/.exec(url)?.[1] ?? '';
    const tables = await service.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      expect(await service.sql(`SELECT FROM "${name}" entry WHERE strpos(entry::text, $1) > 0`, [token])).toEqual([]);
    }
  });

  it.each(['x', 'x.y', '..', 'A'.repeat(64)])('is not guessed: %s', async (token) => {
    expect((await askOpenly(`${await service.url}/v1/calendar-feeds/${token}.ics`)).status).toBe(404);
  });
});
