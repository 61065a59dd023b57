import { SERVICES, type ServiceName, TOPOLOGY } from '@pitlane/contracts';
import type { Books } from './books.js';
import { compare, type Side, sideOf } from './comparison.js';
import type { Invariant, Outcome } from './invariant.js';

const COMPLETED = `status IN ('completed', 'ready', 'delivered')`;

/** Done labor and drawn parts of completed orders, as those who know them say, against what is billed. */
async function billedWork({ workshop, parts, billing }: Books): Promise<Outcome> {
  const labor = await sideOf('work', workshop, `
    SELECT repair_order.id || '/' || labor_line_id AS id, 'labor ' || flat_rate_hundredths AS value
    FROM job JOIN repair_order ON repair_order.id = repair_order_id
    WHERE repair_order.${COMPLETED} AND job.status = 'done' AND rework_of IS NULL`); // prettier-ignore
  const completed = await workshop.rows<{ id: string }>(`SELECT id FROM repair_order WHERE ${COMPLETED}`);
  const drawn = await parts.rows<Side['entries'][number]>(
    `SELECT repair_order_id || '/' || line_id AS id, 'part ' || sum(quantity_thousandths - returned_thousandths) AS value
     FROM issue JOIN issue_line ON issue_id = issue.id JOIN issue_lot ON issue_line_id = issue_line.id
     WHERE repair_order_id = ANY ($1) GROUP BY repair_order_id, line_id
     HAVING sum(quantity_thousandths - returned_thousandths) <> 0`,
    [completed.map(({ id }) => id)],
  );
  const billed = await sideOf('billed', billing, `
    SELECT repair_order_id || '/' || line_id AS id, kind || ' ' || quantity AS value
    FROM settlement_line JOIN settlement ON settlement.id = settlement_id`); // prettier-ignore
  return compare({ name: 'work', entries: [...labor.entries, ...drawn] }, billed);
}

/** What ended and yet keeps stock. */
async function keptByEnded({ appointments, workshop, parts }: Books): Promise<Outcome> {
  const bookings = await appointments.rows<{ id: string }>(
    `SELECT id FROM appointment WHERE status IN ('cancelled', 'no-show')`,
  );
  const orders = await workshop.rows<{ id: string }>(
    `SELECT id FROM repair_order WHERE ${COMPLETED} OR status = 'cancelled'`,
  );
  const ended = [...bookings, ...orders].map(({ id }) => id);
  const violations = await parts.rows(
    `SELECT DISTINCT purpose, purpose_id AS id FROM reservation JOIN reservation_line ON reservation_id = reservation.id
     WHERE reserved_thousandths > 0 AND purpose_id = ANY ($1)`,
    [ended],
  );
  return { checked: ended.length, violations };
}

/** An exit pass of a settlement that is paid, was paid until money went back, or may be paid later. */
const LEAVE = `
  SELECT exit_pass.repair_order_id || '/' || exit_pass.id AS id FROM exit_pass JOIN settlement ON settlement.id = settlement_id
  WHERE settlement.status = 'paid' OR (settlement.status = 'issued' AND (credit_reason IS NOT NULL OR EXISTS (
    SELECT FROM payment WHERE payment.settlement_id = settlement.id AND refunded_fen > 0)))`;

async function deliveredUnsettled({ workshop, billing }: Books): Promise<Outcome> {
  const delivered = await workshop.rows<{ id: string }>(
    `SELECT id || '/' || coalesce(handover ->> 'exitPassId', '') AS id FROM repair_order WHERE status = 'delivered'`,
  );
  const mayLeave = new Set((await billing.rows<{ id: string }>(LEAVE)).map(({ id }) => id));
  return { checked: delivered.length, violations: delivered.filter(({ id }) => !mayLeave.has(id)) };
}

/** Runs a check for each service and each whose events it consumes. */
async function overTopology(check: (consumer: ServiceName, source: ServiceName) => Promise<Outcome>): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const consumer of SERVICES) {
    for (const source of TOPOLOGY[consumer]) {
      const { checked, violations } = await check(consumer, source);
      outcomes.push({ checked, violations: violations.map((row) => ({ consumer, source, ...row })) });
    }
  }
  return {
    checked: outcomes.reduce((sum, { checked }) => sum + checked, 0),
    violations: outcomes.flatMap(({ violations }) => violations),
  };
}

/** Whether a consumer has exactly the events of a source, each for the same store. */
async function heardOf(books: Books, consumer: ServiceName, source: ServiceName): Promise<[said: Side, heard: Side]> {
  const said = await sideOf('said', books[source], 'SELECT event_id AS id, store_id AS value FROM outbox');
  const heard = await books[consumer].rows<Side['entries'][number]>(
    'SELECT event_id AS id, store_id AS value FROM inbox WHERE source = $1',
    [`/pitlane/${source}`],
  );
  return [said, { name: 'heard', entries: heard }];
}

const known = ({ name, entries }: Side): Side => ({ name, entries: entries.map(({ id }) => ({ id, value: 'once' })) });

const MESSAGES: readonly Invariant[] = [
  {
    id: 'X3',
    says: 'every event is in the inbox of each service that consumes its source, and no other event is',
    check: (books) =>
      overTopology(async (consumer, source) => {
        const [said, heard] = await heardOf(books, consumer, source);
        return compare(known(said), known(heard));
      }),
  },
  {
    id: 'X10',
    says: 'an event belongs to the same store where it was said and where it was heard',
    check: (books) =>
      overTopology(async (consumer, source) => {
        const [said, heard] = await heardOf(books, consumer, source);
        const heardIds = new Set(heard.entries.map(({ id }) => id));
        return compare({ ...said, entries: said.entries.filter(({ id }) => heardIds.has(id)) }, heard);
      }),
  },
];

export const ACROSS: readonly Invariant[] = [
  {
    id: 'A4',
    says: 'each arrived appointment has one repair order that was received, and the other way round',
    check: async ({ appointments, workshop }) =>
      compare(
        await sideOf('appointments', appointments, `SELECT id, 'received' AS value FROM appointment WHERE status = 'arrived'`),
        await sideOf('workshop', workshop, `
          SELECT appointment_id AS id, 'received' AS value FROM repair_order
          WHERE appointment_id IS NOT NULL AND status NOT IN ('draft', 'cancelled')`),
      ), // prettier-ignore
  },
  { id: 'P4', says: 'a visit that is cancelled, missed or completed keeps no stock', check: keptByEnded },
  {
    id: 'P5',
    says: 'what a repair order has drawn, by line, is what parts issued less what came back',
    check: async ({ workshop, parts }) =>
      compare(
        await sideOf('workshop', workshop, `
          SELECT id, (issued_thousandths - returned_thousandths)::text AS value FROM part_line
          WHERE issued_thousandths <> returned_thousandths`),
        await sideOf('parts', parts, `
          SELECT line.id, issued_thousandths::text AS value
          FROM reservation_line line JOIN reservation ON reservation.id = reservation_id
          WHERE purpose = 'repair-order' AND issued_thousandths <> 0`),
      ), // prettier-ignore
  },
  {
    id: 'B2',
    says: 'a completed order is billed every done job and drawn part in its quantity, and nothing else',
    check: billedWork,
  },
  {
    id: 'B2',
    says: 'a settlement is compared with the quote that the customer signed last, at its total',
    check: async ({ workshop, billing }) =>
      compare(
        await sideOf('signed', workshop, `
          SELECT repair_order.id, concat_ws(' ', quote_version.quote_id, total_fen) AS value FROM repair_order
          LEFT JOIN quote_version ON repair_order_id = repair_order.id AND repair_order_version = authorized_version
            AND quote_version.status = 'signed'
          WHERE repair_order.${COMPLETED}`),
        await sideOf('settled', billing, `
          SELECT repair_order_id AS id, concat_ws(' ', quote_id, quoted_total_fen) AS value FROM settlement`),
      ), // prettier-ignore
  },
  {
    id: 'B5',
    says: 'a delivered car left on the exit pass of a paid settlement, or of one with a credit that a manager gave',
    check: deliveredUnsettled,
  },
  {
    id: 'C1',
    says: 'a delivered car owes its customer one call of each of two rounds',
    check: async ({ workshop, crm }) =>
      compare(
        await sideOf('delivered', workshop, `
          SELECT id, '1, 2' AS value FROM repair_order WHERE status = 'delivered'`),
        await sideOf('calls', crm, `
          SELECT repair_order_id AS id, string_agg(round::text, ', ' ORDER BY round) AS value
          FROM follow_up GROUP BY repair_order_id`),
      ), // prettier-ignore
  },
  ...MESSAGES,
];
