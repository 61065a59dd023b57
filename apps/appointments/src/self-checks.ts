import { FIRST_UUID, type SelfCheck } from '@pitlane/platform';
import { SETTINGS } from './settings.js';

const EXPECTED_OR_THERE = `status IN ('booked', 'confirmed', 'arrived')`;

/** Visits, and times that are held for one. */
export const KEPT = `
  SELECT id, store_id, starts_at, ends_at, slot_minutes, overnight_slots, lounge_seat, ${EXPECTED_OR_THERE} AS is_counted FROM appointment
  UNION ALL SELECT id, store_id, starts_at, ends_at, slot_minutes, overnight_slots, lounge_seat, status = 'held' FROM slot_hold`;

/** Their slots: each step from the start to the end, or, for a stay overnight, those that it names. */
export const STEPS = `unnest(coalesce(overnight_slots, ARRAY(
  SELECT generate_series(starts_at, ends_at - interval '1 microsecond', make_interval(mins => slot_minutes))))) AS step`;

/** Each change of an appointment leaves a row, and ids grow with time. */
const CHANGES = `
  SELECT id, appointment_id FROM status_change WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`;

/** The same, with the holds that came. */
const CHANGES_OF_SLOTS = `
  SELECT id, kept_id FROM (
    SELECT id, appointment_id AS kept_id FROM status_change UNION ALL SELECT id, id FROM slot_hold) change
  WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`;

/** Of rides, as SQL. */
const isAhead = (ride: string): string => `${ride}.status IN ('planned', 'under-way')`;
const hasBegun = (ride: string): string => `${ride}.status IN ('under-way', 'done')`;

/** `SH001 2026-11-23 01:00:00+00` */
const STORE_OF_KEY = `split_part(key, ' ', 1)`;
const START_OF_KEY = `substr(key, strpos(key, ' ') + 1)::timestamptz`;

/** Slots and seats are counted by store and start: the next of a table, those that something changed, and those that are asked for. */
const keysOf = (table: 'slot' | 'lounge_slot'): string => `
  SELECT concat_ws(' ', store_id, starts_at) AS key FROM ${table}
  WHERE (store_id, starts_at) > (
    coalesce(split_part($1, ' ', 1), ''), coalesce(substr($1, strpos($1, ' ') + 1)::timestamptz, '-infinity'))
  ORDER BY store_id, starts_at LIMIT $2`;
const CHANGED_SLOTS = `
  SELECT change.id::text AS position, concat_ws(' ', store_id, step) AS key
  FROM (${CHANGES_OF_SLOTS}) change JOIN (${KEPT}) kept ON kept.id = kept_id, ${STEPS}
  ORDER BY change.id`;
const ASKED = `WITH asked AS (SELECT DISTINCT ${STORE_OF_KEY} AS store_id, ${START_OF_KEY} AS starts_at FROM unnest($1::text[]) AS key)`;

/** A visit or hold of one day has that step. */
const HAS_ASKED_STEP = `kept.store_id = asked.store_id AND is_counted
  AND kept.starts_at <= asked.starts_at AND kept.starts_at > asked.starts_at - interval '1 day' AND ends_at > asked.starts_at
  AND mod(extract(epoch FROM asked.starts_at - kept.starts_at)::int, slot_minutes * 60) = 0`;

/** What the service looks after in its own books while it runs; `npm run verify` asks the same. */
export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    id: 'A2',
    of: 'slot',
    says: 'the counter of a slot is the number of its visits and holds',
    all: keysOf('slot'),
    changed: CHANGED_SLOTS,
    broken: `
      ${ASKED}
      SELECT concat_ws(' ', store_id, starts_at) AS key, coalesce(booked, 0) AS booked, visits
      FROM asked LEFT JOIN slot USING (store_id, starts_at), LATERAL (
        SELECT (
          SELECT count(*)::int FROM (${KEPT}) kept
          WHERE ${HAS_ASKED_STEP} AND overnight_slots IS NULL
        ) + (
          SELECT count(*)::int FROM (${KEPT}) kept
          WHERE kept.store_id = asked.store_id AND is_counted AND overnight_slots IS NOT NULL
            AND kept.starts_at <= asked.starts_at
            AND kept.starts_at > asked.starts_at - make_interval(days => ${SETTINGS.longestStayDays + 1})
            AND asked.starts_at = ANY (overnight_slots)
        ) AS visits) taken
      WHERE coalesce(booked, 0) <> visits`,
  },
  {
    id: 'A2',
    of: 'appointment',
    says: 'a visit has a slot for each step of its time',
    all: `SELECT id::text AS key FROM appointment WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`,
    changed: `SELECT id::text AS position, appointment_id::text AS key FROM (${CHANGES}) change`,
    broken: `
      SELECT id::text AS key, min(step) AS step FROM appointment, ${STEPS}
      WHERE id = ANY ($1::uuid[]) AND ${EXPECTED_OR_THERE}
        AND NOT EXISTS (SELECT FROM slot WHERE slot.store_id = appointment.store_id AND slot.starts_at = step)
      GROUP BY id`,
  },
  {
    id: 'A2',
    of: 'lounge_slot',
    says: 'the counter of a slot of the lounge is the number of its customers, those included for whom a seat is held',
    all: keysOf('lounge_slot'),
    changed: CHANGED_SLOTS,
    broken: `
      ${ASKED}
      SELECT concat_ws(' ', store_id, starts_at) AS key, coalesce(waiting, 0) AS waiting, customers
      FROM asked LEFT JOIN lounge_slot USING (store_id, starts_at), LATERAL (
        SELECT count(*)::int AS customers FROM (${KEPT}) kept WHERE ${HAS_ASKED_STEP} AND lounge_seat) sitting
      WHERE coalesce(waiting, 0) <> customers`,
  },
  {
    id: 'A3',
    of: 'appointment',
    says: 'the drivers of a visit have no other ride at the same moment, and are kept only while it will take place',
    all: `
      SELECT appointment_id::text AS key FROM (
        SELECT DISTINCT appointment_id FROM ride WHERE appointment_id > coalesce($1::uuid, ${FIRST_UUID})
        ORDER BY appointment_id LIMIT $2) page
      ORDER BY appointment_id`,
    changed: `SELECT id::text AS position, appointment_id::text AS key FROM (${CHANGES}) change`,
    broken: `
      SELECT DISTINCT ON (appointment_id) appointment_id::text AS key, ride.id AS ride, appointment.status
      FROM ride JOIN appointment ON appointment.id = appointment_id
      WHERE appointment_id = ANY ($1::uuid[]) AND (
        ${isAhead('ride')} AND appointment.status IN ('cancelled', 'no-show')
        OR EXISTS (
          SELECT FROM ride other
          WHERE other.store_id = ride.store_id AND other.driver_id = ride.driver_id AND other.id <> ride.id AND (
            ${isAhead('ride')} AND ${isAhead('other')}
              AND tstzrange(ride.kept_from, ride.kept_until) && tstzrange(other.kept_from, other.kept_until)
            OR ${hasBegun('ride')} AND ${hasBegun('other')}
              AND tstzrange(ride.set_out_at, ride.done_at) && tstzrange(other.set_out_at, other.done_at))))
      ORDER BY appointment_id, ride.id`,
  },
];
