import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import { actingStore, Database, type Page, type PageQuery, type Store, type Tx } from '@pitlane/platform';
import { In, IsNull, LessThan } from 'typeorm';
import { dayOf, type Period } from '../capacity/day.js';
import type { Need } from '../capacity/need.js';
import { type Kept, Pool } from '../capacity/pool.js';
import { stayIn } from '../capacity/stay.js';
import { Driver } from '../drivers/driver.entity.js';
import { Ride, type RideStatus } from './ride.entity.js';
import { rideMinutesOf, ridePeriods } from './ride-periods.js';

export interface RideFilter {
  readonly status?: RideStatus;
  readonly appointmentId?: string;
  readonly driverId?: string;
}

@Injectable()
export class RidesQueries {
  constructor(private readonly db: Database) {}

  /** @throws NotFound */
  get(id: string): Promise<Ride> {
    return this.db.read((tx) => tx.get(Ride, id));
  }

  /** Newest first. */
  page(filter: RideFilter, page: PageQuery): Promise<Page<Ride>> {
    return this.db.read((tx) => tx.page(Ride, { storeId: actingStore(), ...filter }, page));
  }
}

/** Whoever gives a driver a time locks all drivers first: until the end of the transaction no other ride gets one. */
export async function lockDrivers(tx: Tx): Promise<void> {
  await tx.query('SELECT id FROM driver WHERE store_id = $1 ORDER BY id FOR NO KEY UPDATE', [actingStore(tx.scope)]);
}

/**
 * Who can drive in a period, and does not have another ride then; who has the fewest rides on these days comes first.
 * @param movedId a visit that is moved, or a ride of it: its own rides, which share no time, do not stand in its way
 */
export type FreeDrivers = (period: Period, movedId?: string) => Driver[];

/**
 * The store's drivers in service, and what keeps them on the days of a period. Of one who is late nobody knows when they come:
 * they count as away for another ride from now on. Nobody drives in the past.
 */
export async function readDrivers(
  tx: Tx,
  store: Store,
  { from, to, now }: Period & { now: Date },
): Promise<FreeDrivers> {
  const days = { from: dayOf(from, store.zone).from, to: dayOf(to, store.zone).to };
  const [drivers, kept] = await Promise.all([
    tx.list(Driver, { storeId: store.id, outOfServiceReason: IsNull() }, { order: { driverId: 'ASC' } }),
    tx.query<Kept>(
      `SELECT appointment_id AS "appointmentId", driver_id AS "keptId", kept_from AS "from",
         CASE status WHEN 'under-way' THEN greatest(kept_until, $4) ELSE kept_until END AS "to"
       FROM ride
       WHERE store_id = $1 AND status IN ('planned', 'under-way') AND kept_from < $3 AND (kept_until > $2 OR status = 'under-way')`,
      [store.id, days.from, days.to, plusMinutes(now, rideMinutesOf(store))],
    ),
  ]);
  const rides = ({ driverId }: Driver): number => kept.filter(({ keptId }) => keptId === driverId).length;
  const inOrder = drivers.sort((a, b) => rides(a) - rides(b));
  const pool = new Pool(
    inOrder.map(({ driverId }) => driverId),
    kept,
  );
  return (period, movedId) => {
    if (period.from < now) return [];
    const free = pool.free(period, movedId);
    const stay = stayIn(period, store);
    return inOrder.filter((driver) => free.includes(driver.driverId) && driver.worksFor(stay));
  };
}

/** Says of each visit that takes place within a period whether its car can be fetched and brought back; where that is not wished, any will do. */
export async function driversFor(
  tx: Tx,
  store: Store,
  need: Need,
  { from, to, now }: Period & { now: Date },
): Promise<(stay: { startsAt: Date; endsAt: Date }) => boolean> {
  if (need.meanwhile !== 'pick-up-and-return') return () => true;
  const minutes = rideMinutesOf(store);
  const reach = { from: plusMinutes(from, -minutes), to: plusMinutes(to, minutes), now };
  const freeDrivers = await readDrivers(tx, store, reach);
  return (stay) =>
    Object.values(ridePeriods(store, stay)).every((period) => freeDrivers(period, need.moved?.id).length > 0);
}

/** Whether the drivers of all rides that are planned for a visit can be counted on: at work then, and not late with another car. */
export async function areDriversThere(tx: Tx, store: Store, appointmentId: string, now: Date): Promise<boolean> {
  const ofStore = { storeId: store.id };
  const rides = await tx.list(Ride, { ...ofStore, appointmentId, status: 'planned' });
  const driverId = In(rides.map((ride) => ride.driverId));
  const [drivers, late] = await Promise.all([
    tx.list(Driver, { ...ofStore, driverId }),
    tx.list(Ride, { ...ofStore, driverId, status: 'under-way', keptUntil: LessThan(now) }),
  ]);
  return rides.every((ride) => {
    const driver = drivers.find((one) => one.driverId === ride.driverId);
    return driver?.worksFor(stayIn(ride.period, store)) === true && !late.some((one) => one.driverId === ride.driverId);
  });
}
