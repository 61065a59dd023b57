import { SELF_CHECKS } from '@pitlane/parts/self-checks';
import { type Invariant, inBook } from './invariant.js';
import { type LedgerEntry, robbedLots } from './replay.js';
import { selfChecked } from './self-checks.js';

/** By the clock that is furthest ahead; on which day a visit that was moved was to be before, nobody knows any more. */
const VISIT_DAY = `
  CASE WHEN aggregate_id IS NOT NULL THEN '9999-12-31' ELSE (starts_at AT TIME ZONE 'UTC' + interval '14 hours')::date::text END`;

const FIFO: Invariant = {
  id: 'P3',
  says: 'free stock leaves the oldest lot first that is good on the day of the visit: the ledger, replayed (kept stock excepted)',
  check: async ({ parts }) => {
    const ledger = await parts.rows<Omit<LedgerEntry, 'availableDelta'> & { availableDelta: string }>(`
      WITH queue AS (
        SELECT id, part_id, expires_on,
               row_number() OVER (PARTITION BY part_id ORDER BY expires_on NULLS LAST, received_at, id)::int AS place
        FROM lot),
      moved AS (SELECT DISTINCT aggregate_id FROM inbox WHERE type = 'appointments.appointment.moved.v1')
      SELECT seq, part_id AS "partId", lot_id AS "lotId", place, expires_on::text AS "expiresOn", movement.kind,
             available_delta AS "availableDelta", ${VISIT_DAY} AS "neededOn"
      FROM movement JOIN queue ON queue.id = lot_id
      LEFT JOIN reservation_line line ON line.id = line_id LEFT JOIN reservation ON reservation.id = reservation_id
      LEFT JOIN moved ON aggregate_id = purpose_id ORDER BY seq`);
    const entries = ledger.map((row) => ({ ...row, availableDelta: Number(row.availableDelta) }));
    return { checked: entries.length, violations: robbedLots(entries).map((robbed) => ({ ...robbed })) };
  },
};

export const PARTS: readonly Invariant[] = [
  ...selfChecked('parts', SELF_CHECKS),
  FIFO,
  ...inBook('parts', [
    {
      id: 'P1',
      says: 'what left a lot for a sister store is on its way, received there at the same cost, lost, or back in its own lot',
      counts: 'SELECT count(*) FROM outgoing_transfer_lot',
      violations: `
        SELECT given.transfer_id AS transfer, gone.lot_id AS lot FROM outgoing_transfer_lot gone
        JOIN outgoing_transfer given ON given.id = outgoing_transfer_id
        LEFT JOIN incoming_transfer_lot came ON came.incoming_transfer_id = given.transfer_id AND came.from_lot_id = gone.lot_id
        LEFT JOIN lot ON lot.id = came.id
        LEFT JOIN (SELECT document_id, lot_id, sum(moved_out_delta) AS quantity FROM movement GROUP BY document_id, lot_id) moved
          ON moved.document_id = given.id AND moved.lot_id = gone.lot_id
        WHERE coalesce(moved.quantity, 0) <> gone.quantity_thousandths - gone.gone_back_thousandths
          OR gone.received_thousandths + gone.lost_thousandths + gone.going_back_thousandths + gone.gone_back_thousandths
            NOT IN (0, gone.quantity_thousandths)
          OR coalesce(lot.received_thousandths, 0) <> coalesce(came.received_thousandths, 0)
          OR lot.unit_cost_fen <> gone.unit_cost_fen OR came.quantity_thousandths <> gone.quantity_thousandths
          OR (given.status IN ('arrived', 'closed') AND gone.received_thousandths IS DISTINCT FROM came.received_thousandths)`,
    },
    {
      id: 'P1',
      says: 'what came from a sister store left a lot there',
      counts: 'SELECT count(*) FROM incoming_transfer_lot',
      violations: `
        SELECT incoming_transfer_id AS transfer, came.id AS lot FROM incoming_transfer_lot came
        WHERE NOT EXISTS (
          SELECT FROM outgoing_transfer_lot gone JOIN outgoing_transfer given ON given.id = outgoing_transfer_id
          WHERE given.transfer_id = incoming_transfer_id AND gone.lot_id = came.from_lot_id)
        UNION ALL
        SELECT NULL, lot.id FROM lot JOIN delivery ON delivery.id = delivery_id
        WHERE delivery.kind = 'transfer' AND NOT EXISTS (SELECT FROM incoming_transfer_lot came WHERE came.id = lot.id)`,
    },
    {
      id: 'P4',
      says: 'what a line keeps is issued to its own repair order only',
      counts: 'SELECT count(*) FROM issue_line',
      violations: `
        SELECT issue_line.issue_id AS issue, issue_line.line_id AS line FROM issue_line
        JOIN issue ON issue.id = issue_id JOIN reservation_line line ON line.id = line_id
        JOIN reservation ON reservation.id = reservation_id
        WHERE (purpose, purpose_id) <> ('repair-order', repair_order_id)
        UNION ALL
        SELECT NULL, line_id FROM movement WHERE line_id IS NOT NULL
        GROUP BY line_id, lot_id HAVING sum(reserved_delta + staged_delta) < 0 OR sum(issued_delta) < 0`,
    },
    {
      id: 'X4',
      says: 'parts: each booking and each authorised order has one reservation; movements name only events that were handled',
      counts: `
        SELECT count(*) FROM inbox
        WHERE status = 'done' AND type IN ('appointments.appointment.booked.v1', 'workshop.repair-order.authorized.v1')`,
      violations: `
        SELECT event_id AS event FROM inbox
        WHERE status = 'done' AND type IN ('appointments.appointment.booked.v1', 'workshop.repair-order.authorized.v1')
          AND 1 <> (SELECT count(*) FROM reservation
                    WHERE store_id = inbox.store_id AND purpose = split_part(type, '.', 2) AND purpose_id = aggregate_id)
        UNION
        SELECT cause_event_id FROM movement
        WHERE cause_event_id IS NOT NULL AND cause_event_id NOT IN (SELECT event_id FROM inbox WHERE status = 'done')`,
    },
  ]),
];
