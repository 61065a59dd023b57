import { FIRST_UUID, type SelfCheck } from '@pitlane/platform';

const ALL_LOTS = `
  SELECT id::text AS key FROM lot WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`;

const CHANGED_LOTS = `
  SELECT seq::text AS position, lot_id::text AS key FROM movement
  WHERE seq > coalesce($1::bigint, 0) ORDER BY seq LIMIT $2`;

const EACH_LOT = { of: 'lot', all: ALL_LOTS, changed: CHANGED_LOTS } as const;

const WHOLE: SelfCheck = {
  ...EACH_LOT,
  id: 'P1',
  says: 'each lot: received = available + reserved + staged + issued + quarantined + scrapped + sent back + moved out, none below zero',
  broken: `
    SELECT id::text AS key, what, id AS "lotId", NULL AS "lineId", part_number AS "partNumber", expected::text, found::text
    FROM lot, LATERAL (
      SELECT received_thousandths AS expected, available_thousandths + reserved_thousandths + staged_thousandths + issued_thousandths
               + quarantined_thousandths + scrapped_thousandths + sent_back_thousandths + moved_out_thousandths AS found,
             'lot-sum' AS what
      UNION ALL
      SELECT 0, least(available_thousandths, reserved_thousandths, staged_thousandths, issued_thousandths, quarantined_thousandths,
               scrapped_thousandths, sent_back_thousandths, moved_out_thousandths, 0), 'lot-below-zero') AS side
    WHERE id = ANY ($1::uuid[]) AND expected <> found
    ORDER BY id`,
};

const FOLD: SelfCheck = {
  ...EACH_LOT,
  id: 'P2',
  says: 'each lot is the fold of its movements, at the cost that it came at and of the age of its delivery',
  broken: `
    SELECT lot.id::text AS key, 'lot-' || what AS what, lot.id AS "lotId", NULL AS "lineId", lot.part_number AS "partNumber",
           expected, found
    FROM lot LEFT JOIN delivery ON delivery.id = lot.delivery_id LEFT JOIN (
      SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
             sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined,
             sum(scrapped_delta) AS scrapped, sum(sent_back_delta) AS sent_back, sum(moved_out_delta) AS moved_out,
             min(unit_cost_fen) AS lowest, max(unit_cost_fen) AS highest
      FROM movement WHERE lot_id = ANY ($1::uuid[]) GROUP BY lot_id) fold ON fold.lot_id = lot.id,
    LATERAL (VALUES
      ('received', received::text, received_thousandths::text),
      ('available', available::text, available_thousandths::text),
      ('reserved', reserved::text, reserved_thousandths::text),
      ('staged', staged::text, staged_thousandths::text),
      ('issued', issued::text, issued_thousandths::text),
      ('quarantined', quarantined::text, quarantined_thousandths::text),
      ('scrapped', scrapped::text, scrapped_thousandths::text),
      ('sent-back', sent_back::text, sent_back_thousandths::text),
      ('moved-out', moved_out::text, moved_out_thousandths::text),
      ('unit-cost', lowest::text, lot.unit_cost_fen::text),
      ('unit-cost', highest::text, lot.unit_cost_fen::text),
      ('age', to_json(delivery.received_at) #>> '{}', to_json(lot.received_at) #>> '{}')) AS side (what, expected, found)
    WHERE lot.id = ANY ($1::uuid[]) AND expected IS DISTINCT FROM found
    GROUP BY lot.id, what, expected, found ORDER BY lot.id`,
};

const ISSUED: SelfCheck = {
  ...EACH_LOT,
  id: 'P5',
  says: 'what issues took of a lot, and what came back, is in the ledger once, at the cost and from the delivery of that lot',
  broken: `
    WITH issued AS (
      SELECT lot_id, line_id, issue_id, quantity_thousandths, returned_thousandths, unit_cost_fen, delivery_id, delivery_note, supplier
      FROM issue_lot JOIN issue_line ON issue_line.id = issue_line_id WHERE lot_id = ANY ($1::uuid[])),
    side AS (
      SELECT lot_id, line_id, 'issued-from-lot' AS what, coalesce(moved, 0)::text AS expected, coalesce(taken, 0)::text AS found
      FROM (SELECT lot_id, line_id, issue_id, sum(quantity_thousandths) AS taken FROM issued GROUP BY lot_id, line_id, issue_id) book
      FULL JOIN (SELECT lot_id, line_id, document_id AS issue_id, sum(issued_delta) AS moved FROM movement
                 WHERE lot_id = ANY ($1::uuid[]) AND kind = 'issued' GROUP BY lot_id, line_id, document_id) ledger
        USING (lot_id, line_id, issue_id)
      UNION ALL
      SELECT lot_id, line_id, 'returned-to-lot', coalesce(moved, 0)::text, coalesce(back, 0)::text
      FROM (SELECT lot_id, line_id, sum(returned_thousandths) AS back FROM issued GROUP BY lot_id, line_id) book
      FULL JOIN (SELECT lot_id, line_id, -sum(issued_delta) AS moved FROM movement
                 WHERE lot_id = ANY ($1::uuid[]) AND kind = 'returned' GROUP BY lot_id, line_id) ledger
        USING (lot_id, line_id)
      UNION ALL
      SELECT lot_id, line_id, what, expected, found
      FROM issued JOIN lot ON lot.id = lot_id JOIN delivery ON delivery.id = lot.delivery_id,
      LATERAL (VALUES
        ('issued-at-cost', lot.unit_cost_fen::text, issued.unit_cost_fen::text),
        ('issued-of-delivery', concat_ws(' ', lot.delivery_id, delivery.supplier, delivery.delivery_note),
         concat_ws(' ', issued.delivery_id, issued.supplier, issued.delivery_note))) AS fact (what, expected, found))
    SELECT lot_id::text AS key, what, lot_id AS "lotId", line_id AS "lineId",
           (SELECT part_number FROM lot WHERE id = lot_id) AS "partNumber", expected, found
    FROM side WHERE expected <> found
    ORDER BY lot_id, line_id`,
};

/** What is asked of each lot. */
export const LOT_CHECKS: readonly SelfCheck[] = [WHOLE, FOLD, ISSUED];
