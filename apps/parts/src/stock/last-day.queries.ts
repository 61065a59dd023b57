import type { Tx } from '@pitlane/platform';
import { lostByLine, type LostRow, type MoveNote, NOTE, NOTE_VALUES, noteOf } from './stock.queries.js';

/** Parts of a store with stock past its last day that is free or kept. */
export async function expiredPartNumbers(tx: Tx, storeId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ part_number: string }>(
    `SELECT part_number FROM lot WHERE store_id = $1 AND has_free AND expires_on < $2::date
     UNION
     SELECT part_number FROM lot
     WHERE store_id = $1 AND is_on_hand AND expires_on < $2::date AND reserved_thousandths + staged_thousandths > 0`,
    [storeId, today],
  );
  return rows.map((row) => row.part_number);
}

/** Lines that keep something of a part past its last day. */
export async function linesKeepingExpired(
  tx: Tx,
  { storeId, partNumber, today }: { storeId: string; partNumber: string; today: string },
): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    `SELECT DISTINCT kept.line_id FROM lot JOIN kept ON kept.lot_id = lot.id
     WHERE lot.store_id = $1 AND lot.is_on_hand AND lot.expires_on < $2::date AND lot.part_number = $3
       AND kept.reserved_thousandths + kept.staged_thousandths > 0`,
    [storeId, today, partNumber],
  );
  return rows.map(({ line_id }) => line_id);
}

/** Those of some lines that keep something of a lot whose last day is before this one. */
export async function linesKeepingUntil(tx: Tx, lineIds: readonly string[], day: string): Promise<string[]> {
  const rows = await tx.query<{ line_id: string }>(
    `SELECT DISTINCT kept.line_id FROM kept JOIN lot ON lot.id = kept.lot_id
     WHERE kept.line_id = ANY ($1::uuid[]) AND lot.expires_on < $2::date
       AND kept.reserved_thousandths + kept.staged_thousandths > 0`,
    [lineIds, day],
  );
  return rows.map(({ line_id }) => line_id);
}

/**
 * Moves what lines keep past its last day into quarantine, from bin and shelf, each lot in the name of its own delivery. The parts' rows
 * are locked by then.
 * @returns what each line lost, in thousandths
 */
export async function quarantineExpired(
  tx: Tx,
  { lineIds, today }: { lineIds: readonly string[]; today: string },
  at: Date,
): Promise<Map<string, number>> {
  const { actor, causationId } = tx.scope;
  const rows = await tx.query<LostRow>(
    `WITH moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, reserved_delta, staged_delta, quarantined_delta, ${NOTE})
       SELECT kept.store_id, kept.lot_id, kept.line_id, 'expired', -kept.reserved_thousandths, -kept.staged_thousandths,
              kept.reserved_thousandths + kept.staged_thousandths, lot.delivery_id, $1, $2::uuid, $3::timestamptz, NULL
       FROM kept JOIN lot ON lot.id = kept.lot_id
       WHERE kept.line_id = ANY ($4::uuid[]) AND lot.expires_on < $5::date
         AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY kept.lot_id, kept.line_id
       RETURNING line_id, quarantined_delta)
     SELECT line_id, sum(quarantined_delta) AS lost FROM moved GROUP BY line_id`,
    [actor.id, causationId ?? null, at, lineIds, today],
  );
  return lostByLine(rows);
}

/** Frees what lines keep of lots whose last day is before this one. @returns what each line lost, in thousandths */
export async function releaseUntil(
  tx: Tx,
  { lineIds, day }: { lineIds: readonly string[]; day: string },
  note: MoveNote,
): Promise<Map<string, number>> {
  const rows = await tx.query<LostRow>(
    `WITH moved AS (
       INSERT INTO movement (store_id, lot_id, line_id, kind, available_delta, reserved_delta, staged_delta, ${NOTE})
       SELECT kept.store_id, kept.lot_id, kept.line_id, 'released', kept.reserved_thousandths + kept.staged_thousandths,
              -kept.reserved_thousandths, -kept.staged_thousandths, ${NOTE_VALUES}
       FROM kept JOIN lot ON lot.id = kept.lot_id
       WHERE kept.line_id = ANY ($6::uuid[]) AND lot.expires_on < $7::date
         AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY kept.lot_id, kept.line_id
       RETURNING line_id, available_delta)
     SELECT line_id, sum(available_delta) AS lost FROM moved GROUP BY line_id`,
    [...noteOf(tx, note), lineIds, day],
  );
  return lostByLine(rows);
}
