import { readFileSync } from 'node:fs';
import { type LocalTime, localTime, NotFound, weekdayOf } from '@pitlane/kernel';
import { z } from 'zod';
import { announced, type HolidayKind } from './holidays.js';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.iso.date();

const store = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  groupId: z.string().min(1),
  name: z.string().min(1),
  zone: z.string().default('Asia/Shanghai'),
  brand: z.string().min(1),
  openingHours: z
    .array(z.object({ weekdays: z.array(z.number().int().min(1).max(7)), opens: time, closes: time }))
    .min(1),
  closures: z.array(day).default([]),
  /** `closed`: on the days off of statutory holidays, and open on the make-up workdays; else the weekly hours hold on them, too (APT-4). */
  holidays: z.enum(['open', 'closed']).optional(),
  bookableSharePercent: z.number().int().min(1).max(100).default(60),
  slotMinutes: z.number().int().min(5).max(60).default(15),
  /** Values of a requisition in fen, above which the service manager, and above which two people, must agree (PRT-7). */
  purchaseLimits: z
    .object({ managerAboveFen: z.number().int().min(0), twoPeopleAboveFen: z.number().int().min(0) })
    .optional(),
  /** How long a courtesy car stays kept after a visit should be over (APT-15). */
  courtesyCarMarginMinutes: z.number().int().min(0).max(1_440).optional(),
  /** How long a driver is away to fetch a car or to bring it back, there and back (APT-15). */
  rideMinutes: z.number().int().min(5).max(480).optional(),
  /** How many customers can wait in the lounge at once (APT-15); without it nobody counts them. */
  loungeSeats: z.number().int().min(1).max(1_000).optional(),
  advisors: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })).min(1),
});
const group = z.object({
  id: z.string().min(1),
  /** Days that the table of announced holidays does not have, or has otherwise. */
  daysOff: z.array(day).default([]),
  makeUpWorkdays: z.array(day).default([]),
});
const file = z.object({ groups: z.array(group).default([]), stores: z.array(store).min(1) });

export type Store = z.infer<typeof store> & {
  /** By local day, what the store's group says of holidays: it goes before what was announced. */
  readonly groupHolidays?: ReadonlyMap<string, HolidayKind>;
};

/** The stores of the group, from a validated file that each service mounts. */
export class Stores {
  private readonly byId: ReadonlyMap<string, Store>;

  constructor(stores: readonly Store[]) {
    this.byId = new Map(stores.map((entry) => [entry.id, entry]));
    if (this.byId.size !== stores.length) throw new Error('The stores file names a store twice.');
  }

  /** @throws Error that names what is wrong in the file */
  static fromFile(path: string): Stores {
    const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) {
      const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
      throw new Error(`The stores file ${path} is wrong: ${problems.join('; ')}`);
    }
    const { groups, stores } = parsed.data;
    const holidaysOf = new Map(groups.map((entry) => [entry.id, groupHolidays(entry)]));
    return new Stores(stores.map((one) => ({ ...one, groupHolidays: holidaysOf.get(one.groupId) ?? new Map() })));
  }

  all(): Store[] {
    return [...this.byId.values()];
  }

  /** @throws NotFound */
  get(id: string): Store {
    const found = this.byId.get(id);
    if (!found) throw new NotFound('store', id);
    return found;
  }
}

function groupHolidays({ daysOff, makeUpWorkdays }: z.infer<typeof group>): Map<string, HolidayKind> {
  return new Map<string, HolidayKind>([
    ...daysOff.map((date) => [date, 'day-off'] as const),
    ...makeUpWorkdays.map((date) => [date, 'make-up-workday'] as const),
  ]);
}

/** When a store opens and closes on a local day; undefined when it is closed all day. */
export function openingHours(of: Store, date: string): { opens: string; closes: string } | undefined {
  if (of.closures.includes(date) || holidayAt(of, date) === 'day-off') return undefined;
  return hoursOn(of, workWeekday(of, date));
}

/** What the store's clocks show, and the weekday by whose shifts is worked. */
export function workTime(of: Store, at: Date): LocalTime {
  const local = localTime(at, of.zone);
  return { ...local, weekday: workWeekday(of, local.date) };
}

/**
 * The weekday by whose hours and shifts a local day is worked: a make-up workday is worked as the first weekday from Monday on on
 * which the store is open.
 */
export const workWeekday = (of: Store, date: string): number =>
  holidayAt(of, date) === 'make-up-workday' ? ordinaryWeekday(of) : weekdayOf(date);

const holidayAt = (of: Store, date: string): HolidayKind | undefined =>
  of.holidays === 'closed' ? (of.groupHolidays?.get(date) ?? announced(date)) : undefined;

const hoursOn = (of: Store, weekday: number): Store['openingHours'][number] | undefined =>
  of.openingHours.find(({ weekdays }) => weekdays.includes(weekday));

const ordinaryWeekday = (of: Store): number => [1, 2, 3, 4, 5].find((weekday) => hoursOn(of, weekday)) ?? 1;
