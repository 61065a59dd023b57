import { DomainError } from '@pitlane/kernel';
import fc from 'fast-check';
import { MEANWHILE_WISHES } from '../appointments/meanwhile.js';
import {
  end, type How, type ModelBay, type ModelSpare, type ModelTechnician, type ModelVisit, type ModelWish, type StoreInMemory, type Thing, VEHICLES,
} from '../booking-model/testing.js'; // prettier-ignore
import { isSameDay, minuteOf, type Span, WORKS } from '../booking-needs/testing.js';
import { NoCapacity } from '../capacity/capacity.errors.js';

const HOUR = 60;
const DAY = 24 * HOUR;
/** Monday and Tuesday. */
const DAYS = [1, 2];

/** Monday from before the opening on, more seldom its evening and Tuesday's morning: where many meet. */
const from = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 31, max: 48 }).map((quarter) => DAY + quarter * 15) },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 73 }).map((quarter) => DAY + quarter * 15) },
  { weight: 2, arbitrary: fc.integer({ min: 32, max: 40 }).map((quarter) => 2 * DAY + quarter * 15) },
);
const wish = fc.record({
  ...{ from, vehicleId: fc.constantFrom(...VEHICLES), work: fc.constantFrom(0, 0, 1, 1, 2, 3, 4) },
  meanwhile: fc.constantFrom(...MEANWHILE_WISHES),
});
const nth = fc.nat(99);
const absence = fc.record({ from: fc.integer({ min: 8, max: 14 }), hours: fc.integer({ min: 1, max: 30 }) });

/** What happens; visits, holds and resources are named by a number, counted round. */
export const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('book' as const), wish }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hold' as const), wish, isForCar: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('book the hold' as const), nth, wish }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release the hold' as const), nth }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('move' as const), nth, from }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('arrive' as const), nth }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(4, 9, 11, 40, 900) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('change' as const), nth, absence }) },
); // prettier-ignore
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export type Resource =
  | { readonly kind: 'bay'; readonly of: ModelBay }
  | { readonly kind: 'technician'; readonly of: ModelTechnician }
  | { readonly kind: 'courtesy-car' | 'driver'; readonly of: ModelSpare };

/** A visit or a hold as it is now, and what it has. */
export interface Told {
  readonly id: string;
  readonly things: readonly Thing[];
}

type Soon<T> = T | Promise<T>;

/** Those who do the steps: the service, or its rules alone. Each throws a DomainError, or tells what there is then. */
export interface Doers {
  hold(wish: ModelWish): Soon<Told>;
  book(wish: ModelWish, holdId?: string): Soon<Told>;
  move(id: string, from: number): Soon<Told>;
  arrive(id: string): Soon<Told>;
  cancel(id: string): Soon<void>;
  release(holdId: string): Soon<void>;
  /** Time has passed: holds expire, and visits become no-shows. */
  pass(now: number): Soon<void>;
  change(resource: Resource): Soon<void>;
  freeStarts(wish: Omit<ModelWish, 'from'>, day: number): Soon<number[]>;
  /** Of visits, or of holds: each status that it had, in order. */
  paths(): Soon<ReadonlyMap<string, readonly string[]>>;
}

/** Makes each step with the doers and in memory, and compares them. */
export class Play {
  constructor(
    private readonly model: StoreInMemory,
    private readonly doers: Doers,
  ) {}

  async make(now: Step): Promise<void> {
    switch (now.do) {
      case 'book':
        return this.keep(now.wish, 'booked');
      case 'hold':
        return this.keep({ ...now.wish, vehicleId: now.isForCar ? now.wish.vehicleId : null }, 'held');
      case 'pass':
        this.model.pass(now.minutes);
        return this.doers.pass(this.model.now);
      case 'change':
        return this.doers.change(this.changed(now.nth, now.absence));
      case 'book the hold':
      case 'release the hold':
        return this.withHold(now);
      case 'move':
      case 'cancel':
      case 'arrive':
        return this.withVisit(now);
    }
  }

  private withHold(now: Extract<Step, { do: 'book the hold' | 'release the hold' }>): Promise<void> | undefined {
    const hold = counted(this.model.visits.filter(({ path }) => path[0] === 'held'), now.nth);
    if (!hold) return undefined;
    return now.do === 'release the hold' ? this.release(hold) : this.bookHold(hold, now.wish);
  } // prettier-ignore

  private withVisit(now: Extract<Step, { do: 'move' | 'cancel' | 'arrive' }>): Promise<void> | undefined {
    const visit = counted(this.model.visits.filter(({ path }) => path[0] === 'booked'), now.nth);
    if (!visit) return undefined;
    if (now.do === 'move') return this.move(visit, now.from);
    return now.do === 'cancel' ? this.cancel(visit) : this.arrive(visit);
  } // prettier-ignore

  /** What can be kept at each start of two days, and every status that was. @throws Error where the doers have another */
  async compare(): Promise<void> {
    for (const work of WORKS.keys()) {
      const meanwhile = MEANWHILE_WISHES[(work + this.model.visits.length) % MEANWHILE_WISHES.length] ?? 'leaves';
      const asked = { vehicleId: null, work, meanwhile };
      for (const day of DAYS) {
        same(await this.doers.freeStarts(asked, day), this.model.freeStarts(asked, day), { free: asked, day });
      }
    }
    const paths = await this.doers.paths();
    for (const { id, path } of this.model.visits) same(paths.get(id), path, { path: id });
    same(paths.size, this.model.visits.length, 'how many there are');
  }

  private async keep(wanted: ModelWish, status: 'booked' | 'held'): Promise<void> {
    const how = { isHold: status === 'held' };
    const told = await this.ask(wanted, how, this.model.shortagesOf(wanted, how), () =>
      status === 'held' ? this.doers.hold(wanted) : this.doers.book(wanted),
    );
    if (!told) return;
    this.model.checkGiven(wanted, told.things, how);
    this.model.keep(told.id, wanted, status, told.things);
  }

  private async bookHold(hold: ModelVisit, { vehicleId }: ModelWish): Promise<void> {
    const wanted = { ...hold.wish, vehicleId: hold.wish.vehicleId ?? vehicleId };
    const isOpen = hold.status === 'held';
    const short = isOpen ? this.model.shortForHeld(wanted, hold) : ['ended'];
    const told = await this.ask(wanted, {}, short, () => this.doers.book(wanted, hold.id));
    if (!told) return;
    this.model.checkGiven(wanted, told.things, { but: hold });
    same(workers(told.things), workers(hold.things), { taken: 'over' });
    end(hold, 'booked');
    this.model.keep(told.id, wanted, 'booked', told.things);
  }

  private async release(hold: ModelVisit): Promise<void> {
    const isOpen = hold.status === 'held';
    await this.ask(hold.wish, {}, isOpen ? [] : ['ended'], () => this.doers.release(hold.id));
    if (isOpen) end(hold, 'released');
  }

  private async move(visit: ModelVisit, to: number): Promise<void> {
    const wanted = { ...visit.wish, from: to };
    const how = { but: visit };
    const isSame = visit.wish.from === to;
    const short = visit.status !== 'booked' ? ['ended'] : isSame ? [] : this.model.shortagesOf(wanted, how);
    const told = await this.ask(wanted, how, short, () => this.doers.move(visit.id, to));
    if (!told || isSame) return;
    this.model.checkGiven(wanted, told.things, how);
    Object.assign(visit, { wish: wanted, things: told.things });
    visit.path.push('booked');
  }

  private async cancel(visit: ModelVisit): Promise<void> {
    const isOpen = visit.status === 'booked';
    await this.ask(visit.wish, {}, isOpen ? [] : ['ended'], () => this.doers.cancel(visit.id));
    if (isOpen) end(visit, 'cancelled');
  }

  /** Who comes later on the day of a no-show is booked anew. */
  private async arrive(visit: ModelVisit): Promise<void> {
    const isToday = isSameDay(visit.wish.from, this.model.now);
    if (isToday && visit.path.at(-1) === 'no-show') return this.arriveLate(visit);
    const isExpected = visit.status === 'booked' && isToday;
    const told = await this.ask(visit.wish, {}, isExpected ? [] : ['ended'], () => this.doers.arrive(visit.id));
    if (!told) return;
    this.receive(visit);
    same(told.things.length, visit.things.length, 'what an arrived visit has');
  }

  private async arriveLate({ id, wish: missed }: ModelVisit): Promise<void> {
    const meanwhile = missed.meanwhile === 'pick-up-and-return' ? 'leaves' : missed.meanwhile;
    const wanted = { ...missed, meanwhile, from: this.model.nextStart };
    const told = await this.ask(wanted, {}, this.model.shortagesOf(wanted), () => this.doers.arrive(id));
    if (!told) return;
    this.model.checkGiven(wanted, told.things);
    this.receive(this.model.keep(told.id, wanted, 'booked', told.things));
  }

  /** A car that its customer brought is not fetched. */
  private receive(visit: ModelVisit): void {
    visit.status = 'arrived';
    visit.path.push('arrived');
    visit.things = visit.things.filter(({ kind, until }) => kind !== 'driver' || until > visit.wish.from);
  }

  /** What is short is refused, and what is not is kept; what is offered instead can be had. @throws Error where it is otherwise */
  private async ask<T>(wanted: ModelWish, how: How, short: string[], work: () => Soon<T>): Promise<T | undefined> {
    try {
      const told = await work();
      same([], short, { kept: wanted });
      return told;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const reason = error instanceof NoCapacity ? error.shortage.reason : error.code;
      if (short.length === 0 || (error instanceof NoCapacity && !short.includes(reason)))
        same(reason, short, { wanted });
      for (const start of (error.details['alternatives'] ?? []) as string[]) {
        const instead = { ...wanted, from: minuteOf(new Date(start)) };
        same(this.model.shortagesOf(instead, how), [], { offered: instead });
      }
      return undefined;
    }
  }

  private changed(number: number, { from: hour, hours }: { from: number; hours: number }): Resource {
    const { bays, technicians, courtesyCars, drivers } = this.model.resources;
    const all: Resource[] = [
      ...bays.map((of) => ({ kind: 'bay' as const, of })),
      ...technicians.map((of) => ({ kind: 'technician' as const, of })),
      ...courtesyCars.map((of) => ({ kind: 'courtesy-car' as const, of })),
      ...drivers.map((of) => ({ kind: 'driver' as const, of })),
    ];
    const resource = all[number % all.length];
    if (!resource) throw new Error('There are no resources.');
    const isAbsent = resource.kind === 'technician' && hours > 2;
    const away: Span = { from: DAY + hour * HOUR, until: DAY + (hour + hours) * HOUR };
    if (isAbsent) resource.of.absence = resource.of.absence ? null : away;
    else resource.of.isThere = !resource.of.isThere;
    return resource;
  }
}

const counted = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];
const workers = (things: readonly Thing[]): string =>
  JSON.stringify(things.filter(({ kind }) => kind === 'bay' || kind === 'technician').map(({ id, from }) => `${from} ${id}`).sort()); // prettier-ignore

function same(seen: unknown, expected: unknown, what: unknown): void {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${JSON.stringify(what)}: ${one}, but in the model ${other}.`);
}
