import { DomainError } from '@pitlane/kernel';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { AppointmentsServiceModule } from '../app.module.js';
import { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsService } from '../appointments/appointments.service.js';
import { emptyCalendar, Surroundings } from '../appointments/testing.js';
import { migrations } from '../migrations/index.js';
import { SlotHold } from '../slot-holds/slot-hold.entity.js';
import { SlotHoldsService } from '../slot-holds/slot-holds.service.js';
import { MISCOUNTED } from '../slot-holds/testing.js';
import { WaitlistEntry } from './waitlist-entry.entity.js';
import { WaitlistOffersService } from './waitlist-offers.service.js';
import { WaitlistService } from './waitlist.service.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations, { scheduled: false });
const around = new Surroundings(service);
const CARS = 4;
/** Local eight o'clock; all times below are minutes after it, and cars come from ten to twelve. */
const MONDAY_EIGHT = new Date('2026-11-23T00:00:00Z');
const instantOf = (minute: number): Date => new Date(MONDAY_EIGHT.getTime() + minute * 60_000);
const minuteOf = (at: Date): number => (at.getTime() - MONDAY_EIGHT.getTime()) / 60_000;
/** `10:15` */
const clockOf = (minute: number): string => new Date(minute * 60_000 + 8 * 3_600_000).toISOString().slice(11, 16);

/** Two kinds of work that do not stand in each other's way: a bay and a technician for each. */
const MINUTES = { 'MNT-001': 45, 'BRK-012': 90 };
type Kind = keyof typeof MINUTES;

/** What is done to a hold, a visit or one who waits: named by its number, in the order in which they came. */
type ToOne<Word extends string> = Word extends string
  ? { readonly does: Word; readonly n: number; readonly car: number }
  : never;
type Keeping<Word extends string> = Word extends string
  ? { readonly does: Word; readonly kind: Kind; readonly from: number; readonly car: number }
  : never;
type Step =
  | Keeping<'hold' | 'book'>
  | ToOne<'bookHold' | 'release' | 'cancel' | 'accept' | 'decline' | 'leave'>
  | { readonly does: 'join'; readonly kind: Kind; readonly car: number; readonly from: number; readonly until: number }
  | { readonly does: 'pass'; readonly minutes: number };

const kind = fc.constantFrom<Kind>('MNT-001', 'BRK-012');
const car = fc.nat({ max: CARS - 1 });
const from = fc.integer({ min: 8, max: 16 }).map((slot) => slot * 15);
const n = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('hold' as const, 'book' as const), kind, from, car }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('join' as const), kind, car, from, until: from }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constantFrom('bookHold' as const, 'release' as const, 'cancel' as const, 'cancel' as const, 'accept' as const, 'decline' as const, 'leave' as const), // prettier-ignore
      ...{ n, car },
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), minutes: fc.constantFrom(5, 12, 31) }) },
);

interface Visit {
  kind: Kind;
  from: number;
  car: number;
  status: 'booked' | 'cancelled';
}

interface Hold {
  kind: Kind;
  from: number;
  car: number | null;
  status: 'held' | 'booked' | 'released' | 'expired';
  until: number;
}

interface Offer {
  from: number;
  until: number;
  outcome: 'open' | 'taken' | 'declined' | 'lapsed' | 'withdrawn';
  hold: Hold;
}

interface Entry {
  kind: Kind;
  car: number;
  from: number;
  until: number;
  status: 'waiting' | 'offered' | 'taken' | 'ended';
  offers: Offer[];
}

/** Visits, holds and those who wait, by nothing but lists. */
class Model {
  now = 0;
  readonly visits: Visit[] = [];
  readonly holds: Hold[] = [];
  /** Those of the booking line among the holds. */
  readonly own: Hold[] = [];
  readonly entries: Entry[] = [];

  /** Does the step, where it may be done. */
  take(one: Exclude<Step, { does: 'pass' }>): boolean {
    if (one.does === 'join') return this.join(one);
    if (one.does === 'hold' || one.does === 'book') return this.keep(one);
    if (one.does === 'cancel') return this.cancel(this.visits[one.n]);
    if (one.does === 'bookHold' || one.does === 'release') return this.decide(one, this.own[one.n]);
    return this.answer(one.does, this.entries[one.n]);
  }

  /** What time brings about, and who is offered what is free: the first in line for whom anything fits, its earliest. */
  settle(): void {
    for (const hold of this.holds) if (hold.status === 'held' && hold.until <= this.now) hold.status = 'expired';
    for (const entry of this.entries) {
      const open = entry.offers.find(({ outcome }) => outcome === 'open');
      if (!open || open.until > this.now) continue;
      open.outcome = 'lapsed';
      entry.status = entry.offers.filter(({ outcome }) => outcome === 'lapsed').length < 3 ? 'waiting' : 'ended';
    }
    for (const entry of this.entries) {
      if (entry.status !== 'waiting') continue;
      const start = Array.from({ length: 40 }, (_, slot) => slot * 15).find((minute) => this.suits(entry, minute));
      if (start === undefined) continue;
      const until = Math.min(this.now + 30, start - 60);
      const hold: Hold = { kind: entry.kind, from: start, car: entry.car, status: 'held', until };
      this.holds.push(hold);
      entry.offers.push({ from: start, until, outcome: 'open', hold });
      entry.status = 'offered';
    }
  }

  private suits(entry: Entry, start: number): boolean {
    const length = MINUTES[entry.kind];
    const isBeside = entry.offers.some((offer) => offer.from < start + length && start < offer.from + length);
    const isInTime = start - 60 >= this.now + 10;
    return (
      start >= entry.from && start <= entry.until && isInTime && !isBeside && this.fits(entry.kind, start, entry.car)
    );
  }

  private fits(work: Kind, start: number, vehicle: number | null, but?: Hold): boolean {
    const kept = [
      ...this.visits.filter(({ status }) => status === 'booked'),
      ...this.holds.filter((hold) => hold.status === 'held' && hold !== but),
    ];
    const beside = kept.filter((one) => one.from < start + MINUTES[work] && start < one.from + MINUTES[one.kind]);
    return start > this.now && !beside.some((one) => one.kind === work || (vehicle !== null && one.car === vehicle));
  }

  private keep(one: { does: 'hold' | 'book'; kind: Kind; from: number; car: number }): boolean {
    const vehicle = one.does === 'hold' && one.car === 0 ? null : one.car;
    if (one.does === 'hold' && this.own.filter(({ status }) => status === 'held').length >= 5) return false;
    if (!this.fits(one.kind, one.from, vehicle)) return false;
    if (one.does === 'book') {
      this.visits.push({ kind: one.kind, from: one.from, car: one.car, status: 'booked' });
    } else {
      const hold: Hold = { kind: one.kind, from: one.from, car: vehicle, status: 'held', until: this.now + 10 };
      this.holds.push(hold);
      this.own.push(hold);
    }
    return true;
  }

  private decide(one: { does: 'bookHold' | 'release'; car: number }, hold: Hold | undefined): boolean {
    if (hold?.status !== 'held') return false;
    if (one.does === 'release') {
      hold.status = 'released';
      return true;
    }
    const vehicle = hold.car ?? one.car;
    if (!this.fits(hold.kind, hold.from, vehicle, hold)) return false;
    hold.status = 'booked';
    this.visits.push({ kind: hold.kind, from: hold.from, car: vehicle, status: 'booked' });
    return true;
  }

  private cancel(visit: Visit | undefined): boolean {
    if (visit?.status !== 'booked') return false;
    visit.status = 'cancelled';
    return true;
  }

  private join(one: { kind: Kind; car: number; from: number; until: number }): boolean {
    const isThere = ({ car: other, status }: Entry): boolean =>
      other === one.car && (status === 'waiting' || status === 'offered');
    if (one.until < one.from || this.entries.some(isThere)) return false;
    this.entries.push({
      kind: one.kind,
      car: one.car,
      from: one.from,
      until: one.until,
      status: 'waiting',
      offers: [],
    });
    return true;
  }

  private answer(word: 'accept' | 'decline' | 'leave', entry: Entry | undefined): boolean {
    if (!entry || entry.status === 'taken' || entry.status === 'ended') return false;
    const open = entry.offers.find(({ outcome }) => outcome === 'open');
    if (!open && word !== 'leave') return false;
    entry.status = word === 'accept' ? 'taken' : word === 'decline' ? 'waiting' : 'ended';
    if (!open) return true;
    open.outcome = word === 'accept' ? 'taken' : word === 'decline' ? 'declined' : 'withdrawn';
    open.hold.status = word === 'accept' ? 'booked' : 'released';
    if (word === 'accept') this.visits.push({ kind: entry.kind, from: open.from, car: entry.car, status: 'booked' });
    return true;
  }
}

type Visitor = Awaited<ReturnType<Surroundings['visitor']>>;

const inOrder = <T extends { id: string }>(rows: T[]): T[] => rows.sort((a, b) => (a.id < b.id ? -1 : 1));
const ownHolds = async (): Promise<SlotHold[]> =>
  inOrder(await service.all(SlotHold)).filter(({ heldBy }) => heldBy === 'he.booking');

/** Does the step to the service; false when it is refused. */
async function isDone(one: Exclude<Step, { does: 'pass' }>, cars: readonly Visitor[]): Promise<boolean> {
  try {
    return await done(one, cars);
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

async function done(one: Exclude<Step, { does: 'pass' }>, cars: readonly Visitor[]): Promise<boolean> {
  const at = service.clock.now();
  const act = { id: uuidv7(), at, by: 'he.booking' };
  const visitor = cars[one.car];
  if (!visitor) throw new Error('There is no such car.');
  const wish = { channel: 'phone', complaint: '保养', meanwhile: 'waits', ...visitor } as const;
  const appointments = service.get(AppointmentsService);
  const book = { ...wish, expertWanted: false, parts: [] };
  switch (one.does) {
    case 'hold': {
      const [who, startsAt] = [one.car === 0 ? {} : visitor, instantOf(one.from)];
      await service.get(SlotHoldsService).hold({ ...who, operationCodes: [one.kind], parts: [], startsAt }, act);
      return true;
    }
    case 'book':
      await appointments.book({ ...book, operationCodes: [one.kind], startsAt: instantOf(one.from) }, act);
      return true;
    case 'join': {
      const times = { startsFrom: clockOf(one.from), startsUntil: clockOf(one.until) };
      const days = { firstDay: '2026-11-23', lastDay: '2026-11-23' };
      await service
        .get(WaitlistService)
        .join({ ...wish, ...days, ...times, operationCodes: [one.kind], parts: [] }, act);
      return true;
    }
    case 'bookHold': {
      const hold = (await ownHolds())[one.n];
      if (!hold) return false;
      const operationCodes = hold.estimate.operations.map(({ operationCode }) => operationCode);
      const who = cars.find(({ vehicleId }) => vehicleId === hold.vehicleId) ?? visitor;
      const held = { startsAt: hold.startsAt, hold: { id: hold.id, heldBy: 'he.booking' } };
      await appointments.book({ ...book, ...who, operationCodes, ...held }, act);
      return true;
    }
    default:
      return doneTo(one, act);
  }
}

async function doneTo(
  { does, n: number }: ToOne<'release' | 'cancel' | 'accept' | 'decline' | 'leave'>,
  act: { id: string; at: Date; by: string },
): Promise<boolean> {
  const rows = does === 'release' ? await ownHolds() : await service.all<{ id: string }>(does === 'cancel' ? Appointment : WaitlistEntry); // prettier-ignore
  const row = inOrder<{ id: string }>(rows)[number];
  if (!row) return false;
  const waitlist = service.get(WaitlistService);
  if (does === 'release') await service.get(SlotHoldsService).release(row.id, act);
  else if (does === 'cancel') await service.get(AppointmentsService).cancel(row.id, 'test', act);
  else if (does === 'accept') await waitlist.accept(row.id, act);
  else await waitlist[does](row.id, act.at);
  return true;
}

async function settle(): Promise<void> {
  const [now, offers] = [service.clock.now(), service.get(WaitlistOffersService)];
  await service.get(SlotHoldsService).expireDue(now);
  await offers.lapseDue(now);
  await offers.offerFreed(now);
}

/** The same lists as the model has, as the database holds them. */
async function known(cars: readonly Visitor[]): Promise<unknown> {
  const carOf = (vehicleId: string | null): number | null =>
    vehicleId === null ? null : cars.findIndex((one) => one.vehicleId === vehicleId);
  const kindOf = ({ estimate }: SlotHold | Appointment | WaitlistEntry) => estimate.operations[0]?.operationCode;
  const kept = (one: SlotHold | Appointment) => ({
    ...{ kind: kindOf(one), from: minuteOf(one.startsAt), car: carOf(one.vehicleId), status: one.status },
  });
  const asHold = (hold: SlotHold) => ({ ...kept(hold), until: minuteOf(hold.expiresAt) });
  const holds = inOrder(await service.all(SlotHold));
  const byId = new Map(holds.map((hold) => [hold.id, asHold(hold)]));
  const minuteAt = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) - 480;
  const entries = inOrder(await service.all(WaitlistEntry)).map((entry) => ({
    ...{ kind: kindOf(entry), car: carOf(entry.vehicleId), status: entry.status },
    ...{ from: minuteAt(entry.startsFrom), until: minuteAt(entry.startsUntil) },
    offers: inOrder(entry.offers).map(({ startsAt, offeredUntil, outcome, slotHoldId }) => ({
      ...{ from: minuteOf(startsAt), until: minuteOf(offeredUntil), outcome, hold: byId.get(slotHoldId) },
    })),
  }));
  return { visits: inOrder(await service.all(Appointment)).map(kept), holds: holds.map(asHold), entries };
}

beforeAll(async () => {
  await around.priceList();
  for (const bayKind of ['quick', 'lift', 'wash', 'wash'] as const) await around.bay(bayKind); // two visits at a time
  await around.technician('wu.technician', ['maintenance']);
  await around.technician('han.technician', ['brakes']);
});

describe('any sequence of holding, booking, cancelling, waiting and answering', () => {
  it('keeps what lists keep, and serves the line in its order', async () => {
    const cars = await Promise.all(Array.from({ length: CARS }, () => around.visitor()));
    const property = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      await emptyCalendar(service);
      const model = new Model();
      service.clock.moveTo(instantOf(0));
      for (const one of steps) {
        if (one.does === 'pass') {
          model.now = Math.min(90, model.now + one.minutes);
          service.clock.moveTo(instantOf(model.now));
        } else {
          const isTaken = await service.inStore('SH001', () => isDone(one, cars));
          expect({ ...one, isTaken }).toEqual({ ...one, isTaken: model.take(one) });
        }
        await service.inStore('SH001', settle);
        model.settle();
        const { visits, holds, entries } = model;
        expect(await known(cars)).toEqual({ visits, holds, entries });
      }
      expect(await service.sql(MISCOUNTED)).toEqual([]);
    });
    await fc.assert(property, { numRuns: 20, interruptAfterTimeLimit: 60_000 });
  }, 120_000);
});
