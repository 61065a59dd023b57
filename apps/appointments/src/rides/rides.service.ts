import { Injectable } from '@nestjs/common';
import { RIDE_KINDS, type RideReleaseReason } from '@pitlane/contracts';
import { localTime, NotFound } from '@pitlane/kernel';
import { actingStore, Database, type Store, Stores, type Tx, violatedConstraint } from '@pitlane/platform';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { Appointment } from '../appointments/appointment.entity.js';
import type { Act } from '../appointments/booking.js';
import type { Period } from '../capacity/day.js';
import { noteTimeFreed } from '../capacity/freed-days.queries.js';
import { Driver } from '../drivers/driver.entity.js';
import { type HandOver, Ride } from './ride.entity.js';
import { DriverKeptForAnother, DriverUnderWay, NoDriver } from './ride.errors.js';
import { rideFrom, ridePeriods } from './ride-periods.js';
import { areDriversThere, lockDrivers, readDrivers } from './rides.queries.js';

/** Rides for visits (APT-15). The visit is locked first, then its rides, then the drivers or one of them. */
@Injectable()
export class RidesService {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** Keeps drivers who fetch the car of a visit and bring it back, in the transaction of its booking. @returns false when one is missing */
  async planFor(tx: Tx, appointment: Appointment, now: Date): Promise<boolean> {
    const { id: appointmentId, storeId } = appointment;
    const store = this.stores.get(storeId);
    const periods = ridePeriods(store, appointment);
    await lockDrivers(tx);
    const freeDrivers = await readDrivers(tx, store, { from: periods.fetch.from, to: periods.return.to, now });
    for (const kind of RIDE_KINDS) {
      const period = periods[kind];
      const [driver] = freeDrivers(period);
      if (!driver) return false;
      const { driverId } = driver;
      const { ride, event } = Ride.plan({ id: uuidv7(), storeId, appointmentId, kind, driverId, period });
      await tx.save(ride, event);
    }
    return true;
  }

  /**
   * Moves the rides of a visit with it, in the transaction of the move; what was agreed otherwise stays as far from it.
   * @param was the time that it had
   * @returns false when a driver is missing
   */
  async moveFor(tx: Tx, appointment: Appointment, was: Period, now: Date): Promise<boolean> {
    const { id, meanwhile, startsAt, endsAt } = appointment;
    if (meanwhile !== 'pick-up-and-return') return true;
    const rides = (await lockRidesOf(tx, id)).filter(({ status }) => status === 'planned');
    // Later, the return goes first, and earlier the fetch: so a driver who has both has never two at one moment.
    const inOrder = rides.sort((a, b) => (startsAt > was.from ? +b.keptFrom - +a.keptFrom : +a.keptFrom - +b.keptFrom));
    for (const ride of inOrder) {
      const isFetch = ride.kind === 'fetch';
      const movedMs = +ride.keptFrom + (isFetch ? +startsAt - +was.from : +endsAt - +was.to);
      const fromMs = isFetch ? movedMs : Math.max(movedMs, +startsAt);
      const period = { from: new Date(fromMs), to: new Date(fromMs + +ride.keptUntil - +ride.keptFrom) };
      if (!(await this.moveIn(tx, ride, period, now))) return false;
    }
    return true;
  }

  /** Gives the drivers of a visit that will not take place back, in the transaction that says so. @throws CarWasFetched */
  async releaseFor(tx: Tx, { id, meanwhile }: Appointment, reason: RideReleaseReason, now: Date): Promise<void> {
    if (meanwhile !== 'pick-up-and-return') return;
    for (const ride of await lockRidesOf(tx, id)) await this.release(tx, ride, reason, now);
  }

  /** The visit has arrived: where the customer brought the car, nobody fetches it. */
  async receive(tx: Tx, { id, meanwhile }: Appointment, now: Date): Promise<void> {
    if (meanwhile !== 'pick-up-and-return') return;
    const fetch = await tx.lockOne(Ride, { appointmentId: id, kind: 'fetch', status: In(['planned', 'under-way']) });
    if (fetch && !fetch.handOver) await this.release(tx, fetch, 'given-up', now);
  }

  /** Whether a driver is on the way for the car of a visit, or has it: then nobody says that its customer does not come. */
  async isFetching(tx: Tx, { id, meanwhile }: Appointment): Promise<boolean> {
    if (meanwhile !== 'pick-up-and-return') return false;
    return (await ridesOf(tx, id)).some((ride) => ride.isFetching);
  }

  /** The customer brings the car, or takes it away. @throws NotFound | WrongRideStatus | CarWasFetched */
  giveUp(id: string, act: Act): Promise<Ride> {
    return this.db.transaction(async (tx) => {
      const { appointment, ride, store } = await this.lockWithVisit(tx, id);
      const released = await this.release(tx, ride, 'given-up', act.at);
      const isAnyLeft = (await ridesOf(tx, appointment.id)).length > 0;
      if (!isAnyLeft) appointment.doWithout('driver', act);
      else await noteDrivers(tx, store, appointment, act);
      await tx.save(appointment);
      return released;
    });
  }

  /**
   * Gives the ride another time: with its own driver where they are free and at work, else with another. Without a time it is
   * looked whether another driver must do. Refused, it keeps what it has.
   * @throws NotFound | WrongRideStatus | RideTimeNotPossible | NoDriver
   */
  move(id: string, from: Date | undefined, act: Act): Promise<Ride> {
    return this.db.transaction(async (tx) => {
      const { appointment, ride, store } = await this.lockWithVisit(tx, id);
      const period = rideFrom(store, from ?? ride.keptFrom);
      ride.checkMovable(period, appointment.startsAt, act.at);
      const moved = await this.moveIn(tx, ride, period, act.at);
      if (!moved) throw new NoDriver(period);
      await noteDrivers(tx, store, appointment, act);
      await tx.save(appointment);
      return moved;
    });
  }

  /** With the ride's own driver where they are free, else with another. @returns nothing when there is none */
  private async moveIn(tx: Tx, ride: Ride, period: Period, now: Date): Promise<Ride | undefined> {
    await lockDrivers(tx);
    const freeDrivers = await readDrivers(tx, this.stores.get(ride.storeId), { ...period, now });
    const free = freeDrivers(period, ride.appointmentId);
    const driver = free.find(({ driverId }) => driverId === ride.driverId) ?? free[0];
    if (!driver) return undefined;
    await this.noteFreed(tx, ride);
    return tx.save(ride, ride.moveTo(driver.driverId, period));
  }

  private async release(tx: Tx, ride: Ride, reason: RideReleaseReason, at: Date): Promise<Ride> {
    const released = ride.release(reason, at);
    await this.noteFreed(tx, ride);
    return tx.save(ride, released);
  }

  /** Somebody may wait for the driver alone (APT-12). */
  private noteFreed(tx: Tx, { storeId, period }: Ride): Promise<void> {
    return noteTimeFreed(tx, this.stores.get(storeId), period);
  }

  /**
   * The driver leaves the store, for the car or with it.
   * @param mileageKm of the car that is brought back; undefined when one is fetched
   * @throws NotFound | WrongRideStatus | RideTimeIsOver | OdometerOfReturn | CarNotAtTheStore | RideMileageFell |
   *   DriverOutOfService | DriverLicenceEnded | DriverUnderWay | DriverKeptForAnother
   */
  setOut(id: string, mileageKm: number | undefined, { at }: Act): Promise<Ride> {
    return this.db.transaction(async (tx) => {
      const { appointment, ride, fetch, store } = await this.lockWithVisit(tx, id);
      const { driverId } = ride;
      const driver = await tx.lockOne(Driver, { storeId: store.id, driverId });
      if (!driver) throw new NotFound('driver', driverId);
      const setOut = ride.setOut(mileageKm, { at, hasArrived: appointment.status === 'arrived', fetch });
      driver.checkMayDrive(localTime(at, store.zone).date);
      return tx.save(ride, setOut).catch((error: unknown) => {
        throw refusalOf(error, driverId);
      });
    });
  }

  /**
   * At the customer's: the car changes hands, and somebody signs for how it stands there.
   * @throws NotFound | WrongRideStatus | HandedOverAlready | AgreementNotSignedYet | RideMileageFell
   */
  handCarOver(id: string, handOver: Omit<HandOver, 'by'>, { at, by }: Act): Promise<Ride> {
    return this.db.transaction(async (tx) => {
      const { ride, fetch } = await this.lockWithVisit(tx, id);
      const handedOver = ride.handCarOver({ ...handOver, by }, fetch, at);
      if (ride.status === 'done') await this.noteFreed(tx, ride);
      return tx.save(ride, handedOver);
    });
  }

  /** The fetched car is at the store: its driver is free. @throws NotFound | WrongRideStatus | NotHandedOver | RideMileageFell */
  bringIn(id: string, mileageKm: number, { at }: Act): Promise<Ride> {
    return this.db.transaction(async (tx) => {
      const { ride } = await this.lockWithVisit(tx, id);
      ride.bringIn(mileageKm, at);
      await this.noteFreed(tx, ride);
      return tx.save(ride);
    });
  }

  private async lockWithVisit(tx: Tx, id: string): Promise<LockedRide> {
    const { appointmentId } = await tx.get(Ride, id);
    const appointment = await tx.lock(Appointment, appointmentId);
    const rides = await lockRidesOf(tx, appointmentId);
    const ride = rides.find((one) => one.id === id) ?? (await tx.lock(Ride, id));
    const fetch = rides.find((one) => one.kind === 'fetch' && one !== ride) ?? null;
    return { appointment, ride, fetch, store: this.stores.get(actingStore(tx.scope)) };
  }
}

interface LockedRide {
  readonly appointment: Appointment;
  readonly ride: Ride;
  /** The ride that fetched the car which this one brings back; null when there is none. */
  readonly fetch: Ride | null;
  readonly store: Store;
}

/** The rides of a visit, save those that were released. */
function ridesOf(tx: Tx, appointmentId: string): Promise<Ride[]> {
  return tx.list(Ride, { appointmentId, status: In(['planned', 'under-way', 'done']) });
}

async function lockRidesOf(tx: Tx, appointmentId: string): Promise<Ride[]> {
  const rides = await ridesOf(tx, appointmentId);
  return tx.lockEach(
    Ride,
    rides.map(({ id }) => id),
  );
}

/** A visit that moves away from its drivers is at risk; one for whom all are at work is not (APT-9). */
async function noteDrivers(tx: Tx, store: Store, appointment: Appointment, act: Act): Promise<void> {
  appointment.note({ driver: await areDriversThere(tx, store, appointment.id, act.at) }, act);
}

/** The last wall held: the driver is not back, or early they are another's. */
function refusalOf(error: unknown, driverId: string): unknown {
  switch (violatedConstraint(error)) {
    case 'ride_away_once':
      return new DriverUnderWay(driverId);
    case 'ride_kept_once':
      return new DriverKeptForAnother(driverId);
    default:
      return error;
  }
}
