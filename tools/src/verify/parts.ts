import { SELF_CHECKS } from '@pitlane/parts/self-checks';
import { type Invariant, inBook } from './invariant.js';
import { type LedgerEntry, robbedLots } from './replay.js';
import { selfChecked } from './self-checks.js';

const FIFO: Invariant = {
  id: 'P3',
  says: 'free stock leaves the oldest lot first: the ledger, replayed (kept stock excepted)',
  check: async ({ parts }) => {
    const ledger = await parts.rows<Omit<LedgerEntry, 'availableDelta'> & { availableDelta: string }>(`
      WITH queue AS (
        SELECT id, part_id,
               row_number() OVER (PARTITION BY part_id ORDER BY expires_on NULLS LAST, received_at, id)::int AS place
        FROM lot)
      SELECT seq, part_id AS "partId", lot_id AS "lotId", place, kind, available_delta AS "availableDelta"
      FROM movement JOIN queue ON queue.id = lot_id ORDER BY seq`);
    const entries = ledger.map((row) => ({ ...row, availableDelta: Number(row.availableDelta) }));
    return { checked: entries.length, violations: robbedLots(entries).map((robbed) => ({ ...robbed })) };
  },
};

export const PARTS: readonly Invariant[] = [
  ...selfChecked('parts', SELF_CHECKS),
  FIFO,
  ...inBook('parts', [
    {
      id: 'P4',
      says: 'a line keeps what the ledger kept for it, at most what was asked for, and nothing once it is closed',
      counts: 'SELECT count(*) FROM reservation_line',
      violations: `
        SELECT line.id AS line FROM reservation_line line JOIN reservation ON reservation.id = reservation_id
        LEFT JOIN (SELECT line_id, sum(reserved_delta + staged_delta) AS kept FROM movement GROUP BY line_id) fold
          ON fold.line_id = line.id
        LEFT JOIN (SELECT line_id, sum(reserved_thousandths + staged_thousandths) AS now_kept FROM kept GROUP BY line_id) kept
          ON kept.line_id = line.id
        WHERE reserved_thousandths <> coalesce(fold.kept, 0) OR reserved_thousandths <> coalesce(now_kept, 0) OR reserved_thousandths + issued_thousandths > requested_thousandths
          OR (reserved_thousandths <> 0 AND (closed OR status IN ('released', 'completed')))`,
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
      id: 'P5',
      says: 'a line is issued at most what was approved, as its issues and returns by lot add up; returned is at most issued',
      counts: 'SELECT count(*) FROM issue_lot',
      violations: `
        SELECT line.id AS line FROM reservation_line line LEFT JOIN (
          SELECT line_id, sum(quantity_thousandths - returned_thousandths) AS net,
                 bool_or(returned_thousandths NOT BETWEEN 0 AND quantity_thousandths) AS "isOverdrawn"
          FROM issue_lot JOIN issue_line ON issue_line.id = issue_line_id GROUP BY line_id) drawn ON drawn.line_id = line.id
        WHERE issued_thousandths <> coalesce(net, 0) OR issued_thousandths > requested_thousandths OR "isOverdrawn"`,
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
        WHERE cause_event_id NOT IN (SELECT event_id FROM inbox WHERE status = 'done')`,
    },
  ]),
];
