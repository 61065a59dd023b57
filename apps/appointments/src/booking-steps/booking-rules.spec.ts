import { randomInt } from 'node:crypto';
import type { Store } from '@pitlane/platform';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { Appointment } from '../appointments/appointment.entity.js';
import { isExpected } from '../appointments/appointment-status.js';
import { askedBy } from '../appointments/meanwhile.js';
import { isMove } from '../appointments/move.js';
import { aBooking, aMove, anEstimate } from '../appointments/testing.js';
import { aStore, CUSTOMER, type ModelWish, SEATS, type Thing } from '../booking-model/testing.js';
import { absencesOf, instantOf, minuteOf, WORKS } from '../booking-needs/testing.js';
import { Calendar, nextOnGrid, slotsOfVisit } from '../capacity/calendar.js';
import { NoCapacity, StartInThePast } from '../capacity/capacity.errors.js';
import type { Period } from '../capacity/day.js';
import { legsOf, minutesOf } from '../capacity/legs.js';
import { type Need, needOf, type PlacedVisit, type Plan } from '../capacity/need.js';
import { Pool } from '../capacity/pool.js';
import { loanPeriod } from '../courtesy-loans/loan-period.js';
import type { Estimate } from '../estimates/estimate.js';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';
import { needsSeat } from '../lounge/lounge.queries.js';
import { ridePeriods } from '../rides/ride-periods.js';
import type { SlotHold } from '../slot-holds/slot-hold.entity.js';
import { aSlotHold } from '../slot-holds/testing.js';
import { type Doers, Play, type Resource, step, type Told } from './testing.js';

// The rules of booking without a database: the calendar, visits, holds and pools as they are, between them no more than a list of what
// is kept. So many steps are only possible here; fewer of the same steps go through the service itself (booking-steps.int.spec.ts).

const STEPS_OF_A_DAY = 100;
/** 200,000 steps, or as many thousand as `BOOKING_STEPS` says. */
const STEPS = Number(process.env['BOOKING_STEPS'] ?? 200) * 1_000;
const DAYS = STEPS / STEPS_OF_A_DAY;
const SEED = randomInt(2 ** 31);

const STORE: Store = {
  ...{ id: 'SH001', groupId: 'huadong', name: '上海浦东店', zone: 'Asia/Shanghai', brand: '上汽大众' },
  openingHours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '18:00' }],
  ...{ closures: [], bookableSharePercent: 60, slotMinutes: 15, loungeSeats: SEATS },
  advisors: [{ id: 'chen.advisor', name: '陈志强' }],
};
const DATES = ['2026-11-22', '2026-11-23', '2026-11-24'];
const FLAT_RATES = {
  'MNT-001': { flatRateHundredths: 60, skill: 'maintenance', bayKind: 'quick' },
  'BRK-012': { flatRateHundredths: 150, skill: 'brakes', bayKind: 'lift' },
  'EVB-001': { flatRateHundredths: 100, skill: 'ev-high-voltage', bayKind: 'ev' },
  'LNG-001': { flatRateHundredths: 900, skill: 'engine', bayKind: 'lift' },
} as const;
const ALL_DAY = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, starts: '08:00', ends: '18:00' }));

const ESTIMATES: readonly Estimate[] = WORKS.map(({ codes }) => {
  const operations = codes.map((code) => {
    const operation = FLAT_RATES[code as keyof typeof FLAT_RATES];
    return { operationCode: code, nameZh: code, nameEn: code, ...operation };
  });
  const durationMinutes = Math.ceil(minutesOf(legsOf(operations)) / 15) * 15;
  return anEstimate({ operations, parts: [], durationMinutes });
});
const estimateFor = ({ work }: { work: number }): Estimate => ESTIMATES[work] ?? anEstimate();

/** A courtesy car or a driver, and the visit or hold that has it. */
interface Spare extends Period {
  readonly kind: 'courtesy-car' | 'driver';
  readonly keptId: string;
  readonly appointmentId: string;
}

type Placed = Appointment | SlotHold;
type Searched = Pick<ModelWish, 'work' | 'vehicleId' | 'meanwhile'>;

/** What the services do in their transactions, with lists for tables. */
class RulesAlone implements Doers {
  private readonly visits = new Map<string, Appointment>();
  private readonly holds = new Map<string, SlotHold>();
  private spares: Spare[] = [];
  private bays: KnownBay[] = [];
  private technicians: KnownTechnician[] = [];
  private now: Date;

  constructor(private readonly model: ReturnType<typeof aStore>) {
    this.now = instantOf(model.now);
    this.readResources();
  }

  hold(wish: ModelWish): Told {
    const startsAt = instantOf(wish.from);
    const need = this.needFor(wish);
    const plan = this.take(need, startsAt);
    const spares = wish.meanwhile === 'courtesy-car' ? this.sparesFor(need, { startsAt, endsAt: plan.endsAt }) : [];
    const customerId = wish.vehicleId === null ? null : CUSTOMER;
    const expiresAt = new Date(Math.min(this.now.getTime() + 600_000, startsAt.getTime()));
    const estimate = estimateFor(wish);
    const holding = { estimate, startsAt, plan, expiresAt, customerId, vehicleId: wish.vehicleId };
    const hold = aSlotHold({ ...holding, deed: { at: this.now, by: 'he.booking' }, newId: uuidv7 });
    this.holds.set(hold.id, hold);
    return this.told(hold, spares);
  }

  book(wish: ModelWish, holdId = ''): Told {
    const hold = this.holds.get(holdId);
    const { vehicleId, meanwhile } = wish;
    const [startsAt, id] = [instantOf(wish.from), uuidv7()];
    const estimate = estimateFor(wish);
    const ids = { appointmentId: id, customerId: CUSTOMER, vehicleId: vehicleId ?? '' };
    const taking = { ...ids, startsAt, operationCodes: WORKS[wish.work]?.codes ?? [], parts: [], meanwhile };
    const isOver = hold !== undefined && hold.status !== 'held';
    if (isOver) hold.book(taking, { by: 'he.booking', at: this.now });
    const need = this.needFor(wish);
    const plan = hold ? this.takeOver(hold, need) : this.take(need, startsAt);
    const spares = this.sparesFor(need, { startsAt, endsAt: plan.endsAt }, holdId);
    hold?.book(taking, { by: 'he.booking', at: this.now });
    this.letGo(holdId);
    const booking = { ...ids, id, startsAt, meanwhile, estimate, plan, act: this.act(), newId: uuidv7 };
    const { appointment } = Appointment.book(aBooking(booking));
    this.visits.set(id, appointment);
    return this.told(appointment, spares);
  }

  move(id: string, from: number): Told {
    const visit = this.visit(id);
    const wish = { startsAt: instantOf(from), by: 'customer' as const };
    if (!isMove(wish, visit)) return this.told(visit, this.sparesOf(id));
    const { vehicleId, estimate, meanwhile } = visit;
    const need = { ...needOf(estimate, vehicleId), ...askedBy(meanwhile), moved: visit };
    const plan = this.take(need, wish.startsAt);
    const spares = this.sparesFor(need, { startsAt: wish.startsAt, endsAt: plan.endsAt }, id);
    visit.moveTo(aMove({ ...wish, plan, newId: uuidv7 }), this.act());
    return this.told(visit, spares);
  }

  arrive(id: string): Told {
    const visit = this.visit(id);
    const day = (at: Date): number => Math.floor(minuteOf(at) / (24 * 60));
    const isLaterDay = day(visit.startsAt) > day(this.now);
    if (visit.status !== 'no-show' || day(visit.startsAt) !== day(this.now)) {
      visit.arrive(this.act(), { standIn: true, isLaterDay });
      return this.told(visit, this.sparesOf(id).filter((spare) => !isFetch(spare, visit))); // prettier-ignore
    }
    const meanwhile = visit.meanwhile === 'pick-up-and-return' ? 'leaves' : visit.meanwhile;
    const work = ESTIMATES.indexOf(visit.estimate);
    const wish = { work, vehicleId: visit.vehicleId, meanwhile, from: minuteOf(nextOnGrid(STORE, this.now)) };
    const anew = this.book(wish);
    this.visit(anew.id).arrive(this.act(), { standIn: true, isLaterDay });
    return anew;
  }

  cancel(id: string): void {
    this.visit(id).cancel('出差', this.act());
    this.letGo(id);
  }

  release(holdId: string): void {
    this.holds.get(holdId)?.release({ by: 'he.booking', at: this.now });
    this.letGo(holdId);
  }

  pass(now: number): void {
    this.now = instantOf(now);
    for (const hold of this.holds.values()) hold.expire(this.now);
    for (const visit of this.visits.values()) visit.miss(0, this.act());
    this.spares = this.spares.filter(({ appointmentId: id }) => {
      const status = this.visits.get(id)?.status ?? this.holds.get(id)?.status;
      return status !== 'expired' && status !== 'no-show';
    });
  }

  change(_resource: Resource): void {
    this.readResources();
  }

  freeStarts(wish: Searched, day: number): number[] {
    const need = this.needFor(wish);
    const calendar = this.calendar();
    const canBeHad = (startsAt: Date): boolean => {
      const stay = calendar.stayAt(need, startsAt);
      if ('reason' in stay) return false;
      const hasSeat =
        !needsSeat(STORE, need.meanwhile) || this.hasSeat({ ...stay, slotMinutes: 15, overnightSlots: null });
      return hasSeat && typeof this.freeSpares(need, stay) !== 'string';
    };
    return calendar.startsOf(DATES[day] ?? '').filter((start) => start > this.now && canBeHad(start)).map(minuteOf); // prettier-ignore
  }

  paths(): Map<string, string[]> {
    const ofVisits = [...this.visits.values()].map(({ id, history }) => [id, history.map(({ toStatus }) => toStatus)]);
    const ofHolds = [...this.holds.values()].map(({ id, status }) => [id, ['held', ...(status === 'held' ? [] : [status])]]);
    return new Map([...ofVisits, ...ofHolds] as [string, string[]][]);
  } // prettier-ignore

  private take(need: Need, startsAt: Date): Plan {
    if (startsAt <= this.now) throw new StartInThePast();
    const calendar = this.calendar(need.moved?.id);
    const stay = calendar.stayAt(need, startsAt);
    if ('reason' in stay) throw new NoCapacity(need, stay);
    const plan = calendar.planFor(need, startsAt);
    if ('reason' in plan) throw new NoCapacity(need, plan);
    const loungeSeat = needsSeat(STORE, need.meanwhile);
    const place = {
      startsAt,
      slotMinutes: STORE.slotMinutes,
      endsAt: plan.endsAt,
      overnightSlots: plan.overnightSlots,
    };
    if (loungeSeat && !this.hasSeat(place, need.moved?.id)) throw new NoCapacity(need, { reason: 'lounge' });
    return { ...plan, loungeSeat };
  }

  /** The car is not among what is held for nobody in particular. */
  private takeOver(hold: SlotHold, need: Need): Plan {
    const isTaken = this.placed(hold.id).some(({ allocations, startsAt, endsAt }) =>
      allocations.some(({ active, resourceId }) => active && resourceId === need.vehicleId) && startsAt < hold.endsAt && endsAt > hold.startsAt,
    ); // prettier-ignore
    if (isTaken) throw new NoCapacity(need, { reason: 'vehicle' });
    return hold.plan;
  }

  private calendar(leftOut?: string): Calendar {
    const bookedBySlot = new Map<number, number>();
    const placed = this.placed(leftOut);
    for (const one of placed) {
      for (const slot of slotsOfVisit(one)) bookedBySlot.set(+slot, (bookedBySlot.get(+slot) ?? 0) + 1);
    }
    const taken = placed.flatMap(({ allocations }) => allocations.filter(({ active }) => active));
    return new Calendar({ store: STORE, bays: this.bays, technicians: this.technicians, taken, bookedBySlot });
  }

  private placed(leftOut?: string): Placed[] {
    const visits = [...this.visits.values()].filter(({ status }) => isExpected(status) || status === 'arrived');
    const holds = [...this.holds.values()].filter(({ status }) => status === 'held');
    return [...visits, ...holds].filter(({ id }) => id !== leftOut);
  }

  /** Whether a customer who waits finds a seat all along. */
  private hasSeat(stay: Omit<PlacedVisit, 'id'>, leftOut?: string): boolean {
    const seated = this.placed(leftOut).filter(({ loungeSeat }) => loungeSeat);
    const slots = slotsOfVisit({ id: '', ...stay });
    const isFull = (slot: Date): boolean =>
      seated.filter((one) => slotsOfVisit(one).some((own) => +own === +slot)).length >= SEATS;
    return !slots.some(isFull);
  }

  /** @throws NoCapacity */
  private sparesFor(need: Need, stay: Pick<Plan, 'endsAt'> & { startsAt: Date }, ownId?: string): FreeSpare[] {
    const spares = this.freeSpares(need, stay, ownId);
    if (typeof spares === 'string') throw new NoCapacity(need, { reason: spares });
    return spares;
  }

  /** The courtesy car, or the drivers, that a visit can have; or what is short. */
  private freeSpares(
    { meanwhile }: Need,
    stay: { startsAt: Date; endsAt: Date },
    ownId?: string,
  ): FreeSpare[] | FreeSpare['kind'] {
    const { courtesyCars, drivers } = this.model.resources;
    const free = (kind: Spare['kind'], all: typeof drivers, period: Period): FreeSpare[] => {
      const ids = all.filter(({ isThere }) => isThere).map(({ id }) => id);
      const pool = new Pool(ids, this.spares.filter((spare) => spare.kind === kind)); // prettier-ignore
      return pool.free(period, ownId).slice(0, 1).map((keptId) => ({ kind, keptId, ...period })); // prettier-ignore
    };
    if (meanwhile === 'courtesy-car') {
      const found = free('courtesy-car', courtesyCars, loanPeriod(STORE, stay));
      return found.length === 1 ? found : 'courtesy-car';
    }
    if (meanwhile !== 'pick-up-and-return') return [];
    const { fetch, return: back } = ridePeriods(STORE, stay);
    const found = fetch.from < this.now ? [] : [...free('driver', drivers, fetch), ...free('driver', drivers, back)];
    return found.length === 2 ? found : 'driver';
  }

  private told({ id, allocations }: Placed, spares: readonly FreeSpare[]): Told {
    this.letGo(id);
    this.spares.push(...spares.map((spare) => ({ ...spare, appointmentId: id })));
    const held = allocations.filter(({ active }) => active).map(({ resourceKind: kind, resourceId, ...time }): Thing => {
      return { kind, id: resourceId, from: minuteOf(time.startsAt), until: minuteOf(time.endsAt) };
    });
    const besides = spares.map(({ kind, keptId, from, to }): Thing => {
      return { kind, id: keptId, from: minuteOf(from), until: minuteOf(to) };
    });
    return { id, things: [...held, ...besides] };
  } // prettier-ignore

  private letGo(id: string): void {
    this.spares = this.spares.filter(({ appointmentId }) => appointmentId !== id);
  }

  private sparesOf(id: string): Spare[] {
    return this.spares.filter(({ appointmentId }) => appointmentId === id);
  }

  private needFor({ work, vehicleId, meanwhile }: Searched): Need {
    return { ...needOf(estimateFor({ work }), vehicleId ?? undefined), ...askedBy(meanwhile) };
  }

  private visit(id: string): Appointment {
    const visit = this.visits.get(id);
    if (!visit) throw new Error(`There is no visit ${id}.`);
    return visit;
  }

  private act() {
    return { id: uuidv7(), at: this.now, by: 'chen.advisor' };
  }

  private readResources(): void {
    const { bays, technicians } = this.model.resources;
    this.bays = bays.filter(({ isThere }) => isThere).map(({ id: bayId, kind }) => {
      return Object.assign(new KnownBay(), { bayId, kind, storeId: 'SH001', name: bayId, active: true });
    });
    this.technicians = technicians.map(({ id: technicianId, skills, isThere: active, absence }) =>
      Object.assign(new KnownTechnician(), {
        ...{ technicianId, active, shifts: ALL_DAY, skills: skills.map((skill) => ({ skill, level: 3 })) },
        absences: absencesOf(absence),
      }),
    );
  } // prettier-ignore
}

type FreeSpare = Omit<Spare, 'appointmentId'>;

const isFetch = ({ kind, to }: Spare, { startsAt }: Appointment): boolean => kind === 'driver' && to <= startsAt;

describe('the rules of booking', () => {
  it(`keep what a plain list keeps, and refuse what it refuses, whatever happens in whatever order (A1, A2, A3, A5; seed ${SEED})`, async () => {
    let steps = 0;
    const day = fc.array(step, { minLength: STEPS_OF_A_DAY, maxLength: STEPS_OF_A_DAY });
    const property = fc.asyncProperty(day, async (happens) => {
      const store = aStore();
      const play = new Play(store, new RulesAlone(store));
      for (const one of happens) await play.make(one);
      await play.compare();
      steps += happens.length;
    });
    await fc.assert(property, { numRuns: DAYS, seed: SEED });
    expect(steps).toBeGreaterThanOrEqual(STEPS);
  }, 400_000);
});
