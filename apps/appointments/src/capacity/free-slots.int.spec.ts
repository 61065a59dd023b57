import { randomUUID } from 'node:crypto';
import { PriceListPublished } from '@pitlane/contracts';
import { startService } from '@pitlane/testing';
import { AppointmentsServiceModule } from '../app.module.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import type { FreeSlotsView } from './free-slots.dto.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const around = new Surroundings(service);

beforeAll(async () => {
  await around.priceList();
  await around.bay('quick');
  await around.bay('lift');
  await around.technician('wu.technician', ['maintenance', 'brakes']);
});

beforeEach(async () => {
  service.clock.moveTo(new Date('2026-11-21T01:00:00Z'));
  await emptyCalendar(service);
});

const search = (query: Record<string, string>) =>
  service
    .as('booking-agent')
    .get<FreeSlotsView>(`/v1/free-slots?${new URLSearchParams({ operationCodes: 'MNT-001', ...query }).toString()}`);
const found = async (query: Record<string, string>): Promise<FreeSlotsView> => {
  const { status, body } = await search(query);
  expect(status).toBe(200);
  return body;
};
const startsOf = async (query: Record<string, string>): Promise<string[]> =>
  (await found(query)).starts.map(({ startsAt }) => startsAt);
/** Nobody is there on these days. */
const absentOn = (...days: string[]) =>
  service.sql('UPDATE known_technician SET absences = $1', [
    JSON.stringify(days.map((day) => ({ startsAt: `${day}T00:00:00+08:00`, endsAt: `${day}T23:59:00+08:00` }))),
  ]);

describe('a search for the earliest starts', () => {
  it('finds them from today on, five unless told otherwise', async () => {
    expect(await found({})).toMatchObject({ from: '2026-11-21', to: '2027-02-18', durationMinutes: 45, shortages: [] });
    expect(await startsOf({})).toEqual([
      '2026-11-21T01:15:00.000Z', '2026-11-21T01:30:00.000Z', '2026-11-21T01:45:00.000Z', '2026-11-21T02:00:00.000Z', '2026-11-21T02:15:00.000Z',
    ]); // prettier-ignore
    expect(await startsOf({ from: '2026-11-25', earliest: '1' })).toEqual(['2026-11-25T00:00:00.000Z']);
  });

  it('finds day by day what a search for each of the days finds', async () => {
    for (const startsAt of ['2026-11-23T02:00:00Z', '2026-11-24T00:00:00Z', '2026-11-30T08:00:00Z']) {
      await around.book({ ...(await around.visitor()), startsAt });
    }
    const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']; // prettier-ignore
    const each: string[] = [];
    for (const day of days) each.push(...(await startsOf({ day })));
    expect(await startsOf({ from: '2026-11-22', to: '2026-11-30', earliest: '100' })).toEqual(each.slice(0, 100));
    expect(each.length).toBeGreaterThan(300);
  });

  it('goes on to a later week when the first has nothing', async () => {
    await absentOn('2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'); // prettier-ignore
    expect(await startsOf({ earliest: '1' })).toEqual(['2026-11-29T00:00:00.000Z']);
    const nothing = await found({ to: '2026-11-22' });
    expect(nothing).toMatchObject({
      starts: [],
      shortages: [
        { reason: 'technician', skills: ['maintenance'], starts: 33 + 38 },
        { reason: 'overnight', starts: 4 },
      ],
    });
    await absentOn();
  });

  it('names the price of the first start, and the time that the work takes by then', async () => {
    const list = { priceListId: randomUUID(), priceListVersion: 2, effectiveFrom: '2026-12-31T16:00:00Z' };
    const laborRates = [{ skill: 'maintenance' as const, payType: 'customer' as const, hourlyRateFen: 99_000 }];
    const operation = { operationCode: 'MNT-001', nameZh: 'MNT-001', nameEn: 'MNT-001', flatRateHundredths: 300 };
    const kind = { skill: 'maintenance', bayKind: 'quick', safetyCritical: false, roadTest: false } as const;
    const published = PriceListPublished.of({ ...list, laborRates, operations: [{ ...operation, ...kind }] });
    await service.deliver(published, { aggregateId: list.priceListId });
    const from = '2026-12-31';
    const both = await found({ from, to: '2027-01-01', earliest: '39' });
    expect(both).toMatchObject({ durationMinutes: 45, lowFen: 16_800 });
    expect(both.starts.at(-1)).toEqual({ startsAt: '2027-01-01T00:00:00.000Z', endsAt: '2027-01-01T03:00:00.000Z' });
    expect(await found({ from: '2027-01-01' })).toMatchObject({ durationMinutes: 180, lowFen: 297_000 });
  });

  it('leaves out when the wished advisor receives somebody else', async () => {
    await around.book({
      ...(await around.visitor()),
      startsAt: '2026-11-23T02:00:00Z',
      preferredAdvisorId: 'chen.advisor',
    });
    const from = { from: '2026-11-23', to: '2026-11-23', operationCodes: 'BRK-012', earliest: '100' };
    await around.bay('lift');
    await around.bay('wash');
    await around.technician('han.technician', ['brakes']);
    expect(await startsOf({ ...from, advisorId: 'liu.advisor' })).toContain('2026-11-23T02:00:00.000Z');
    const free = await startsOf({ ...from, advisorId: 'chen.advisor' });
    expect(free).not.toContain('2026-11-23T02:00:00.000Z');
    expect(free).toContain('2026-11-23T02:15:00.000Z');
  });

  it('leaves out when the car is somewhere else', async () => {
    const visitor = await around.visitor();
    await around.book({ ...visitor, startsAt: '2026-11-23T02:00:00Z' });
    const ten = { day: '2026-11-23', operationCodes: 'BRK-012' };
    expect(await startsOf(ten)).toContain('2026-11-23T02:00:00.000Z');
    expect(await startsOf({ ...ten, vehicleId: visitor.vehicleId })).not.toContain('2026-11-23T02:00:00.000Z');
  });

  it('says what stands against it when there is nothing, the most frequent first', async () => {
    const { starts, shortages } = await found({ operationCodes: 'LNG-001', day: '2026-11-23' });
    expect(starts).toEqual([]);
    expect(shortages).toEqual([
      { reason: 'overnight', starts: 35 },
      { reason: 'technician', skills: ['engine'], starts: 5 },
    ]);
    const car = await found({ operationCodes: 'MNT-001', day: '2026-11-23', meanwhile: 'courtesy-car' });
    expect(car.shortages).toEqual([{ reason: 'courtesy-car', starts: 40 }]);
    await service.sql(`UPDATE known_bay SET active = false WHERE kind = 'quick'`);
    expect((await found({ day: '2026-11-23' })).shortages[0]).toEqual({ reason: 'bay', bayKind: 'quick', starts: 38 });
    await service.sql('UPDATE known_bay SET active = true');
  });

  it('reads no week after it has found enough', async () => {
    const list = { priceListId: randomUUID(), priceListVersion: 3, effectiveFrom: '2027-01-31T16:00:00Z' };
    const laborRates = [{ skill: 'brakes' as const, payType: 'customer' as const, hourlyRateFen: 99_000 }];
    const operation = { operationCode: 'BRK-012', nameZh: 'BRK-012', nameEn: 'BRK-012', flatRateHundredths: 150 };
    const kind = { skill: 'brakes', bayKind: 'lift', safetyCritical: false, roadTest: false } as const;
    const published = PriceListPublished.of({ ...list, laborRates, operations: [{ ...operation, ...kind }] });
    await service.deliver(published, { aggregateId: list.priceListId });
    expect((await search({ from: '2027-01-30', earliest: '1' })).status).toBe(200);
    const tooMany = await search({ from: '2027-01-30', earliest: '100' });
    expect(tooMany).toMatchObject({ status: 422, body: { code: 'APPOINTMENTS.OPERATIONS_NOT_KNOWN' } });
  });

  it.each([
    ['ends before it begins', { from: '2026-11-24', to: '2026-11-23' }],
    ['is too long', { from: '2026-11-24', to: '2027-02-22' }],
    ['is for a day and for another', { day: '2026-11-24', to: '2026-11-25' }],
  ])('is refused when it %s', async (_, query) => {
    expect(await search(query)).toMatchObject({ status: 422, body: { code: 'APPOINTMENTS.SEARCH_PERIOD_INVALID' } });
  });

  it('is refused for an advisor of another store, and for no start at all', async () => {
    const foreign = await search({ advisorId: 'jiang.advisor' });
    expect(foreign).toMatchObject({ status: 422, body: { code: 'APPOINTMENTS.ADVISOR_NOT_OF_STORE' } });
    for (const earliest of ['0', '101', 'many']) {
      expect(await search({ earliest })).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
    }
  });
});
