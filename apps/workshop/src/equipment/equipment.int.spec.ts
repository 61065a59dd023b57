import { startService, whileUnwritable } from '@pitlane/testing';
import { WorkshopModule } from '../app.module.js';
import type { Bay } from '../bays/bay.entity.js';
import { aBay } from '../bays/testing.js';
import { migrations } from '../migrations/index.js';
import type { EquipmentView } from './equipment.dto.js';
import { EquipmentWatch } from './equipment-watch.service.js';

const workshop = startService(WorkshopModule, 'workshop', migrations);
const MORNING = new Date('2026-11-21T01:00:00Z');
const THE_DAY_AFTER = new Date('2027-11-01T16:01:00Z'); // 2 November in Shanghai
let bay: Bay;

beforeEach(async () => {
  workshop.clock.moveTo(MORNING);
  await workshop.sql('TRUNCATE equipment, bay, outbox CASCADE');
  bay = await workshop.given(aBay());
});

const foreman = () => workshop.as('foreman');
const aLift = { name: '举升机 1', kind: 'lift', intervalDays: 365, checkedOn: '2026-11-01' };
async function registered(facts: object = {}): Promise<EquipmentView> {
  const { status, body } = await foreman().post<EquipmentView>('/v1/equipment', { ...aLift, bayId: bay.id, ...facts });
  expect(status).toBe(201);
  return body;
}
const check = (id: string, passed = true) => foreman().post<EquipmentView>(`/v1/equipment/${id}/check`, { passed });
const watch = () => workshop.get(EquipmentWatch).run();
/** What was said of the bay, in order: whether it takes cars. */
const said = async (): Promise<unknown[]> =>
  (await workshop.outbox())
    .filter(({ type }) => type === 'workshop.bay.changed.v1')
    .map(({ data }) => (data as { active: boolean }).active);
const bayNow = async () => (await foreman().get<{ items: unknown[] }>('/v1/bays')).body.items[0];

describe('the equipment of a bay', () => {
  it('takes the bay off the calendar once it is overdue, and gives it back when it passes its check', async () => {
    const { id } = await registered();
    await watch();
    expect(await said()).toEqual([]);

    workshop.clock.moveTo(THE_DAY_AFTER);
    await watch();
    await watch();
    expect(await said()).toEqual([false]);
    expect(await bayNow()).toMatchObject({ active: false, equipmentOutOfOrder: true });
    expect((await foreman().get(`/v1/equipment?status=overdue`)).body).toMatchObject({ items: [{ id }] });

    expect(await check(id)).toMatchObject({ status: 200, body: { status: 'in-order', dueOn: '2028-11-01' } });
    expect(await said()).toEqual([false, true]);
    expect(await bayNow()).toMatchObject({ active: true, equipmentOutOfOrder: false });
  });

  it('is called overdue though other equipment, whose row can not be written, comes before it', async () => {
    const broken = await registered();
    const other = await workshop.given(aBay());
    await registered({ name: '举升机 2', bayId: other.id });
    workshop.clock.moveTo(THE_DAY_AFTER);
    await whileUnwritable(workshop, 'equipment', broken.id, watch);
    const { body } = await foreman().get<{ items: EquipmentView[] }>('/v1/equipment?status=overdue');
    expect(body.items.map(({ name }) => name)).toEqual(['举升机 2']);
  });

  it('is called overdue once, however many look at a time', async () => {
    await registered();
    workshop.clock.moveTo(THE_DAY_AFTER);
    await Promise.all([watch(), watch(), watch()]);
    expect(await said()).toEqual([false]);
  });

  it('keeps the bay off while another piece is out of order, also when both are checked at once', async () => {
    const [lift, tester] = [await registered(), await registered({ name: '制动台', kind: 'brake-tester' })];
    await check(lift.id, false);
    await check(tester.id, false);
    expect(await said()).toEqual([false]);
    await check(lift.id);
    expect(await said()).toEqual([false]);
    await check(lift.id, false);
    await Promise.all([check(lift.id), check(tester.id)]);
    expect(await said()).toEqual([false, true]);
  });

  it('does not open a bay that was closed by hand, and a bay is not opened by hand without it', async () => {
    const { id } = await registered();
    await foreman().post(`/v1/bays/${bay.id}/close`);
    await check(id, false);
    await check(id);
    expect(await bayNow()).toMatchObject({ active: false, equipmentOutOfOrder: false });

    await check(id, false);
    expect((await foreman().post(`/v1/bays/${bay.id}/reopen`)).body).toMatchObject({ active: false });
    await foreman().post(`/v1/equipment/${id}/retire`);
    expect(await bayNow()).toMatchObject({ active: true, equipmentOutOfOrder: false });
    expect((await said()).at(-1)).toBe(true);
  });

  it('is overdue at once when its last check was too long ago', async () => {
    expect(await registered({ intervalDays: 10 })).toMatchObject({ status: 'overdue', dueOn: '2026-11-11' });
    expect(await said()).toEqual([false]);
  });

  it.each([
    ['a name that is taken', { name: '举升机 1' }, 409, 'WORKSHOP.EQUIPMENT_NAME_TAKEN'],
    ['a check of tomorrow', { name: '2', checkedOn: '2026-11-22' }, 422, 'WORKSHOP.CHECKED_IN_THE_FUTURE'],
    ['a bay that is not there', { name: '2', bayId: '00000000-0000-4000-8000-000000000009' }, 404, 'not_found'],
  ])('is refused with %s, and nothing is written', async (_, facts, status, code) => {
    await registered();
    const answer = await foreman().post('/v1/equipment', { ...aLift, bayId: bay.id, ...facts });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(await workshop.sql('SELECT 1 FROM equipment')).toHaveLength(1);
  });

  it('is not looked after by an advisor', async () => {
    const { id } = await registered({ bayId: undefined });
    expect((await workshop.as('service-advisor').post(`/v1/equipment/${id}/check`, { passed: true })).status).toBe(403);
  });
});
