import type { ServiceName } from '@pitlane/contracts';
import type { Books } from './books.js';
import { agreements, compare, entriesOf, type Entry, type Side } from './comparison.js';
import { type Invariant, type Outcome, overTopology, sumOf } from './invariant.js';

const COMPLETED = `status IN ('completed', 'ready', 'delivered')`;

const ENDED_ORDERS = `SELECT id FROM repair_order WHERE ${COMPLETED} OR status = 'cancelled'`;

const DONE_LABOR = `
  SELECT repair_order.id || '/' || labor_line_id AS id, 'labor ' || flat_rate_hundredths AS value
  FROM job JOIN repair_order ON repair_order.id = repair_order_id
  WHERE repair_order.${COMPLETED} AND job.status = 'done' AND rework_of IS NULL`;

const DRAWN_PARTS = `
  SELECT repair_order_id || '/' || line_id AS id, 'part ' || sum(quantity_thousandths - returned_thousandths) AS value
  FROM issue JOIN issue_line ON issue_id = issue.id JOIN issue_lot ON issue_line_id = issue_line.id
  WHERE repair_order_id = ANY ($1) GROUP BY repair_order_id, line_id
  HAVING sum(quantity_thousandths - returned_thousandths) <> 0`;

const BILLED_LINES = `
  SELECT repair_order_id || '/' || line_id AS id, kind || ' ' || quantity AS value
  FROM settlement_line JOIN settlement ON settlement.id = settlement_id`;

/** Done labor and drawn parts of orders that ended, as those who know them say, against what is billed. */
async function billedWork({ workshop, parts, billing }: Books): Promise<Outcome> {
  const ended = await workshop.rows<{ id: string }>(ENDED_ORDERS);
  const labor = await entriesOf(workshop, DONE_LABOR);
  const drawn = await entriesOf(parts, DRAWN_PARTS, [ended.map(({ id }) => id)]);
  const billed = await entriesOf(billing, BILLED_LINES);
  return compare({ name: 'done', entries: [...labor, ...drawn] }, { name: 'billed', entries: billed });
}

const PAYERS = `
  SELECT line.id, pay_type AS value FROM job JOIN repair_order ON repair_order.id = repair_order_id
  CROSS JOIN LATERAL (
    SELECT labor_line_id AS id UNION ALL SELECT part_line.id FROM part_line WHERE part_line.job_id = job.id) line
  WHERE repair_order.${COMPLETED}`;

/** Who pays each billed line, as the workshop has agreed it with the customer. */
async function payersOf({ workshop, billing }: Books): Promise<Outcome> {
  const billed = await entriesOf(billing, 'SELECT line_id AS id, pay_type AS value FROM settlement_line');
  const billedIds = new Set(billed.map(({ id }) => id));
  const agreed = (await entriesOf(workshop, PAYERS)).filter(({ id }) => billedIds.has(id));
  return compare({ name: 'agreed', entries: agreed }, { name: 'billed', entries: billed });
}

/** What ended and yet keeps stock. */
async function keptByEnded({ appointments, workshop, parts }: Books): Promise<Outcome> {
  const bookings = await appointments.rows<{ id: string }>(
    `SELECT id FROM appointment WHERE status IN ('cancelled', 'no-show')`,
  );
  const orders = await workshop.rows<{ id: string }>(ENDED_ORDERS);
  const ended = [...bookings, ...orders].map(({ id }) => id);
  const violations = await parts.rows(
    `SELECT DISTINCT purpose, purpose_id AS id FROM reservation JOIN reservation_line ON reservation_id = reservation.id
     WHERE reserved_thousandths > 0 AND purpose_id = ANY ($1)`,
    [ended],
  );
  return { checked: ended.length, violations };
}

/**
 * Exit passes of settlements that are paid, were paid until money went back, or may be paid later; with the time until which the
 * car may have been delivered: none, unless money went back since the pass was issued and before the gate let the car out.
 */
const ALLOWED_TO_LEAVE = `
  SELECT exit_pass.id, exit_pass.repair_order_id AS "repairOrder",
         CASE WHEN settlement.status = 'issued' AND credit_reason IS NULL AND (used_at <= first_refund.at) IS NOT TRUE
              THEN first_refund.at END AS until
  FROM exit_pass JOIN settlement ON settlement.id = settlement_id
  CROSS JOIN LATERAL (
    SELECT min(refunded_at) AS at FROM refund JOIN payment ON payment.id = payment_id
    WHERE payment.settlement_id = settlement.id AND payment.status = 'captured' AND refunded_at >= exit_pass.issued_at) first_refund
  WHERE settlement.status = 'paid'
     OR (settlement.status = 'issued' AND (credit_reason IS NOT NULL OR first_refund.at IS NOT NULL))`;

const DELIVERED = `
  SELECT id AS "repairOrder", handover ->> 'exitPassId' AS "exitPass", status_changed_at AS "deliveredAt"
  FROM repair_order WHERE status = 'delivered'`;

async function deliveredUnsettled({ workshop, billing }: Books): Promise<Outcome> {
  const delivered = await workshop.rows<{ repairOrder: string; exitPass: string; deliveredAt: Date }>(DELIVERED);
  const passes = await billing.rows<{ id: string; repairOrder: string; until: Date | null }>(ALLOWED_TO_LEAVE);
  const passById = new Map(passes.map((pass) => [pass.id, pass]));
  const violations = delivered.filter(({ repairOrder, exitPass, deliveredAt }) => {
    const pass = passById.get(exitPass);
    return pass?.repairOrder !== repairOrder || (pass.until !== null && pass.until <= deliveredAt);
  });
  return { checked: delivered.length, violations };
}

const PAGE = 20_000;

const SAID = `
  SELECT event_id AS id, store_id AS value FROM outbox WHERE $1::uuid IS NULL OR event_id > $1::uuid
  ORDER BY event_id LIMIT ${PAGE}`;

const HEARD = `
  SELECT event_id AS id, store_id AS value FROM inbox
  WHERE source = $1 AND ($2::uuid IS NULL OR event_id > $2::uuid) AND ($3::uuid IS NULL OR event_id <= $3::uuid)`;

/** Compares the events of a source with those that a consumer has of it, with their stores, so many at a time. */
async function heardAsSaid(
  books: Books,
  [consumer, source]: readonly [ServiceName, ServiceName],
  compared: (said: Side, heard: Side) => Outcome,
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  let last: string | null = null;
  for (;;) {
    const said: Entry[] = await entriesOf(books[source], SAID, [last]);
    const end: string | null = said.length < PAGE ? null : (said.at(-1)?.id ?? null);
    const heard = await entriesOf(books[consumer], HEARD, [`/pitlane/${source}`, last, end]);
    outcomes.push(compared({ name: 'said', entries: said }, { name: 'heard', entries: heard }));
    if (end === null) return sumOf(outcomes);
    last = end;
  }
}

const idsOnly = ({ name, entries }: Side): Side => ({
  name,
  entries: entries.map(({ id }) => ({ id, value: 'once' })),
});

const EVENTS: readonly Invariant[] = [
  {
    id: 'X3',
    says: 'every event is in the inbox of each service that consumes its source, and no other event is',
    check: (books) =>
      overTopology((consumer, source) =>
        heardAsSaid(books, [consumer, source], (said, heard) => compare(idsOnly(said), idsOnly(heard))),
      ),
  },
  {
    id: 'X10',
    says: 'an event belongs to the same store where it was said and where it was heard',
    check: (books) =>
      overTopology((consumer, source) =>
        heardAsSaid(books, [consumer, source], (said, heard) => {
          const heardIds = new Set(heard.entries.map(({ id }) => id));
          return compare({ ...said, entries: said.entries.filter(({ id }) => heardIds.has(id)) }, heard);
        }),
      ),
  },
];

/** What no database can say alone. */
export const ACROSS: readonly Invariant[] = [
  ...agreements([
    {
      id: 'A4',
      says: 'each arrived appointment has one repair order that was received, and the other way round',
      between: [
        { service: 'appointments', sql: `SELECT id, 'received' AS value FROM appointment WHERE status = 'arrived'` },
        {
          service: 'workshop',
          sql: `SELECT appointment_id AS id, 'received' AS value FROM repair_order
                WHERE appointment_id IS NOT NULL AND received_at IS NOT NULL`,
        },
      ],
    },
    {
      id: 'P5',
      says: 'what a repair order has drawn, by line, is what parts issued less what came back',
      between: [
        {
          service: 'workshop',
          sql: `SELECT id, (issued_thousandths - returned_thousandths)::text AS value FROM part_line
                WHERE issued_thousandths <> returned_thousandths`,
        },
        {
          service: 'parts',
          sql: `SELECT line.id, issued_thousandths::text AS value
                FROM reservation_line line JOIN reservation ON reservation.id = reservation_id
                WHERE purpose = 'repair-order' AND issued_thousandths <> 0`,
        },
      ],
    },
    {
      id: 'B2',
      says: 'a settlement starts from the quote that the customer signed last, at its total',
      between: [
        {
          service: 'workshop',
          sql: `SELECT repair_order.id, concat_ws(' ', quote_version.quote_id, total_fen) AS value FROM repair_order
                LEFT JOIN quote_version ON repair_order_id = repair_order.id AND repair_order_version = authorized_version
                  AND quote_version.status = 'signed'
                WHERE repair_order.${COMPLETED}`,
        },
        {
          service: 'billing',
          sql: `SELECT repair_order_id AS id, concat_ws(' ', quote_id, quoted_total_fen) AS value FROM settlement`,
        },
      ],
    },
    {
      id: 'P3',
      says: 'the parts on each line of an issued settlement are traced to lots that add up to it, and the other way round',
      between: [
        {
          service: 'billing',
          sql: `SELECT line_id AS id, concat_ws(' ', number, code, quantity, amount_fen) AS value
                FROM settlement_line JOIN settlement ON settlement.id = settlement_id
                WHERE number IS NOT NULL AND kind = 'part'`,
        },
        {
          service: 'parts',
          sql: `SELECT line_id AS id, concat_ws(' ', number, lots.part_number, drawn, amount_fen) AS value
                FROM settled_line FULL JOIN (
                  SELECT line_id, string_agg(DISTINCT lot.part_number, ', ') AS part_number,
                         sum(quantity_thousandths - returned_thousandths) AS drawn
                  FROM issue JOIN issue_line ON issue_id = issue.id JOIN issue_lot ON issue_line_id = issue_line.id
                  JOIN lot ON lot.id = lot_id
                  WHERE repair_order_id IN (SELECT repair_order_id FROM settled_line) GROUP BY line_id
                  HAVING sum(quantity_thousandths - returned_thousandths) > 0) lots USING (line_id)`,
        },
      ],
    },
    {
      id: 'C1',
      says: 'a delivered car owes its customer one call of each of two rounds',
      between: [
        { service: 'workshop', sql: `SELECT id, '1, 2' AS value FROM repair_order WHERE status = 'delivered'` },
        {
          service: 'crm',
          sql: `SELECT repair_order_id AS id, string_agg(round::text, ', ' ORDER BY round) AS value
                FROM follow_up GROUP BY repair_order_id`,
        },
      ],
    },
  ]),
  { id: 'P4', says: 'a visit that is cancelled, missed or completed keeps no stock', check: keptByEnded },
  {
    id: 'B2',
    says: 'an order that ended is billed every done job and drawn part in its quantity, and nothing else',
    check: billedWork,
  },
  { id: 'B2', says: 'each billed line is paid by whom its job names', check: payersOf },
  {
    id: 'B5',
    says: 'a delivered car left on the exit pass of a settlement that was paid then, or of one with a credit that a manager gave',
    check: deliveredUnsettled,
  },
  ...EVENTS,
];
