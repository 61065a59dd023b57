import type { BayKind, Shift, Skill, TechnicianSkill } from '@pitlane/contracts';
import type { Store } from '@pitlane/platform';
import type { Operation } from '../capacity/legs.js';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';

/** A store of middle size, open all week and closed on statutory holidays. */
export const STORE: Store = {
  id: 'YEAR',
  groupId: 'year',
  name: 'The store of the year',
  zone: 'Asia/Shanghai',
  brand: 'any',
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '18:00' }],
  closures: [],
  holidays: 'closed',
  bookableSharePercent: 60,
  slotMinutes: 15,
  advisors: [{ id: 'advisor', name: 'Advisor' }],
};

const BAYS: Readonly<Partial<Record<BayKind, number>>> = {
  quick: 2, lift: 3, diagnosis: 1, alignment: 1, ev: 1, body: 1,
}; // prettier-ignore

export const bays = (): KnownBay[] =>
  Object.entries(BAYS).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, n) =>
      Object.assign(new KnownBay(), {
        bayId: `${kind}-${n}`,
        storeId: STORE.id,
        name: `${kind} ${n}`,
        kind,
        active: true,
      }),
    ),
  );

/** What each technician can do: two know high voltage, two are body makers. */
const CREW: readonly (readonly Skill[])[] = [
  ['maintenance'],
  ['maintenance', 'brakes', 'chassis'],
  ['maintenance', 'brakes', 'tyres'],
  ['maintenance', 'brakes', 'chassis', 'tyres'],
  ['maintenance', 'engine', 'diagnosis'],
  ['engine', 'diagnosis', 'transmission'],
  ['engine', 'brakes', 'chassis', 'diagnosis'],
  ['engine', 'transmission', 'maintenance'],
  ['ev-high-voltage', 'electrical', 'maintenance'],
  ['ev-high-voltage', 'electrical', 'diagnosis'],
  ['body', 'chassis'],
  ['body', 'tyres'],
  ['maintenance', 'brakes', 'engine'],
];

/** Each has two days off a week, spread over the crew so that someone of each trade is there every day. */
export const technicians = (): KnownTechnician[] =>
  CREW.map((skills, n) => {
    const off = [((3 * n) % 7) + 1, ((3 * n + 1) % 7) + 1];
    const shifts: Shift[] = [1, 2, 3, 4, 5, 6, 7]
      .filter((weekday) => !off.includes(weekday))
      .map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' }));
    const held: TechnicianSkill[] = skills.map((skill) => ({ skill, level: 3 }));
    const id = `technician-${String(n).padStart(2, '0')}`;
    return Object.assign(new KnownTechnician(), {
      ...{ technicianRecordId: id, storeId: STORE.id, technicianId: id },
      ...{ skills: held, shifts, absences: [], active: true },
    });
  });

/** Work that customers ask for, and how often. Flat-rate time in hundredths of an hour. */
export interface KindOfWork {
  readonly name: string;
  readonly share: number;
  readonly operations: readonly Operation[];
}

const operation = (bayKind: BayKind, skill: Skill, flatRateHundredths: number): Operation => ({
  bayKind,
  skill,
  flatRateHundredths,
});

const SERVICE = operation('quick', 'maintenance', 80);

export const KINDS_OF_WORK: readonly KindOfWork[] = [
  { name: 'service', share: 0.42, operations: [SERVICE] },
  { name: 'service and brakes', share: 0.18, operations: [operation('lift', 'brakes', 150), SERVICE] },
  { name: 'fault', share: 0.13, operations: [operation('diagnosis', 'diagnosis', 50), operation('lift', 'engine', 220)] },
  { name: 'chassis and alignment', share: 0.12, operations: [operation('lift', 'chassis', 120), operation('alignment', 'tyres', 80)] },
  { name: 'electric', share: 0.07, operations: [operation('ev', 'ev-high-voltage', 180)] },
  { name: 'body', share: 0.04, operations: [operation('body', 'body', 900)] },
  { name: 'overhaul', share: 0.04, operations: [operation('lift', 'engine', 1_600)] },
]; // prettier-ignore
