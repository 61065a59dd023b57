import type { Tx } from '@pitlane/platform';
import { LEAD_MINUTES, type Period, TAKEN_SLOTS } from './booking-amounts.queries.js';
import type { FigureAppointmentView } from './figures.dto.js';
import type { FigureName } from './figures.js';

const APPOINTMENT = (isPart: string): string => `
  SELECT id, status, channel, advisor_id AS "advisorId", booked_at AS "bookedAt", starts_at AS "startsAt",
    ${LEAD_MINUTES} AS "leadMinutes", ${TAKEN_SLOTS} AS "takenSlots", ${isPart} AS "isPart"
  FROM appointment WHERE store_id = $1 AND ($4::uuid IS NULL OR id < $4)`;
const NEWEST_FIRST = 'ORDER BY id DESC LIMIT $5';
const BEGUN = 'starts_at >= $2 AND starts_at < $3';
const BOOKED = 'booked_at >= $2 AND booked_at < $3';

const OPENED = `${APPOINTMENT('true')} AND id IN (
  SELECT appointment_id FROM known_repair_order WHERE store_id = $1 AND opened_at >= $2 AND opened_at < $3) ${NEWEST_FIRST}`;
const BOOKED_BY_PHONE = `${APPOINTMENT('true')} AND ${BOOKED} AND channel = 'phone' ${NEWEST_FIRST}`;
const DUE = `${APPOINTMENT("status = 'no-show'")} AND ${BEGUN} AND status IN ('arrived', 'no-show') ${NEWEST_FIRST}`;
const PROMISED = `${APPOINTMENT("promise = 'kept'")} AND ${BEGUN} AND promise IN ('kept', 'broken') ${NEWEST_FIRST}`;
const BOOKINGS = `${APPOINTMENT('true')} AND ${BOOKED} ${NEWEST_FIRST}`;
const TAKING = `${APPOINTMENT('true')} AND ${BEGUN} AND status IN ('booked', 'confirmed', 'arrived') ${NEWEST_FIRST}`;

/** Walk-ins and phone diagnoses are no appointments: of the figures with those in their whole it is the part. */
const APPOINTMENTS_OF: Readonly<Record<FigureName, string>> = {
  'booking-rate': OPENED,
  'call-booking-rate': BOOKED_BY_PHONE,
  'no-show-rate': DUE,
  'kept-promise-rate': PROMISED,
  'lead-time': BOOKINGS,
  'capacity-use': TAKING,
};

type Row = Omit<FigureAppointmentView, 'bookedAt' | 'startsAt'> & { bookedAt: Date; startsAt: Date };

/** Appointments that a figure is made of, newest first. */
export async function appointmentsOf(
  tx: Tx,
  { store, from, end }: Period,
  { figure, after, take }: { figure: FigureName; after?: string | undefined; take: number },
): Promise<FigureAppointmentView[]> {
  const rows = await tx.query<Row>(APPOINTMENTS_OF[figure], [store.id, from, end, after, take]);
  return rows.map(({ bookedAt, startsAt, ...row }) => ({
    ...row,
    bookedAt: bookedAt.toISOString(),
    startsAt: startsAt.toISOString(),
  }));
}
