import { KEPT, SELF_CHECKS, STEPS } from '@pitlane/appointments/self-checks';
import { type Invariant, inBook } from './invariant.js';
import { brokenHistories, type HistoryOwner, type StatusGraph, type Step } from './replay.js';
import { selfChecked } from './self-checks.js';

/** Visits per slot, counted from the appointments and holds themselves. */
const TAKEN = `
  SELECT store_id, step AS starts_at, count(*)::int AS visits FROM (${KEPT}) kept, ${STEPS}
  WHERE is_counted GROUP BY store_id, step`;

/** What time it is for the platform: the latest that it wrote down. */
const LATEST = `greatest((SELECT max(at) FROM status_change), (SELECT max(held_at) FROM slot_hold))`;

const GRAPH: StatusGraph = new Map([
  [null, ['booked']],
  ['booked', ['booked', 'confirmed', 'arrived', 'cancelled', 'no-show']],
  ['confirmed', ['booked', 'confirmed', 'arrived', 'cancelled', 'no-show']],
]);

const HISTORY: Invariant = {
  id: 'A5',
  says: 'the history of an appointment is an allowed path, and ends in its status',
  check: async ({ appointments }) => {
    const owners = await appointments.rows<HistoryOwner>('SELECT id, status FROM appointment');
    const steps = await appointments.rows<Step>(
      'SELECT appointment_id AS id, from_status AS from, to_status AS to FROM status_change',
    );
    return {
      checked: steps.length,
      violations: brokenHistories(owners, steps, GRAPH).map(({ id }) => ({ appointment: id })),
    };
  },
};

export const APPOINTMENTS: readonly Invariant[] = [
  ...selfChecked('appointments', SELF_CHECKS),
  ...inBook('appointments', [
    {
      id: 'A1',
      says: 'no slot holds more visits than its capacity',
      counts: 'SELECT count(*) FROM slot',
      violations: `
        SELECT store_id AS store, starts_at AS slot, visits, capacity FROM slot JOIN (${TAKEN}) taken USING (store_id, starts_at)
        WHERE visits > capacity`,
    },
    {
      id: 'A3',
      says: 'no bay, technician or vehicle is booked twice for one time',
      counts: 'SELECT count(*) FROM allocation WHERE active',
      violations: `
        SELECT one.resource_id AS resource, one.id AS allocation, other.id AS other
        FROM allocation one JOIN allocation other USING (resource_kind, resource_id)
        WHERE one.active AND other.active AND one.id < other.id
          AND tstzrange(one.starts_at, one.ends_at) && tstzrange(other.starts_at, other.ends_at)`,
    },
    {
      id: 'A3',
      says: 'a car stays for its whole visit, and whoever and whatever works on it is held within that time',
      counts: 'SELECT count(*) FROM allocation WHERE active',
      violations: `
        SELECT appointment.id AS appointment, allocation.id AS allocation
        FROM allocation JOIN appointment ON appointment.id = allocation.appointment_id
        WHERE active AND CASE resource_kind
          WHEN 'vehicle' THEN (allocation.starts_at, allocation.ends_at) IS DISTINCT FROM (appointment.starts_at, appointment.ends_at)
          ELSE NOT tstzrange(allocation.starts_at, allocation.ends_at) <@ tstzrange(appointment.starts_at, appointment.ends_at) END`,
    },
    {
      id: 'A3',
      says: 'what an appointment holds it holds only while the customer is expected or there',
      counts: 'SELECT count(*) FROM allocation WHERE active',
      violations: `
        SELECT appointment.id AS appointment, allocation.id AS allocation
        FROM allocation JOIN appointment ON appointment.id = allocation.appointment_id
        WHERE active AND status NOT IN ('booked', 'confirmed', 'arrived')`,
    },
    {
      id: 'A3',
      says: 'an appointment holds its vehicle, a bay and a technician while the customer is expected or there',
      counts: 'SELECT count(*) FROM appointment',
      violations: `
        SELECT id AS appointment FROM appointment
        WHERE status IN ('booked', 'confirmed', 'arrived') AND 3 > (
          SELECT count(DISTINCT resource_kind) FROM allocation WHERE appointment_id = appointment.id AND active)`,
    },
    {
      id: 'A3',
      says: 'a hold has its resources while, and only while, it is held',
      counts: 'SELECT count(*) FROM slot_hold',
      violations: `
        SELECT slot_hold.id AS hold, allocation.id AS allocation
        FROM allocation JOIN slot_hold ON slot_hold.id = allocation.slot_hold_id
        WHERE active <> (status = 'held')`,
    },
    {
      id: 'A3',
      says: 'a hold is given back within a minute after it expired',
      counts: 'SELECT count(*) FROM slot_hold',
      violations: `
        SELECT id AS hold, expires_at AS expired FROM slot_hold
        WHERE status = 'held' AND expires_at < ${LATEST} - interval '1 minute'`,
    },
    {
      id: 'A3',
      says: 'what the waitlist offers is held until the answer, and not after it',
      counts: 'SELECT count(*) FROM waitlist_offer',
      violations: `
        SELECT offer.id AS offer, hold.id AS hold, outcome, status
        FROM waitlist_offer offer JOIN slot_hold hold ON hold.id = offer.slot_hold_id
        WHERE outcome = 'open' AND status IN ('booked', 'released')
          OR outcome IN ('declined', 'withdrawn') AND status = 'held' OR (outcome = 'taken') <> (status = 'booked')`,
    },
    {
      id: 'A3',
      says: 'no courtesy car is promised, or away, twice at one moment',
      counts: `SELECT count(*) FROM courtesy_loan WHERE status <> 'released'`,
      violations: `
        SELECT one.courtesy_car_id AS car, one.id AS loan, other.id AS other
        FROM courtesy_loan one JOIN courtesy_loan other USING (store_id, courtesy_car_id)
        WHERE one.id < other.id AND (
          one.status IN ('reserved', 'out') AND other.status IN ('reserved', 'out')
            AND tstzrange(one.kept_from, one.kept_until) && tstzrange(other.kept_from, other.kept_until)
          OR one.handed_out_at IS NOT NULL AND other.handed_out_at IS NOT NULL
            AND tstzrange(one.handed_out_at, one.returned_at) && tstzrange(other.handed_out_at, other.returned_at))`,
    },
    {
      id: 'A3',
      says: 'a visit that will not take place keeps no courtesy car',
      counts: `SELECT count(*) FROM courtesy_loan WHERE status IN ('reserved', 'out')`,
      violations: `
        SELECT appointment.id AS appointment, loan.id AS loan
        FROM courtesy_loan loan JOIN appointment ON appointment.id = loan.appointment_id
        WHERE loan.status IN ('reserved', 'out') AND appointment.status IN ('cancelled', 'no-show')`,
    },
  ]),
  HISTORY,
];
