import { actingStore, type OfStore, type Tx } from '@pitlane/platform';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import { SETTINGS } from '../settings.js';
import type { CalendarFeed } from './calendar-feed.entity.js';
import type { CalendarVisit } from './icalendar.js';

/** The store of a feed that still opens something. */
export async function openFeed(tx: Tx, id: string): Promise<OfStore | undefined> {
  const [feed] = await tx.query<OfStore>('SELECT store_id FROM calendar_feed WHERE id = $1 AND revoked_at IS NULL', [
    id,
  ]);
  return feed;
}

interface VisitRow extends Pick<CalendarVisit, 'id' | 'startsAt' | 'endsAt' | 'sequence' | 'changedAt'> {
  readonly names: readonly string[];
  readonly status: AppointmentStatus;
  readonly isKept: boolean;
}

const VISIT = `
  appointment.status, appointment.version AS sequence,
  (SELECT array_agg(operation ->> 'nameZh') FROM jsonb_array_elements(appointment.estimate -> 'operations') AS operation) AS names,
  (SELECT max(at) FROM status_change WHERE appointment_id = appointment.id) AS "changedAt"`;
const MOST = SETTINGS.calendarFeedVisits;

/** The visits of an advisor, or those that a bay is or was kept for, from `since` on in order of time. Cancelled ones stay. */
export async function visitsOf(tx: Tx, { advisorId, bayId }: CalendarFeed, since: Date): Promise<CalendarVisit[]> {
  const storeId = actingStore(tx.scope);
  const rows = await (bayId === null
    ? tx.query<VisitRow>(
        `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt", true AS "isKept", ${VISIT}
         FROM appointment WHERE store_id = $1 AND starts_at >= $2 AND advisor_id = $3
         ORDER BY starts_at, id LIMIT ${MOST}`,
        [storeId, since, advisorId],
      )
    : tx.query<VisitRow>(
        `SELECT kept.id, kept.starts_at AS "startsAt", kept.ends_at AS "endsAt", kept.active AS "isKept", ${VISIT}
         FROM appointment JOIN allocation kept ON kept.appointment_id = appointment.id
         WHERE appointment.store_id = $1 AND appointment.starts_at >= $2 AND kept.resource_kind = 'bay' AND kept.resource_id = $3
         ORDER BY kept.starts_at, kept.id LIMIT ${MOST}`,
        [storeId, since, bayId],
      ));
  return rows.map(({ names, status, isKept, ...visit }) => ({
    ...visit,
    summary: names.join('、'),
    status: calendarStatus(status, isKept),
  }));
}

function calendarStatus(status: AppointmentStatus, isKept: boolean): CalendarVisit['status'] {
  if (!isKept || status === 'cancelled' || status === 'no-show') return 'CANCELLED';
  return status === 'booked' ? 'TENTATIVE' : 'CONFIRMED';
}
