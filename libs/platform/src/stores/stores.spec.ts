import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openingHours, type Store, Stores, workTime } from './stores.js';

const week = { weekdays: [1, 2, 3, 4, 5], opens: '08:00', closes: '18:00' };
const saturday = { weekdays: [6], opens: '09:00', closes: '15:00' };
const folder = mkdtempSync(join(tmpdir(), 'pitlane-stores-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The store SH001 as a stores file has it. */
function storeOf(facts: object = {}, group: object = {}): Store {
  const path = join(folder, 'stores.json');
  const store = {
    ...{ id: 'SH001', groupId: 'huadong', name: '上海浦东店', brand: '上汽大众', openingHours: [week, saturday] },
    ...{ closures: ['2026-06-01'], holidays: 'closed', advisors: [{ id: 'chen.advisor', name: '陈志强' }], ...facts },
  };
  writeFileSync(path, JSON.stringify({ groups: [{ id: 'huadong', name: '华东', ...group }], stores: [store] }));
  return Stores.fromFile(path).get('SH001');
}

describe('a store that is closed on holidays', () => {
  it.each([
    ['a day off of the National Day', '2026-10-05', undefined],
    ['a day in lieu of a weekend', '2026-10-07', undefined],
    ['the make-up workday after it, a Saturday', '2026-10-10', week],
    ['a make-up workday on a Sunday', '2026-09-20', week],
    ['an ordinary Saturday', '2026-10-17', saturday],
    ['an ordinary Sunday', '2026-10-18', undefined],
    ['a day of a year that is not announced', '2031-10-01', week],
    ['a closure of its own', '2026-06-01', undefined],
  ])('on %s', (_, date, hours) => {
    expect(openingHours(storeOf(), date)).toEqual(hours);
  });

  it('goes by what its group says first, of years that are not announced, too', () => {
    const store = storeOf({}, { daysOff: ['2031-10-01', '2026-10-10'], makeUpWorkdays: ['2031-10-05', '2026-10-05'] });
    expect(openingHours(store, '2031-10-01')).toBeUndefined();
    expect(openingHours(store, '2031-10-05')).toEqual(week); // a Sunday
    expect(openingHours(store, '2026-10-10')).toBeUndefined();
    expect(openingHours(store, '2026-10-05')).toEqual(week);
  });

  it('works on a make-up workday by the shifts of its first weekday', () => {
    const makeUp = new Date('2026-10-10T01:00:00Z');
    expect(workTime(storeOf(), makeUp)).toEqual({ date: '2026-10-10', time: '09:00', weekday: 1 });
    const closedOnMondays = storeOf({ openingHours: [{ ...week, weekdays: [2, 3, 4, 5, 6] }] });
    expect(workTime(closedOnMondays, makeUp)).toMatchObject({ weekday: 2 });
    expect(workTime(storeOf(), new Date('2026-10-17T01:00:00Z'))).toMatchObject({ weekday: 6 });
  });
});

describe('a store that says nothing of holidays', () => {
  it('has the hours of its week on all of them', () => {
    const store = storeOf({ holidays: undefined }, { daysOff: ['2026-10-05'] });
    expect(openingHours(store, '2026-10-05')).toEqual(week);
    expect(openingHours(store, '2026-10-10')).toEqual(saturday);
    expect(openingHours(store, '2026-09-20')).toBeUndefined();
    expect(workTime(store, new Date('2026-10-10T01:00:00Z'))).toMatchObject({ weekday: 6 });
  });
});

describe('a stores file', () => {
  it('is refused with a holiday that is no day', () => {
    expect(() => storeOf({}, { daysOff: ['2026-02-30'] })).toThrow('groups.0.daysOff.0');
    expect(() => storeOf({ holidays: 'sometimes' })).toThrow('stores.0.holidays');
  });
});
