import { FIRST_UUID, type SelfCheck } from '@pitlane/platform';

const ALL_LOTS = `
  SELECT id::text AS key FROM lot WHERE id > coalesce($1::uuid, ${FIRST_UUID}) ORDER BY id LIMIT $2`;

const CHANGED_LOTS = `
  SELECT seq::text AS position, lot_id::text AS key FROM movement
  WHERE seq > coalesce($1::bigint, 0) ORDER BY seq LIMIT $2`;

/** What the service looks after in its own books while it runs; `npm run verify` asks the same. */
export const SELF_CHECKS: readonly SelfCheck[] = [
  {
    id: 'P1',
    of: 'lot',
    says: 'each lot: received = available + reserved + staged + issued + quarantined + scrapped + sent back + moved out, none below zero',
    all: ALL_LOTS,
    changed: CHANGED_LOTS,
    broken: `
      SELECT id::text AS key FROM lot
      WHERE id = ANY ($1::uuid[]) AND (
        received_thousandths <> available_thousandths + reserved_thousandths + staged_thousandths + issued_thousandths
          + quarantined_thousandths + scrapped_thousandths + sent_back_thousandths + moved_out_thousandths
        OR least(available_thousandths, reserved_thousandths, staged_thousandths, issued_thousandths, quarantined_thousandths,
          scrapped_thousandths, sent_back_thousandths, moved_out_thousandths) < 0)`,
  },
  {
    id: 'P2',
    of: 'lot',
    says: 'each lot is the fold of its movements, at the cost that it came at',
    all: ALL_LOTS,
    changed: CHANGED_LOTS,
    broken: `
      SELECT id::text AS key FROM lot LEFT JOIN (
        SELECT lot_id, sum(received_delta) AS received, sum(available_delta) AS available, sum(reserved_delta) AS reserved,
               sum(staged_delta) AS staged, sum(issued_delta) AS issued, sum(quarantined_delta) AS quarantined,
               sum(scrapped_delta) AS scrapped, sum(sent_back_delta) AS sent_back, sum(moved_out_delta) AS moved_out,
               min(movement.unit_cost_fen) AS lowest, max(movement.unit_cost_fen) AS highest
        FROM movement WHERE lot_id = ANY ($1::uuid[]) GROUP BY lot_id) fold ON lot_id = id
      WHERE id = ANY ($1::uuid[])
        AND (received_thousandths, available_thousandths, reserved_thousandths, staged_thousandths, issued_thousandths,
             quarantined_thousandths, scrapped_thousandths, sent_back_thousandths, moved_out_thousandths, unit_cost_fen,
             unit_cost_fen)
            IS DISTINCT FROM (received, available, reserved, staged, issued, quarantined, scrapped, sent_back, moved_out, lowest, highest)`,
  },
];
