import { BayChanged } from '@pitlane/contracts';
import type { Page } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import type { AppointmentView } from '../appointments/appointment.dto.js';
import { MONDAY_TEN, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { Watch } from '../watch/watch.service.js';
import type { AlternativesView } from './alternatives.dto.js';
import type { OwedItemView } from './owed-item.dto.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);
const parts = [{ partNumber: '04E115561H', quantityThousandths: 1_000 }];
const TUESDAY_TEN = '2026-11-24T02:00:00.000Z';

async function booked(body: Record<string, unknown> = {}): Promise<AppointmentView> {
  const { status, body: view } = await around.book({ ...(await around.visitor()), parts, ...body });
  expect(status).toBe(201);
  return view;
}
const owed = async (query = '', who = 'service-manager'): Promise<Page<OwedItemView>> =>
  (await service.as(who).get<Page<OwedItemView>>(`/v1/preparation/owed?${query}`)).body;
const untick = (id: string, item: string, who: string) =>
  service.as(who).post(`/v1/appointments/${id}/checklist/${item}/untick`, { reason: '机油滤芯破损' });

let monday: AppointmentView;
let tuesday: AppointmentView;

beforeAll(async () => {
  await around.priceList();
  for (let n = 0; n < 2; n += 1) await around.bay('quick');
  await around.technician('wu.technician', ['maintenance']);
  tuesday = await booked({ startsAt: TUESDAY_TEN });
  monday = await booked();
});

describe('what is owed', () => {
  it('is what is open of the visits ahead, by deadline, with who owes it', async () => {
    const { items } = await owed();
    const open = ['bay', 'documents', 'parts', 'parts-staged', 'repair-order-draft', 'technician'];
    expect(items.slice(0, 6).map(({ item }) => item).sort()).toEqual(open); // prettier-ignore
    expect(items.slice(0, 6).every(({ appointmentId }) => appointmentId === monday.id)).toBe(true);
    expect(items.slice(6).every(({ appointmentId }) => appointmentId === tuesday.id)).toBe(true);
    expect(items.find(({ item }) => item === 'parts')).toMatchObject({
      ownerRole: 'parts-clerk',
      deadlineAt: '2026-11-22T02:00:00.000Z',
      startsAt: MONDAY_TEN.toISOString(),
      advisorId: monday.advisorId,
      tools: [],
    });
  });

  it('is asked for by role and until when, page by page', async () => {
    const mine = await owed('role=parts-clerk&until=2026-11-22T02:00:00Z', 'parts-clerk');
    expect(mine.items.map(({ item, appointmentId }) => [item, appointmentId]).sort()).toEqual([
      ['parts', monday.id],
      ['parts-staged', monday.id],
    ]);

    const all = (await owed()).items;
    const seen: OwedItemView[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<OwedItemView> = await owed(`limit=5${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all);
    expect(all).toHaveLength(12);
  });

  it('is nothing of a store that has no visits, and nothing for who has no part in it', async () => {
    const elsewhere = await service.as('jiang.advisor', { store: 'SH002' }).get('/v1/preparation/owed');
    expect(elsewhere.body).toMatchObject({ items: [] });
    expect((await service.as('cashier').get('/v1/preparation/owed')).status).toBe(403);
  });
});

describe('an item that is not ready after all', () => {
  it('is owed again, with who and why', async () => {
    await service.as('parts-clerk').post(`/v1/appointments/${monday.id}/checklist/parts/tick`);
    expect((await owed('role=parts-clerk')).items).toHaveLength(3);

    const { status, body } = await untick(monday.id, 'parts', 'parts-clerk');
    expect(status).toBe(200);
    expect((body as unknown as AppointmentView).checklist.find(({ item }) => item === 'parts')).toMatchObject({
      tickedAt: null,
      unticked: { reason: '机油滤芯破损', at: '2026-11-21T01:00:00.000Z' },
    });
    expect((await owed('role=parts-clerk')).items).toHaveLength(4);
  });

  it.each([
    ['its owner alone', 'foreman', 403, 'APPOINTMENTS.OWNED_BY_ANOTHER'],
    ['once', 'parts-clerk', 409, 'APPOINTMENTS.NOT_READY_ANYWAY'],
  ])('is told by %s', async (_what, who, status, code) => {
    expect(await untick(monday.id, 'parts', who)).toMatchObject({ status, body: { code } });
  });

  it('is told once by one of two who click', async () => {
    await service.as('parts-clerk').post(`/v1/appointments/${monday.id}/checklist/parts/tick`);
    const answers = await Promise.all([1, 2].map(() => untick(monday.id, 'parts', 'parts-clerk')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('the alternatives of a visit', () => {
  it('are the nearest starts at which its work can be kept now', async () => {
    const { body } = await service
      .as('service-advisor')
      .get<AlternativesView>(`/v1/appointments/${monday.id}/alternatives`);
    expect(body).toMatchObject({ appointmentId: monday.id, startsAt: MONDAY_TEN.toISOString() });
    const [first] = body.alternatives;
    expect(body.alternatives.length).toBeGreaterThan(0);
    // What it has itself does not stand in its way, though the store has no other bay.
    expect(first).toBe('2026-11-23T01:45:00.000Z');
    const move = { startsAt: first, by: 'customer' };
    expect((await service.as('service-advisor').post(`/v1/appointments/${monday.id}/move`, move)).status).toBe(200);
    expect((await service.as('cashier').get(`/v1/appointments/${monday.id}/alternatives`)).status).toBe(403);
  });
});

describe('what breaks after the day’s check', () => {
  it('is on the advisor’s list at once, and the visit is moved before its customer sets out', async () => {
    const bayId = await around.bay('lift');
    await around.technician('zheng.technician', ['brakes']);
    const visit = await booked({ operations: ['BRK-012'], parts: [], startsAt: '2026-11-25T02:00:00.000Z' });
    for (const { item } of visit.checklist) {
      await service.as('service-manager').post(`/v1/appointments/${visit.id}/checklist/${item}/tick`);
    }
    const path = `/v1/appointments/${visit.id}`;
    await service.as('service-advisor').post(`${path}/confirm`, { channel: 'phone' });
    service.clock.moveTo(new Date('2026-11-24T02:00:00Z'));
    await service.get(Watch).run();
    const atRisk = async () =>
      (await service.as(visit.advisorId).get<Page<AppointmentView>>('/v1/appointments/at-risk')).body.items;
    expect((await atRisk()).map(({ id }) => id)).not.toContain(visit.id);

    const closed = { bayId, name: 'L1', kind: 'lift' as const };
    await service.deliver(BayChanged.of({ ...closed, active: false }), { aggregateId: bayId });
    expect((await atRisk()).find(({ id }) => id === visit.id)).toMatchObject({ risk: 'at-risk', missing: ['bay'] });

    await around.bay('lift');
    const { body } = await service.as('service-advisor').get<AlternativesView>(`${path}/alternatives`);
    const move = { startsAt: body.alternatives[0], by: 'store', reason: '举升机停用' };
    const moved = await service.as('service-advisor').post<AppointmentView>(`${path}/move`, move);
    expect(moved).toMatchObject({ status: 200, body: { startsAt: move.startsAt, risk: 'none' } });
    expect((await atRisk()).map(({ id }) => id)).not.toContain(visit.id);
  });
});
