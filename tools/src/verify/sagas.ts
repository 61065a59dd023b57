import type { Books } from './books.js';
import { agreements } from './comparison.js';
import { type Invariant, inBook, type Outcome } from './invariant.js';

interface Ended {
  readonly id: string;
}

/** A booking that was cancelled or missed: neither an order nor stock waits for it. */
async function leftByEndedBookings({ appointments, workshop, parts }: Books): Promise<Outcome> {
  const ended = await appointments.rows<Ended>(`SELECT id FROM appointment WHERE status IN ('cancelled', 'no-show')`);
  const ids = ended.map(({ id }) => id);
  const orders = await workshop.rows(
    `SELECT appointment_id AS appointment, id AS "repairOrder" FROM repair_order
     WHERE appointment_id = ANY ($1) AND status <> 'cancelled'`,
    [ids],
  );
  const reservations = await parts.rows(OPEN_RESERVATIONS, ['appointment', ids]);
  return { checked: ids.length, violations: [...orders, ...reservations] };
}

/** An order that was cancelled: neither its own stock nor its booking's is kept. */
async function leftByCancelledOrders({ workshop, parts }: Books): Promise<Outcome> {
  const cancelled = await workshop.rows<Ended & { booking: string | null }>(
    `SELECT id, appointment_id AS booking FROM repair_order WHERE status = 'cancelled'`,
  );
  const bookings = cancelled.flatMap(({ booking }) => booking ?? []);
  const violations = [
    ...(await parts.rows(OPEN_RESERVATIONS, ['repair-order', cancelled.map(({ id }) => id)])),
    ...(await parts.rows(OPEN_RESERVATIONS, ['appointment', bookings])),
  ];
  return { checked: cancelled.length, violations };
}

const OPEN_RESERVATIONS = `
  SELECT purpose_id AS "endedVisit", id AS reservation FROM reservation
  WHERE purpose = $1 AND purpose_id = ANY ($2) AND status NOT IN ('released', 'completed')`;

/** What several services do for one visit has ended everywhere, once every event had its effect (X6). */
export const SAGAS: readonly Invariant[] = [
  {
    id: 'X6',
    says: 'a booking that was cancelled or missed left no order and no reservation',
    check: leftByEndedBookings,
  },
  {
    id: 'X6',
    says: 'an order that was cancelled left no reservation, of its own or its booking',
    check: leftByCancelledOrders,
  },
  ...agreements([
    {
      id: 'X6',
      says: 'an order is completed in parts when it is in the workshop, and only then',
      between: [
        {
          service: 'workshop',
          sql: `SELECT id, 'completed' AS value FROM repair_order WHERE status IN ('completed', 'ready', 'delivered')`,
        },
        {
          service: 'parts',
          sql: `SELECT purpose_id AS id, status AS value FROM reservation WHERE purpose = 'repair-order' AND status = 'completed'`,
        },
      ],
    },
  ]),
  ...inBook('billing', [
    {
      id: 'X6',
      says: 'no settlement waits for parts that have said their last word',
      counts: 'SELECT count(*) FROM settlement',
      violations: `SELECT id AS settlement, repair_order_id AS "repairOrder" FROM settlement WHERE status = 'draft'`,
    },
  ]),
  ...inBook('workshop', [
    {
      id: 'X6',
      says: 'no version of an order waits for a price',
      counts: 'SELECT count(*) FROM quote_version',
      violations: `
        SELECT repair_order_id AS "repairOrder", repair_order_version AS version FROM quote_version WHERE status = 'requested'`,
    },
  ]),
];
