import { RIDE_KINDS, type RideKind } from '@pitlane/contracts';
import { DomainError } from '@pitlane/kernel';
import { Database } from '@pitlane/platform';
import { startService } from '@pitlane/testing';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { AppointmentsServiceModule } from '../app.module.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { anAppointment, emptyCalendar, MONDAY_TEN } from '../appointments/testing.js';
import { aDriver, everyDay } from '../drivers/testing.js';
import { migrations } from '../migrations/index.js';
import { Ride, type RideStatus } from './ride.entity.js';
import { RidesService } from './rides.service.js';
import { handOverBody, TWICE } from './testing.js';

const service = startService(AppointmentsServiceModule, 'appointments', migrations);
const VISITS = 5;
const DRIVERS = ['gu.driver', 'meng.driver'];
const hourAt = (hour: number): Date => new Date(MONDAY_TEN.getTime() + hour * 3_600_000);

/** What happens to the rides of a visit, by its number; or hours pass. */
type Step =
  | { readonly does: 'plan'; readonly visit: number }
  | { readonly does: 'setOut' | 'handOver' | 'bringIn' | 'giveUp'; readonly visit: number; readonly kind: RideKind }
  | { readonly does: 'move'; readonly visit: number; readonly kind: RideKind; readonly from: number }
  | { readonly does: 'pass'; readonly hours: number };
type Deed = Exclude<Step, { does: 'pass' }>;

const visit = fc.nat({ max: VISITS - 1 });
const kind = fc.constantFrom(...RIDE_KINDS);
const command = fc.constantFrom('setOut' as const, 'handOver' as const, 'bringIn' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('plan' as const), visit }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('move' as const), visit, kind, from: fc.integer({ min: -1, max: 8 }) }) },
  { weight: 9, arbitrary: fc.record({ does: command, visit, kind }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('giveUp' as const), visit, kind }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 2 }) }) },
); // prettier-ignore

/** A ride as a row of a list; times in hours after Monday ten. */
interface Known {
  readonly visit: number;
  readonly kind: RideKind;
  status: RideStatus;
  driver: string;
  from: number;
  until: number;
  isHandedOver: boolean;
}

/** What the rides of a few visits come to, by nothing but a list. Each takes an hour. Which of the free drivers it is the service says. */
class Model {
  now = -2;
  readonly rides: Known[] = [];

  allows(one: Deed): boolean {
    if (one.does === 'plan') return this.allowsPlan(one.visit);
    const ride = this.of(one.visit, one.kind);
    if (!ride) return false;
    if (one.does === 'move') {
      const isInOrder = one.kind === 'fetch' ? one.from + 1 <= one.visit : one.from >= one.visit;
      return ride.status === 'planned' && isInOrder && this.freeDrivers(one.from, ride).length > 0;
    }
    if (one.does === 'setOut') return this.allowsSetOut(ride);
    if (one.does === 'handOver') return ride.status === 'under-way' && !ride.isHandedOver;
    if (one.does === 'bringIn') return ride.status === 'under-way' && ride.isHandedOver;
    return ride.status === 'planned' || (ride.kind === 'fetch' && ride.status === 'under-way' && !ride.isHandedOver);
  }

  /** @param driverOf whom the service chose */
  note(one: Deed, driverOf: (kind: RideKind) => string): void {
    if (one.does === 'plan') {
      const planned = { visit: one.visit, status: 'planned' as const, isHandedOver: false };
      const [before, after] = [one.visit - 1, one.visit + 1];
      this.rides.push({ ...planned, kind: 'fetch', driver: driverOf('fetch'), from: before, until: before + 1 });
      this.rides.push({ ...planned, kind: 'return', driver: driverOf('return'), from: after, until: after + 1 });
      return;
    }
    const ride = this.of(one.visit, one.kind);
    if (!ride) return;
    if (one.does === 'move') Object.assign(ride, { driver: driverOf(one.kind), from: one.from, until: one.from + 1 });
    if (one.does === 'setOut') Object.assign(ride, { status: 'under-way', from: Math.min(ride.from, this.now) });
    if (one.does === 'handOver') Object.assign(ride, { isHandedOver: true, ...(one.kind === 'return' && { status: 'done' }) });
    if (one.does === 'bringIn') ride.status = 'done';
    if (one.does === 'giveUp') ride.status = 'released';
  } // prettier-ignore

  private of(number: number, ofKind: RideKind): Known | undefined {
    return this.rides.find((ride) => ride.visit === number && ride.kind === ofKind);
  }

  private allowsPlan(number: number): boolean {
    if (this.rides.some((ride) => ride.visit === number)) return false;
    return this.freeDrivers(number - 1).length > 0 && this.freeDrivers(number + 1).length > 0;
  }

  private allowsSetOut(ride: Known): boolean {
    const fetch = this.of(ride.visit, 'fetch');
    const isAtStore = ride.kind === 'fetch' || fetch?.status === 'released' || fetch?.status === 'done';
    const others = this.open(ride).filter(({ driver }) => driver === ride.driver);
    const from = Math.min(ride.from, this.now);
    const isKept = others.some((other) => other.from < ride.until && other.until > from);
    const isAway = others.some(({ status }) => status === 'under-way');
    return ride.status === 'planned' && isAtStore && this.now < ride.until && !isKept && !isAway;
  }

  /** One who is late counts as away for an hour from now on. */
  private freeDrivers(from: number, but?: Known): string[] {
    if (from < this.now) return [];
    const end = ({ status, until }: Known): number => (status === 'under-way' ? Math.max(until, this.now + 1) : until);
    const open = this.open(but);
    return DRIVERS.filter(
      (driver) => !open.some((ride) => ride.driver === driver && ride.from < from + 1 && end(ride) > from),
    );
  }

  private open(but?: Known): Known[] {
    return this.rides.filter((ride) => ride !== but && (ride.status === 'planned' || ride.status === 'under-way'));
  }
}

/** Visits that have arrived, an hour apart and each an hour long. */
async function plantVisits(): Promise<Appointment[]> {
  const visits: Appointment[] = [];
  for (let n = 0; n < VISITS; n += 1) {
    const wish = { startsAt: hourAt(n), meanwhile: 'pick-up-and-return' as const };
    visits.push(await service.given(Object.assign(anAppointment(wish), { status: 'arrived', endsAt: hourAt(n + 1) })));
  }
  return visits;
}

const rideOf = async ({ id }: Appointment, ofKind: RideKind): Promise<Ride | undefined> =>
  (await service.all(Ride)).find((ride) => ride.appointmentId === id && ride.kind === ofKind);

/** Does the step to the service; false when it is refused. */
async function isDone(one: Deed, appointment: Appointment): Promise<boolean> {
  const rides = service.get(RidesService);
  const act = { id: uuidv7(), at: service.clock.now(), by: 'chen.advisor' };
  const ride = await rideOf(appointment, one.does === 'plan' ? 'fetch' : one.kind);
  if (one.does === 'plan') return !ride && isPlanned(appointment);
  if (!ride) return false;
  try {
    if (one.does === 'move') await rides.move(ride.id, hourAt(one.from), act);
    if (one.does === 'setOut') await rides.setOut(ride.id, one.kind === 'return' ? 42_000 : undefined, act);
    if (one.does === 'handOver') await rides.handCarOver(ride.id, handOverBody(), act);
    if (one.does === 'bringIn') await rides.bringIn(ride.id, 42_000, act);
    if (one.does === 'giveUp') await rides.giveUp(ride.id, act);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

/** Both rides or none, as the booking does it. */
function isPlanned(appointment: Appointment): Promise<boolean> {
  const none = new Error('no driver');
  const planning = service.get(Database).transaction(async (tx) => {
    if (!(await service.get(RidesService).planFor(tx, appointment, service.clock.now()))) throw none;
    return true;
  });
  return planning.catch((error: unknown) => {
    if (error === none) return false;
    throw error;
  });
}

/** The same rows as the model has, in the same order. */
async function known(visits: readonly Appointment[]): Promise<Known[]> {
  const hourOf = (at: Date): number => (at.getTime() - MONDAY_TEN.getTime()) / 3_600_000;
  const rows = (await service.all(Ride)).map((ride) => ({
    ...{ visit: visits.findIndex(({ id }) => id === ride.appointmentId), kind: ride.kind, status: ride.status },
    ...{ driver: ride.driverId, from: hourOf(ride.keptFrom), until: hourOf(ride.keptUntil) },
    isHandedOver: ride.handOver !== null,
  }));
  return inOrder(rows);
}

const inOrder = (rides: readonly Known[]): Known[] =>
  rides.toSorted((a, b) => a.visit - b.visit || (a.kind < b.kind ? -1 : 1));

describe('any sequence of planning, moving, setting out, handing over, bringing in and giving up', () => {
  it('has no driver twice at one moment, and is refused only what a plain list refuses, too', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 35 }), async (steps) => {
      await emptyCalendar(service, 'driver');
      const visits = await plantVisits();
      for (const driverId of DRIVERS) await service.given(aDriver({ driverId, shifts: everyDay('00:00', '23:59') }));
      const model = new Model();
      for (const one of steps) {
        if (one.does === 'pass') model.now += one.hours;
        service.clock.moveTo(hourAt(model.now));
        if (one.does === 'pass') continue;
        const appointment = visits[one.visit];
        if (!appointment) throw new Error('There is no such visit.');
        const done = await service.inStore('SH001', () => isDone(one, appointment));
        expect({ ...one, done }).toEqual({ ...one, done: model.allows(one) });
        const rows = await known(visits);
        const driverOf = (ofKind: RideKind): string =>
          rows.find((row) => row.visit === one.visit && row.kind === ofKind)?.driver ?? '';
        if (done) model.note(one, driverOf);
        expect(rows).toEqual(inOrder(model.rides));
        expect(await service.sql(TWICE)).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: 40_000 });
  }, 90_000);
});
