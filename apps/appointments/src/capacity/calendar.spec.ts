import type { Shift, TechnicianSkill } from '@pitlane/contracts';
import type { Store } from '@pitlane/platform';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { Calendar, type CalendarFacts, isOnGrid, visitsPerSlot } from './calendar.js';
import type { Need } from './need.js';

const store: Store = {
  id: 'SH001',
  groupId: 'huadong',
  name: '上海浦东店',
  zone: 'Asia/Shanghai',
  brand: '上汽大众',
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6], opens: '08:00', closes: '18:00' }],
  closures: ['2026-11-24'],
  bookableSharePercent: 60,
  slotMinutes: 15,
  advisors: [{ id: 'chen.advisor', name: '陈志强' }],
};
const bay = (bayId: string, kind: KnownBay['kind']): KnownBay =>
  Object.assign(new KnownBay(), { bayId, storeId: 'SH001', name: bayId, kind, active: true });
const allDay: Shift[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' }));
const technician = (
  technicianId: string,
  skills: TechnicianSkill[],
  facts: Partial<KnownTechnician> = {},
): KnownTechnician =>
  Object.assign(new KnownTechnician(), { technicianId, skills, shifts: allDay, absences: [], active: true, ...facts });
const skilled = (...skills: TechnicianSkill['skill'][]): TechnicianSkill[] =>
  skills.map((skill) => ({ skill, level: 3 }));

const calendar = (facts: Partial<CalendarFacts> = {}): Calendar =>
  new Calendar({
    store,
    bays: [bay('Q1', 'quick'), bay('L1', 'lift')],
    technicians: [technician('wu', skilled('maintenance', 'brakes')), technician('zheng', skilled('engine'))],
    taken: [],
    bookedBySlot: new Map(),
    ...facts,
  });
const oilService: Need = { durationMinutes: 60, bayKinds: ['quick'], skills: ['maintenance'] };
/** Local time on Monday. */
const at = (time: string, day = '23'): Date => new Date(`2026-11-${day}T${time}:00+08:00`);
const taken = (resourceId: string, from: string, to: string) => ({ resourceId, startsAt: at(from), endsAt: at(to) });

describe('the calendar', () => {
  it('asks for no slot of a visit that is longer than the store is open', () => {
    const bookedBySlot = new Map<number, number>();
    bookedBySlot.get = () => {
      throw new Error('A slot was asked for.');
    };
    const endless = { ...oilService, durationMinutes: 1_200_000 };
    expect(calendar({ bookedBySlot }).hasRoomFor(endless, at('10:00'))).toBe(false);
  });

  it('plans a bay of each kind and few technicians who hold all skills', () => {
    const need: Need = {
      durationMinutes: 60,
      bayKinds: ['quick', 'lift'],
      skills: ['maintenance', 'engine', 'brakes'],
    };
    expect(calendar().planFor(need, at('10:00'))).toEqual({
      bays: [
        { bayId: 'Q1', bayKind: 'quick' },
        { bayId: 'L1', bayKind: 'lift' },
      ],
      technicians: [
        { technicianId: 'wu', skills: ['maintenance', 'brakes'] },
        { technicianId: 'zheng', skills: ['engine'] },
      ],
    });
  });

  it('prefers of equals the technician with less planned that day', () => {
    const technicians = [technician('a', skilled('maintenance')), technician('b', skilled('maintenance'))];
    const plan = calendar({ technicians, taken: [taken('a', '14:00', '15:00')] }).planFor(oilService, at('10:00'));
    expect(plan).toMatchObject({ technicians: [{ technicianId: 'b' }] });
  });

  it.each([
    ['the bay is taken at its end', { taken: [taken('Q1', '10:45', '12:00')] }, { reason: 'bay', bayKind: 'quick' }],
    [
      'the technician is taken',
      { taken: [taken('wu', '09:00', '10:15')] },
      { reason: 'technician', skills: ['maintenance'] },
    ],
    ['there is no bay of the kind', { bays: [bay('L1', 'lift')] }, { reason: 'bay', bayKind: 'quick' }],
    [
      'the certificate has expired the day before',
      { technicians: [technician('wu', [{ skill: 'maintenance', level: 3, certifiedUntil: '2026-11-22' }])] },
      { reason: 'technician', skills: ['maintenance'] },
    ],
    [
      'the shift ends before the visit',
      {
        technicians: [
          technician('wu', skilled('maintenance'), { shifts: [{ weekday: 1, starts: '08:00', ends: '10:45' }] }),
        ],
      },
      { reason: 'technician', skills: ['maintenance'] },
    ],
    [
      'the technician is away for a part of it',
      {
        technicians: [
          technician('wu', skilled('maintenance'), {
            absences: [{ startsAt: '2026-11-23T10:30:00+08:00', endsAt: '2026-11-23T18:00:00+08:00' }],
          }),
        ],
      },
      { reason: 'technician', skills: ['maintenance'] },
    ],
  ])('says what is short when %s', (_, facts: Partial<CalendarFacts>, shortage) => {
    expect(calendar(facts).planFor(oilService, at('10:00'))).toEqual(shortage);
  });

  it('takes a visit that begins as another ends', () => {
    const before = [taken('Q1', '09:00', '10:00'), taken('wu', '11:00', '12:00')];
    expect(calendar({ taken: before }).planFor(oilService, at('10:00'))).toHaveProperty('bays');
  });

  it('honours a certificate on its last day', () => {
    const technicians = [technician('wu', [{ skill: 'maintenance', level: 3, certifiedUntil: '2026-11-23' }])];
    expect(calendar({ technicians }).planFor(oilService, at('10:00'))).toHaveProperty('bays');
  });

  it('does not take a car twice', () => {
    const facts = { taken: [taken('car', '10:30', '11:00')] };
    expect(calendar(facts).planFor({ ...oilService, vehicleId: 'car' }, at('10:00'))).toEqual({ reason: 'vehicle' });
  });

  it.each([
    ['before opening', at('07:45')],
    ['past closing', at('17:15')],
    ['on a closure', at('10:00', '24')],
    ['on a weekday without hours', at('10:00', '29')],
  ])('is closed %s', (_, start) => {
    expect(calendar().planFor(oilService, start)).toEqual({ reason: 'closed' });
  });

  it('has no room once the bookable share of any slot is used up', () => {
    const full = new Map([[at('10:45').getTime(), 1]]); // 60 % of two bays is one
    expect(calendar({ bookedBySlot: full }).hasRoomFor(oilService, at('10:00'))).toBe(false);
    expect(calendar({ bookedBySlot: full }).hasRoomFor(oilService, at('11:00'))).toBe(true);
  });

  it('offers the grid from opening to closing', () => {
    const starts = calendar().startsOf('2026-11-23');
    expect([starts.length, starts[0], starts.at(-1)]).toEqual([40, at('08:00'), at('17:45')]);
    expect(calendar().startsOf('2026-11-24')).toEqual([]);
  });
});

describe('the bookable share', () => {
  it.each([
    [15, 60, 9],
    [2, 60, 1],
    [1, 60, 1],
    [0, 60, 1],
    [3, 100, 3],
  ])('of %i bays at %i %% is %i visits', (bays, share, visits) => {
    expect(visitsPerSlot(bays, share)).toBe(visits);
  });
});

describe('the grid', () => {
  it('begins when the store opens', () => {
    expect(isOnGrid(store, at('10:15'))).toBe(true);
    expect(isOnGrid(store, at('10:20'))).toBe(false);
    expect(isOnGrid(store, new Date(at('10:15').getTime() + 1))).toBe(false);
  });
});
