import type { BayKind, Skill } from '@pitlane/contracts';
import type { MeanwhileWish } from '../appointments/meanwhile.js';
import { isOpen, needsOf, overlap, SLOT, type Span, startsOf, type Task } from '../booking-needs/testing.js';

const BOOKABLE_PERCENT = 60;
const HOLD_MINUTES = 10;
const NO_SHOW_MINUTES = 30;
const RIDE_MINUTES = 60;
const COURTESY_CAR_MARGIN_MINUTES = 60;
export const SEATS = 2;

export interface ModelBay {
  readonly id: string;
  readonly kind: BayKind;
  isThere: boolean;
}

export interface ModelTechnician {
  readonly id: string;
  readonly skills: Skill[];
  isThere: boolean;
  absence: Span | null;
}

/** A courtesy car, or a driver. */
export interface ModelSpare {
  readonly id: string;
  isThere: boolean;
}

export interface ModelResources {
  readonly bays: readonly ModelBay[];
  readonly technicians: readonly ModelTechnician[];
  readonly courtesyCars: readonly ModelSpare[];
  readonly drivers: readonly ModelSpare[];
}

export interface ModelWish extends Task {
  /** None: a hold, or a search, that does not say for which car. */
  readonly vehicleId: string | null;
  readonly meanwhile: MeanwhileWish;
}

/** One thing, or one person, that is kept for a time. */
export interface Thing extends Span {
  readonly kind: 'vehicle' | 'bay' | 'technician' | 'courtesy-car' | 'driver';
  readonly id: string;
}

/** A visit or a hold, and what it has. */
export interface ModelVisit {
  readonly id: string;
  wish: ModelWish;
  status: 'held' | 'booked' | 'arrived' | 'over';
  /** Each status that it had, in order. */
  readonly path: string[];
  things: readonly Thing[];
  /** Of a hold. */
  readonly expires: number;
}

/** How a wish is looked at: as of a visit or hold that has its place already, which then counts as free; as of a hold, which has no drivers. */
export interface How {
  readonly but?: ModelVisit;
  readonly isHold?: boolean;
}

/** What a store keeps for visits and holds, as a list: APT-4, APT-6 and APT-15 said again in the plainest way. */
export class StoreInMemory {
  readonly visits: ModelVisit[] = [];

  constructor(
    readonly resources: ModelResources,
    public now: number,
  ) {}

  /** Each reason for which a wish can't be kept now; none: it can. */
  shortagesOf(wish: ModelWish, how: How = {}): string[] {
    const { but } = how;
    if (wish.from <= this.now) return ['past'];
    if (!isOpen(wish.from)) return ['closed'];
    const { slots, isOvernight, legs } = needsOf(wish);
    if (isOvernight && wish.meanwhile === 'waits') return ['overnight'];
    const share = Math.max(1, Math.floor((this.resources.bays.filter(isHere).length * BOOKABLE_PERCENT) / 100));
    const short: Record<string, boolean> = {
      share: this.mostInASlot(slots, but) >= share,
      bay: legs.some(({ kind, span }) => !this.freeBays(kind, span, but).length),
      technician: legs.some(({ skills, shifts }) =>
        shifts.some((shift) => skills.some((skill) => !this.freeTechnicians(skill, shift, but).length)),
      ),
    };
    const reasons = Object.keys(short).filter((reason) => short[reason]);
    return [...reasons, ...this.shortBesides(wish, how)];
  }

  /** What is short of that which a visit that is booked from a hold needs besides what is held: its car, and what is wished meanwhile. */
  shortForHeld(wish: ModelWish, hold: ModelVisit): string[] {
    return this.shortBesides(wish, { but: hold });
  }

  private shortBesides(wish: ModelWish, { but, isHold = false }: How): string[] {
    const { vehicleId, meanwhile } = wish;
    const { stay, slots } = needsOf(wish);
    const loan = { from: stay.from, until: stay.until + COURTESY_CAR_MARGIN_MINUTES };
    const hasDrivers =
      stay.from - RIDE_MINUTES >= this.now && ridesOf(stay).every((ride) => this.freeDrivers(ride, but).length);
    const short: Record<string, boolean> = {
      vehicle: vehicleId !== null && !this.isFree('vehicle', vehicleId, stay, but),
      lounge:
        meanwhile === 'waits' &&
        this.mostInASlot(slots, but, ({ wish: other }) => other.meanwhile === 'waits') >= SEATS,
      'courtesy-car': meanwhile === 'courtesy-car' && !this.freeCars(loan, but).length,
      driver: meanwhile === 'pick-up-and-return' && !isHold && !hasDrivers,
    };
    return Object.keys(short).filter((reason) => short[reason]);
  }

  /** Looks whether what was given is what the wish needs, and free. @throws Error when it is not */
  checkGiven(wish: ModelWish, things: readonly Thing[], { but, isHold = false }: How = {}): void {
    const { stay, legs } = needsOf(wish);
    const of = (kind: Thing['kind']): Thing[] => things.filter((thing) => thing.kind === kind);
    const given = (kind: Thing['kind'], { from, until }: Span): Thing[] =>
      of(kind).filter((thing) => thing.from === from && thing.until === until);
    const loan = { from: stay.from, until: stay.until + COURTESY_CAR_MARGIN_MINUTES };
    const rides = wish.meanwhile === 'pick-up-and-return' && !isHold ? ridesOf(stay) : [];
    const isGiven: Record<string, boolean> = {
      'the car': given('vehicle', stay).map(({ id }) => id).join() === (wish.vehicleId ?? ''),
      'a bay of the kind for each leg': legs.every(({ kind, span }) =>
        given('bay', span).some(({ id }) => this.resources.bays.some((bay) => bay.id === id && bay.kind === kind)),
      ),
      'no other bay': of('bay').length === legs.length,
      'technicians with the skills': legs.every(({ skills, shifts }) =>
        shifts.every((shift) => skills.every((skill) => given('technician', shift).some(({ id }) => this.has(id, skill)))),
      ),
      'a courtesy car where one is wished': given('courtesy-car', loan).length === Number(wish.meanwhile === 'courtesy-car'),
      'a driver for each ride': rides.every((ride) => given('driver', ride).length === 1) && of('driver').length === rides.length,
      'nothing twice': things.every((thing) => this.isFree(thing.kind, thing.id, thing, but)),
    }; // prettier-ignore
    const wrong = Object.keys(isGiven).filter((what) => !isGiven[what]);
    if (wrong.length > 0) throw new Error(`Not given: ${wrong.join(', ')}. ${JSON.stringify({ wish, things })}`);
  }

  keep(id: string, wish: ModelWish, status: 'held' | 'booked', things: readonly Thing[]): ModelVisit {
    const visit = { id, wish, status, path: [status], things, expires: Math.min(this.now + HOLD_MINUTES, wish.from) };
    this.visits.push(visit);
    return visit;
  }

  /** Holds that are not decided on in time end, and visits to which nobody comes. */
  pass(minutes: number): void {
    this.now += minutes;
    for (const visit of this.visits) {
      if (visit.status === 'held' && visit.expires <= this.now) end(visit, 'expired');
      if (visit.status === 'booked' && visit.wish.from + NO_SHOW_MINUTES <= this.now) end(visit, 'no-show');
    }
  }

  /** The starts of a day at which a wish can be kept. */
  freeStarts(wish: Omit<ModelWish, 'from'>, day: number): number[] {
    return startsOf(day).filter((from) => this.shortagesOf({ ...wish, from }).length === 0);
  }

  /** On the next step of the grid. */
  get nextStart(): number {
    return this.now - (this.now % SLOT) + SLOT;
  }

  private mostInASlot(slots: ReadonlySet<number>, but?: ModelVisit, counts: (visit: ModelVisit) => boolean = () => true) {
    const others = this.others(but).filter(counts).map(({ wish }) => needsOf(wish).slots);
    return Math.max(...[...slots].map((slot) => others.filter((own) => own.has(slot)).length));
  } // prettier-ignore

  private others(but?: ModelVisit): ModelVisit[] {
    return this.visits.filter((visit) => visit !== but && visit.status !== 'over');
  }

  private isFree(kind: Thing['kind'], id: string, span: Span, but?: ModelVisit): boolean {
    return !this.others(but).some(({ things }) =>
      things.some((thing) => thing.kind === kind && thing.id === id && overlap(thing, span)),
    );
  }

  private freeBays(kind: BayKind, span: Span, but?: ModelVisit): ModelBay[] {
    return this.resources.bays.filter(
      (bay) => bay.isThere && bay.kind === kind && this.isFree('bay', bay.id, span, but),
    );
  }

  private freeTechnicians(skill: Skill, shift: Span, but?: ModelVisit): ModelTechnician[] {
    return this.resources.technicians.filter(
      ({ id, isThere, absence }) =>
        isThere && this.has(id, skill) && !(absence && overlap(absence, shift)) && this.isFree('technician', id, shift, but),
    ); // prettier-ignore
  }

  private has(technicianId: string, skill: Skill): boolean {
    return this.resources.technicians.some(({ id, skills }) => id === technicianId && skills.includes(skill));
  }

  private freeCars(span: Span, but?: ModelVisit): ModelSpare[] {
    return this.resources.courtesyCars.filter((car) => car.isThere && this.isFree('courtesy-car', car.id, span, but));
  }

  private freeDrivers(span: Span, but?: ModelVisit): ModelSpare[] {
    return this.resources.drivers.filter((driver) => driver.isThere && this.isFree('driver', driver.id, span, but));
  }
}

const isHere = ({ isThere }: { isThere: boolean }): boolean => isThere;
const ridesOf = ({ from, until }: Span): Span[] => [
  { from: from - RIDE_MINUTES, until: from },
  { from: until, until: until + RIDE_MINUTES },
];

export function end(visit: ModelVisit, how: string): void {
  visit.status = 'over';
  visit.path.push(how);
}

export const VEHICLES = ['a', 'b', 'c', 'd', 'e', 'f'].map((last) => `00000000-0000-4000-8000-00000000000${last}`);
export const CUSTOMER = '00000000-0000-4000-8000-0000000000aa';
const idOf = (n: number): string => `00000000-0000-4000-8000-0000000001${10 + n}`;
const bay = (kind: ModelBay['kind'], n: number): ModelBay => ({ id: idOf(n), kind, isThere: true });
const spare = (id: string): ModelSpare => ({ id, isThere: true });
const technician = (id: string, ...skills: ModelTechnician['skills']): ModelTechnician => ({
  ...{ id, skills, isThere: true, absence: null },
});

/** A small store on Sunday at nine: seven bays, so that four visits share a slot. */
export const aStore = (): StoreInMemory =>
  new StoreInMemory(
    {
      bays: (['quick', 'quick', 'lift', 'lift', 'ev', 'wash', 'wash'] as const).map(bay),
      technicians: [
        technician('wu.technician', 'maintenance', 'brakes'),
        technician('han.technician', 'brakes', 'engine'),
        technician('lin.technician', 'ev-high-voltage'),
        technician('zheng.technician', 'maintenance'),
      ],
      courtesyCars: [spare(idOf(20)), spare(idOf(21))],
      drivers: [spare('gu.driver'), spare('meng.driver')],
    },
    9 * 60,
  );
