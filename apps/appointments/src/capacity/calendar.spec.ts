import type { Shift, TechnicianSkill } from '@pitlane/contracts';
import { aStore } from '@pitlane/testing';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { Calendar, type CalendarFacts, isOnGrid, visitsPerSlot } from './calendar.js';
import { type Leg, minutesOf } from './legs.js';
import type { Need } from './need.js';

const store = aStore({ closures: ['2026-11-24'] });
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
const aNeed = (...legs: Leg[]): Need => ({ durationMinutes: minutesOf(legs), legs });
const oilService = aNeed({ bayKind: 'quick', skills: ['maintenance'], durationMinutes: 60 });
const hasRoom = (one: Calendar, need: Need, start: Date): boolean => 'endsAt' in one.stayAt(need, start);
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
    expect(hasRoom(calendar({ bookedBySlot }), endless, at('10:00'))).toBe(false);
  });

  it('plans for each leg a bay and few technicians who hold all skills, for its own time', () => {
    const need = aNeed(
      { bayKind: 'quick', skills: ['maintenance'], durationMinutes: 60 },
      { bayKind: 'lift', skills: ['maintenance', 'engine', 'brakes'], durationMinutes: 90 },
    );
    const first = { startsAt: at('10:00'), endsAt: at('11:00') };
    const second = { startsAt: at('11:00'), endsAt: at('12:30') };
    expect(calendar().planFor(need, at('10:00'))).toEqual({
      endsAt: at('12:30'),
      overnightSlots: null,
      bays: [
        { bayId: 'Q1', bayKind: 'quick', ...first },
        { bayId: 'L1', bayKind: 'lift', ...second },
      ],
      technicians: [
        { technicianId: 'wu', skills: ['maintenance'], ...first },
        { technicianId: 'wu', skills: ['maintenance', 'brakes'], ...second },
        { technicianId: 'zheng', skills: ['engine'], ...second },
      ],
    });
  });

  it('needs a bay only while its own leg is done', () => {
    const need = aNeed(
      { bayKind: 'quick', skills: ['maintenance'], durationMinutes: 60 },
      { bayKind: 'lift', skills: ['brakes'], durationMinutes: 60 },
    );
    const before = calendar({ taken: [taken('Q1', '11:00', '12:00'), taken('L1', '10:00', '11:00')] });
    expect(hasRoom(before, need, at('10:00'))).toBe(true);
    const during = calendar({ taken: [taken('L1', '11:45', '12:15')] });
    expect(during.planFor(need, at('10:00'))).toEqual({ reason: 'bay', bayKind: 'lift' });
  });

  it('leaves a car to the technician who works on it already, however busy', () => {
    const technicians = [technician('a', skilled('maintenance', 'brakes')), technician('b', skilled('brakes'))];
    const need = aNeed(
      { bayKind: 'quick', skills: ['maintenance'], durationMinutes: 30 },
      { bayKind: 'lift', skills: ['brakes'], durationMinutes: 30 },
    );
    const plan = calendar({ technicians, taken: [taken('a', '14:00', '16:00')] }).planFor(need, at('10:00'));
    expect(plan).toMatchObject({ technicians: [{ technicianId: 'a' }, { technicianId: 'a' }] });
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
    ['past closing', at('18:00')],
    ['on a closure', at('10:00', '24')],
    ['on a weekday without hours', at('10:00', '29')],
  ])('is closed %s', (_, start) => {
    expect(calendar().planFor(oilService, start)).toEqual({ reason: 'closed' });
  });

  it('keeps a car overnight on its bay, by another technician the next day, when its customer does not wait', () => {
    const technicians = [
      technician('wu', skilled('maintenance'), { shifts: [{ weekday: 1, starts: '08:00', ends: '18:00' }] }),
      technician('han', skilled('maintenance'), { shifts: [{ weekday: 3, starts: '08:00', ends: '18:00' }] }),
    ];
    expect(calendar({ technicians }).planFor(oilService, at('17:30'))).toEqual({ reason: 'overnight' });
    const endsAt = at('08:30', '25'); // the 24th is a closure
    expect(calendar({ technicians }).planFor({ ...oilService, overnight: true }, at('17:30'))).toEqual({
      endsAt,
      overnightSlots: [at('17:30'), at('17:45'), at('08:00', '25'), at('08:15', '25')],
      bays: [{ bayId: 'Q1', bayKind: 'quick', startsAt: at('17:30'), endsAt }],
      technicians: [
        { technicianId: 'wu', skills: ['maintenance'], startsAt: at('17:30'), endsAt: at('18:00') },
        { technicianId: 'han', skills: ['maintenance'], startsAt: at('08:00', '25'), endsAt },
      ],
    });
  });

  it('works on a make-up workday by the shifts of a Monday', () => {
    const closedOnHolidays = { ...store, holidays: 'closed' as const };
    const technicians = [
      technician('wu', skilled('maintenance'), { shifts: [{ weekday: 1, starts: '08:00', ends: '18:00' }] }),
    ];
    const sunday = new Date('2026-09-20T10:00:00+08:00'); // for the National Day
    expect(hasRoom(calendar({ technicians, store: closedOnHolidays }), oilService, sunday)).toBe(true);
    expect(calendar({ technicians }).stayAt(oilService, sunday)).toEqual({ reason: 'closed' });
    const holiday = new Date('2026-10-05T10:00:00+08:00'); // a Monday
    expect(calendar({ technicians, store: closedOnHolidays }).stayAt(oilService, holiday)).toEqual({
      reason: 'closed',
    });
    expect(hasRoom(calendar({ technicians }), oilService, holiday)).toBe(true);
  });

  it('takes no slot of closed hours, and looks at the share of each day of the stay', () => {
    const overnight = { ...oilService, overnight: true };
    const full = (slot: Date): Calendar => calendar({ bookedBySlot: new Map([[slot.getTime(), 1]]) });
    expect(full(at('08:15', '25')).stayAt(overnight, at('17:30'))).toEqual({ reason: 'share' });
    expect(hasRoom(full(at('18:00')), overnight, at('17:30'))).toBe(true);
  });

  it('does not take a bay on which a car stays', () => {
    const stays = { resourceId: 'Q1', startsAt: at('17:00'), endsAt: at('09:00', '25') };
    const facts = calendar({ taken: [stays] });
    expect(facts.planFor(oilService, at('08:00', '25'))).toEqual({ reason: 'bay', bayKind: 'quick' });
    expect(hasRoom(facts, oilService, at('09:00', '25'))).toBe(true);
  });

  it('has no room once the bookable share of any slot is used up', () => {
    const full = new Map([[at('10:45').getTime(), 1]]); // 60 % of two bays is one
    expect(calendar({ bookedBySlot: full }).stayAt(oilService, at('10:00'))).toEqual({ reason: 'share' });
    expect(hasRoom(calendar({ bookedBySlot: full }), oilService, at('11:00'))).toBe(true);
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
