import { Injectable } from '@nestjs/common';
import type { Page, PageQuery, Store } from '@pitlane/platform';
import { actingStore, Database, Stores, type Tx } from '@pitlane/platform';
import { And, type FindOperator, type FindOptionsWhere, LessThan, MoreThanOrEqual, Not } from 'typeorm';
import { dayPeriod } from '../capacity/day.js';
import type { AppointmentStatus } from './appointment-status.js';
import { Appointment } from './appointment.entity.js';
import { TooManyVisitsAhead } from './appointment.errors.js';

export interface AppointmentFilter {
  readonly day?: string;
  readonly status?: AppointmentStatus;
  readonly customerId?: string;
  readonly vehicleId?: string;
  readonly advisorId?: string;
}

@Injectable()
export class AppointmentsQueries {
  constructor(
    private readonly db: Database,
    private readonly stores: Stores,
  ) {}

  /** @throws NotFound */
  get(id: string): Promise<Appointment> {
    return this.db.read((tx) => tx.get(Appointment, id));
  }

  /** Newest booking first. */
  page({ day, ...equal }: AppointmentFilter, page: PageQuery): Promise<Page<Appointment>> {
    const store = this.stores.get(actingStore());
    const where = { storeId: store.id, ...equal, ...(day !== undefined && { startsAt: withinDay(day, store) }) };
    return this.db.read((tx) => tx.page(Appointment, where, page));
  }

  /** What is at risk and still ahead (APT-9): an advisor's own; without one what was escalated to the manager. */
  atRisk(advisorId: string | undefined, page: PageQuery): Promise<Page<Appointment>> {
    const storeId = actingStore();
    const where: FindOptionsWhere<Appointment> =
      advisorId === undefined ? { storeId, risk: 'escalated' } : { storeId, advisorId, risk: Not('none') };
    return this.db.read((tx) => tx.page(Appointment, where, page));
  }
}

function withinDay(day: string, { zone }: Store): FindOperator<Date> {
  const { from, to } = dayPeriod(day, zone);
  return And(MoreThanOrEqual(from), LessThan(to));
}

/** How often the customer stayed away from this store (APT-11). */
export async function countNoShows(tx: Tx, customerId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int FROM appointment WHERE store_id = $1 AND customer_id = $2 AND status = 'no-show'`,
    [actingStore(tx.scope), customerId],
  );
  return row?.count ?? 0;
}

/**
 * One booking of the customer at a time from here on, and not more visits ahead than so many with it.
 * @throws TooManyVisitsAhead
 */
export async function assertRoomAhead(tx: Tx, customerId: string, mostAhead: number): Promise<void> {
  const own = [actingStore(tx.scope), customerId];
  await tx.query('SELECT FROM known_customer WHERE store_id = $1 AND customer_id = $2 FOR NO KEY UPDATE', own);
  const [row] = await tx.query<{ count: number }>(
    `SELECT count(*)::int FROM appointment WHERE store_id = $1 AND customer_id = $2 AND status IN ('booked', 'confirmed')`,
    own,
  );
  if ((row?.count ?? 0) >= mostAhead) throw new TooManyVisitsAhead(mostAhead);
}

/** Appointments whose customer should have come before `startedBefore`, oldest first; where the store comes for the car, it is not they who are late. */
export async function overdueIds(tx: Tx, startedBefore: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM appointment WHERE store_id = $1 AND status IN ('booked', 'confirmed') AND starts_at <= $2
       AND NOT EXISTS (
         SELECT FROM ride WHERE ride.store_id = appointment.store_id AND appointment_id = appointment.id AND kind = 'fetch'
           AND ride.status IN ('under-way', 'done'))
     ORDER BY starts_at LIMIT 200`,
    [actingStore(tx.scope), startedBefore],
  );
  return rows.map(({ id }) => id);
}
