import { type Invariant, inBook, type Query } from './invariant.js';
import { brokenHistories, type HistoryOwner, type StatusGraph, type Step } from './replay.js';

const GRAPH: StatusGraph = new Map([
  [null, ['draft', 'received']],
  ['draft', ['received', 'cancelled']],
  ['received', ['open', 'cancelled']],
  ['open', ['authorized', 'cancelled']],
  ['authorized', ['in-progress', 'completed', 'cancelled']],
  ['in-progress', ['completed']],
  ['completed', ['ready']],
  ['ready', ['delivered']],
]);

const HISTORY: Invariant = {
  id: 'A5',
  says: 'the history of a repair order is an allowed path, and ends in its status',
  check: async ({ workshop }) => {
    const owners = await workshop.rows<HistoryOwner>('SELECT id, status FROM repair_order');
    const steps = await workshop.rows<Step>(
      `SELECT repair_order_id AS id, lag(status) OVER (PARTITION BY repair_order_id ORDER BY id) AS from, status AS to
       FROM repair_order_status_change`,
    );
    return {
      checked: steps.length,
      violations: brokenHistories(owners, steps, GRAPH).map(({ id }) => ({ repairOrder: id })),
    };
  },
};

/** Jobs of delivered orders that are done, or were begun and then dropped; rework is looked at with the job that it makes good. */
const DELIVERED_JOBS = `
  job JOIN repair_order ON repair_order.id = job.repair_order_id
  WHERE repair_order.status = 'delivered' AND job.rework_of IS NULL
    AND (job.status = 'done' OR (job.status = 'dropped' AND job.started_at IS NOT NULL))`;

const INSPECTIONS: readonly Query[] = [
  {
    id: 'W1',
    says: 'in a delivered car the newest inspection of each job that was begun is a passed final one, after its last work, by nobody who worked on the car',
    counts: `SELECT count(*) FROM ${DELIVERED_JOBS}`,
    violations: `
      WITH delivered AS (SELECT job.id, job.repair_order_id FROM ${DELIVERED_JOBS})
      SELECT repair_order_id AS "repairOrder", delivered.id AS job
      FROM delivered LEFT JOIN LATERAL (
        SELECT kind, result, inspector_id, inspected_at FROM inspection WHERE inspection.job_id = delivered.id
        ORDER BY round DESC, array_position(ARRAY['self', 'peer', 'final'], kind) DESC LIMIT 1) newest ON true
      WHERE (newest.kind, newest.result) IS DISTINCT FROM ('final', 'passed')
        OR newest.inspected_at < (
          SELECT max(coalesce(ended_at, 'infinity')) FROM clock_segment JOIN job work ON work.id = clock_segment.job_id
          WHERE delivered.id IN (work.id, work.rework_of))
        OR EXISTS (SELECT FROM clock_segment worked
                   WHERE worked.repair_order_id = delivered.repair_order_id AND worked.technician_id = newest.inspector_id)`,
  },
  {
    id: 'W4',
    says: 'each failed inspection has one rework job, and starts one more round',
    counts: 'SELECT count(*) FROM inspection',
    violations: `
      SELECT job.id AS job FROM job
      LEFT JOIN (SELECT job_id, count(*) AS failures FROM inspection WHERE result = 'failed' GROUP BY job_id) failed
        ON failed.job_id = job.id
      LEFT JOIN (SELECT rework_of, count(*) AS reworks FROM job GROUP BY rework_of) redone ON redone.rework_of = job.id
      WHERE coalesce(failures, 0) <> coalesce(reworks, 0) OR coalesce(failures, 0) <> inspection_round - 1`,
  },
];

export const WORKSHOP: readonly Invariant[] = [
  HISTORY,
  ...inBook('workshop', [
    ...INSPECTIONS,
    {
      id: 'W4',
      says: 'a completed repair order has no authorised job that is neither done nor dropped',
      counts: `SELECT count(*) FROM repair_order WHERE status IN ('completed', 'ready', 'delivered')`,
      violations: `
        SELECT repair_order.id AS "repairOrder", job.id AS job FROM repair_order JOIN job ON job.repair_order_id = repair_order.id
        WHERE repair_order.status IN ('completed', 'ready', 'delivered')
          AND job.status IN ('authorized', 'dispatched', 'in-progress', 'paused')`,
    },
    {
      id: 'W2',
      says: 'no job starts before the customer approved it, and none that was rejected ever does',
      counts: 'SELECT count(*) FROM job WHERE started_at IS NOT NULL',
      violations: `
        WITH started AS (
          SELECT job.id, job.finding_id, job.status, authorized_at, least(job.started_at, min(segment.started_at)) AS at
          FROM job LEFT JOIN clock_segment segment ON segment.job_id = job.id GROUP BY job.id)
        SELECT started.id AS job, finding.id AS finding FROM started LEFT JOIN finding ON finding.id = finding_id
        WHERE at IS NOT NULL AND (authorized_at IS NULL OR authorized_at > at
          OR started.status IN ('proposed', 'declined', 'withdrawn')
          OR (finding_id IS NOT NULL AND (finding.status IS DISTINCT FROM 'approved' OR decided_at > at)))`,
    },
    {
      id: 'W3',
      says: 'no technician is clocked on to two jobs at one time',
      counts: 'SELECT count(*) FROM clock_segment',
      violations: `
        SELECT one.technician_id AS technician, one.id AS segment, other.id AS other
        FROM clock_segment one JOIN clock_segment other USING (technician_id)
        WHERE one.id < other.id AND tstzrange(one.started_at, one.ended_at) && tstzrange(other.started_at, other.ended_at)`,
    },
    {
      id: 'P5',
      says: 'no part line has drawn more than the customer approved, or returned more than it drew',
      counts: 'SELECT count(*) FROM part_line WHERE issued_thousandths > 0',
      violations: `
        SELECT part_line.id AS "partLine" FROM part_line JOIN job ON job.id = job_id
        WHERE issued_thousandths - returned_thousandths NOT BETWEEN 0 AND quantity_thousandths
          OR (issued_thousandths > 0 AND authorized_at IS NULL)`,
    },
    {
      id: 'X4',
      says: 'workshop: a part line has drawn and returned what the events about issues say, each counted once',
      counts: `SELECT count(*) FROM inbox WHERE status = 'done' AND type LIKE 'parts.issue.%'`,
      violations: `
        WITH told AS (
          SELECT (line ->> 'lineId')::uuid AS id,
                 sum((line ->> 'quantityThousandths')::bigint) FILTER (WHERE type = 'parts.issue.issued.v1') AS issued,
                 sum((line ->> 'quantityThousandths')::bigint) FILTER (WHERE type = 'parts.issue.returned.v1') AS returned
          FROM inbox, json_array_elements(payload -> 'data' -> 'lines') AS line
          WHERE status = 'done' AND type LIKE 'parts.issue.%' GROUP BY 1)
        SELECT id AS "partLine" FROM part_line FULL JOIN told USING (id)
        WHERE coalesce(issued_thousandths, 0) <> coalesce(issued, 0)
          OR coalesce(returned_thousandths, 0) <> coalesce(returned, 0)`,
    },
    {
      id: 'X4',
      says: 'workshop: each booking has one draft, or a note that it was cancelled before',
      counts: `SELECT count(*) FROM inbox WHERE status = 'done' AND type = 'appointments.appointment.booked.v1'`,
      violations: `
        SELECT event_id AS event FROM inbox
        WHERE status = 'done' AND type = 'appointments.appointment.booked.v1' AND 1 <> (
          SELECT count(*) FROM (
            SELECT store_id, appointment_id FROM repair_order UNION ALL SELECT store_id, appointment_id FROM cancelled_appointment
          ) answer WHERE answer.store_id = inbox.store_id AND answer.appointment_id = inbox.aggregate_id)`,
    },
  ]),
];
