import type { Tx } from '@pitlane/platform';
import { lostByLine, type LostRow, type MoveNote, NOTE, NOTE_VALUES, noteOf } from './stock.queries.js';

/** What of a lot lies in quarantine, in thousandths. Its part is locked by then. */
export async function quarantinedOf(tx: Tx, lotId: string): Promise<number> {
  const [row] = await tx.query<{ quarantined: string }>(
    'SELECT quarantined_thousandths AS quarantined FROM lot WHERE id = $1',
    [lotId],
  );
  return Number(row?.quarantined ?? 0);
}

/** Frees what lies in quarantine of lots (PRT-7, PRT-8); what is past its last day goes back when its part moves. */
export async function clearQuarantine(tx: Tx, lotIds: readonly string[], note: MoveNote): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, ${NOTE})
     SELECT store_id, id, 'cleared', quarantined_thousandths, -quarantined_thousandths, ${NOTE_VALUES}
     FROM lot WHERE id = ANY ($6::uuid[]) AND quarantined_thousandths > 0 ORDER BY id`,
    [...noteOf(tx, note), lotIds],
  );
}

/**
 * Moves what lines keep of those lots that are under suspicion into quarantine, from bin and shelf (PRT-8): each lot in the name of its
 * own delivery, for the reason for which it is suspected. The parts' rows are locked by then.
 * @returns what each line lost, in thousandths
 */
export async function quarantineKept(tx: Tx, lotIds: readonly string[], at: Date): Promise<Map<string, number>> {
  const { actor, causationId } = tx.scope;
  const rows = await tx.query<LostRow>(
    `WITH moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, reserved_delta, staged_delta, quarantined_delta, ${NOTE})
       SELECT kept.store_id, kept.lot_id, kept.line_id, 'quarantined', -kept.reserved_thousandths, -kept.staged_thousandths,
              kept.reserved_thousandths + kept.staged_thousandths, lot.delivery_id, $1, $2::uuid, $3::timestamptz, lot.suspicion_reason
       FROM kept JOIN lot ON lot.id = kept.lot_id
       WHERE lot.id = ANY ($4::uuid[]) AND lot.suspected AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY kept.lot_id, kept.line_id
       RETURNING line_id, quarantined_delta)
     SELECT line_id, sum(quarantined_delta) AS lost FROM moved GROUP BY line_id`,
    [actor.id, causationId ?? null, at, lotIds],
  );
  return lostByLine(rows);
}

/**
 * Moves free stock past its last day, and what is under suspicion (PRT-8), into quarantine, what ended first before the rest: each
 * lot in the name of its own delivery. The parts' rows are locked by then.
 */
export async function quarantineUnfit(
  tx: Tx,
  { partIds, today }: { partIds: readonly string[]; today: string },
  at: Date,
): Promise<void> {
  const { actor, causationId } = tx.scope;
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, ${NOTE})
     SELECT store_id, id, CASE WHEN suspected THEN 'quarantined' ELSE 'expired' END, -available_thousandths, available_thousandths,
            delivery_id, $1, $2::uuid, $3::timestamptz, NULL
     FROM lot WHERE part_id = ANY ($4::uuid[]) AND has_free AND (suspected OR expires_on < $5::date)
     ORDER BY expires_on, received_at, id`,
    [actor.id, causationId ?? null, at, partIds, today],
  );
}
