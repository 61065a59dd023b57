import { Injectable } from '@nestjs/common';
import { plusMinutes } from '@pitlane/kernel';
import { actingStore, Clock, Database, type Page, type PageQuery, type Store, type Tx } from '@pitlane/platform';
import { LessThan } from 'typeorm';
import type { Period } from '../capacity/day.js';
import type { Need } from '../capacity/need.js';
import { type Kept, Pool } from '../capacity/pool.js';
import { CourtesyLoan, type CourtesyLoanStatus } from './courtesy-loan.entity.js';
import { loanPeriod, marginMinutesOf } from './loan-period.js';

export interface CourtesyLoanFilter {
  readonly status?: CourtesyLoanStatus;
  readonly appointmentId?: string;
  readonly courtesyCarId?: string;
}

@Injectable()
export class CourtesyLoansQueries {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  get(id: string): Promise<CourtesyLoan> {
    return this.db.read((tx) => tx.get(CourtesyLoan, id));
  }

  /** Newest first. */
  page(filter: CourtesyLoanFilter, page: PageQuery): Promise<Page<CourtesyLoan>> {
    return this.db.read((tx) => tx.page(CourtesyLoan, { storeId: actingStore(), ...filter }, page));
  }

  /** Cars that should be back. */
  overdue(page: PageQuery): Promise<Page<CourtesyLoan>> {
    const where = { storeId: actingStore(), status: 'out' as const, keptUntil: LessThan(this.clock.now()) };
    return this.db.read((tx) => tx.page(CourtesyLoan, where, page));
  }
}

/** Whoever gives a car a time locks the fleet first: until the end of the transaction no other loan gets one. */
export async function lockFleet(tx: Tx): Promise<void> {
  await tx.query('SELECT id FROM courtesy_car WHERE store_id = $1 ORDER BY id FOR NO KEY UPDATE', [
    actingStore(tx.scope),
  ]);
}

/**
 * The store's cars in service, the one with the fewest kilometres first, and what keeps them in a period. Of a car that is
 * late nobody knows when it comes: it counts as away for another margin from now on.
 */
export async function readFleet(tx: Tx, store: Store, { from, to, now }: Period & { now: Date }): Promise<Pool> {
  const cars = await tx.query<{ id: string }>(
    'SELECT id FROM courtesy_car WHERE store_id = $1 AND out_of_service_reason IS NULL ORDER BY mileage_km, id',
    [store.id],
  );
  const kept = await tx.query<Kept>(
    `SELECT appointment_id AS "appointmentId", courtesy_car_id AS "keptId", kept_from AS "from",
       CASE status WHEN 'out' THEN greatest(kept_until, $4) ELSE kept_until END AS "to"
     FROM courtesy_loan
     WHERE store_id = $1 AND status IN ('reserved', 'out') AND kept_from < $3 AND (kept_until > $2 OR status = 'out')
     UNION ALL
     SELECT NULL, courtesy_car_id, starts_at, courtesy_car_until FROM slot_hold
     WHERE store_id = $1 AND status = 'held' AND starts_at < $3 AND courtesy_car_until > $2`,
    [store.id, from, to, plusMinutes(now, marginMinutesOf(store))],
  );
  return new Pool(
    cars.map(({ id }) => id),
    kept,
  );
}

/** Says of each visit that takes place within a period whether a courtesy car can be had for it; where none is wished, any will do. */
export async function courtesyCarsFor(
  tx: Tx,
  store: Store,
  need: Need,
  { from, to, now }: Period & { now: Date },
): Promise<(stay: { startsAt: Date; endsAt: Date }) => boolean> {
  if (need.meanwhile !== 'courtesy-car') return () => true;
  const fleet = await readFleet(tx, store, { from, to: plusMinutes(to, marginMinutesOf(store)), now });
  return (stay) => fleet.free(loanPeriod(store, stay), need.moved?.id).length > 0;
}

/** Whether the car that is kept for a visit can be counted on: it is in service, and nobody is late with it. */
export async function isCourtesyCarThere(tx: Tx, appointmentId: string, now: Date): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(
    `SELECT EXISTS (
       SELECT FROM courtesy_loan loan JOIN courtesy_car car ON car.store_id = loan.store_id AND car.id = loan.courtesy_car_id
       WHERE loan.store_id = $1 AND loan.appointment_id = $2 AND loan.status = 'reserved' AND out_of_service_reason IS NULL
         AND NOT EXISTS (
           SELECT FROM courtesy_loan late WHERE late.store_id = $1 AND late.courtesy_car_id = loan.courtesy_car_id
             AND late.status = 'out' AND late.kept_until < $3)) AS there`,
    [actingStore(tx.scope), appointmentId, now],
  );
  return row?.there ?? false;
}
