import { FIRST_UUID, type SelfCheck } from '@pitlane/platform';

/** Also lines that no reservation knows, when something is kept for them. */
const ALL_LINES = `
  SELECT id::text AS key FROM (
    (SELECT id FROM reservation_line WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT line_id FROM kept WHERE line_id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY line_id LIMIT $2)) line
  ORDER BY id LIMIT $2`;

const CHANGED_LINES = `
  SELECT seq::text AS position, line_id::text AS key FROM movement
  WHERE seq > coalesce($1::bigint, 0) AND line_id IS NOT NULL ORDER BY seq LIMIT $2`;

const EACH_LINE = { of: 'line', all: ALL_LINES, changed: CHANGED_LINES } as const;

const KEEPS: SelfCheck = {
  ...EACH_LINE,
  id: 'P4',
  says: 'a line keeps what the ledger kept for it, lot by lot, at most what was asked for, and nothing once it or its reservation has ended',
  broken: `
    WITH own AS (SELECT * FROM kept WHERE line_id = ANY ($1::uuid[])),
    fold AS (
      SELECT line_id, lot_id, sum(reserved_delta) AS in_bin, sum(staged_delta) AS on_shelf FROM movement
      WHERE lot_id IN (SELECT lot_id FROM own) AND line_id = ANY ($1::uuid[]) GROUP BY line_id, lot_id),
    line AS (
      SELECT line.id, line.reserved_thousandths AS reserved, requested_thousandths - issued_thousandths AS open,
             closed OR status IN ('released', 'completed') AS ended
      FROM reservation_line line JOIN reservation ON reservation.id = reservation_id WHERE line.id = ANY ($1::uuid[])),
    side AS (
      SELECT line_id, lot_id, what, expected, found FROM own FULL JOIN fold USING (line_id, lot_id),
      LATERAL (VALUES
        ('kept-in-bin', coalesce(in_bin, 0), coalesce(reserved_thousandths, 0)),
        ('kept-on-shelf', coalesce(on_shelf, 0), coalesce(staged_thousandths, 0))) AS kept (what, expected, found)
      UNION ALL
      SELECT id, NULL, what, expected, found
      FROM (SELECT line_id AS id, sum(reserved_thousandths + staged_thousandths) AS kept FROM own GROUP BY line_id) kept
      FULL JOIN line USING (id),
      LATERAL (VALUES
        ('line-reserved', coalesce(kept, 0), coalesce(reserved, 0)),
        ('line-over-request', least(open, reserved), reserved),
        ('line-ended', 0, CASE WHEN ended THEN reserved END)) AS said (what, expected, found))
    SELECT line_id::text AS key, what, lot_id AS "lotId", line_id AS "lineId",
           (SELECT part_number FROM reservation_line WHERE id = line_id) AS "partNumber", expected::text, found::text
    FROM side WHERE expected <> found
    ORDER BY line_id, lot_id`,
};

const DRAWS: SelfCheck = {
  ...EACH_LINE,
  id: 'P5',
  says: 'a line is issued what its issues took of all lots less what came back, at most what was approved; returned is at most issued',
  broken: `
    SELECT line.id::text AS key, what, NULL AS "lotId", line.id AS "lineId", part_number AS "partNumber", expected::text,
           found::text
    FROM reservation_line line LEFT JOIN (
      SELECT line_id, sum(quantity_thousandths - returned_thousandths) AS net,
             count(*) FILTER (WHERE returned_thousandths NOT BETWEEN 0 AND quantity_thousandths) AS overdrawn
      FROM issue_line JOIN issue_lot ON issue_line_id = issue_line.id
      WHERE line_id = ANY ($1::uuid[]) GROUP BY line_id) drawn ON drawn.line_id = line.id,
    LATERAL (VALUES
      ('line-issued', coalesce(net, 0), issued_thousandths),
      ('line-over-approval', least(requested_thousandths, issued_thousandths), issued_thousandths),
      ('line-over-returned', 0, overdrawn)) AS side (what, expected, found)
    WHERE line.id = ANY ($1::uuid[]) AND expected <> found
    ORDER BY line.id`,
};

/** What is asked of each line that wants parts. */
export const LINE_CHECKS: readonly SelfCheck[] = [KEEPS, DRAWS];
