import type { Tx } from '@pitlane/platform';
import { type MoveNote, NOTE, NOTE_VALUES, noteOf } from './stock.queries.js';

/** What of a lot lies in quarantine, in thousandths. Its part is locked by then. */
export async function quarantinedOf(tx: Tx, lotId: string): Promise<number> {
  const [row] = await tx.query<{ quarantined: string }>(
    'SELECT quarantined_thousandths AS quarantined FROM lot WHERE id = $1',
    [lotId],
  );
  return Number(row?.quarantined ?? 0);
}

/** Something leaves quarantine for its supplier (PRT-10). */
export async function sendBack(
  tx: Tx,
  { lotId, quantityThousandths }: { lotId: string; quantityThousandths: number },
  note: MoveNote,
): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, quarantined_delta, sent_back_delta, ${NOTE})
     SELECT store_id, id, 'sent-back', -$7::bigint, $7::bigint, ${NOTE_VALUES} FROM lot WHERE id = $6::uuid`,
    [...noteOf(tx, note), lotId, quantityThousandths],
  );
}

/** Frees what lies in quarantine of a lot (PRT-7). */
export async function clearQuarantine(tx: Tx, lotId: string, note: MoveNote): Promise<void> {
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, ${NOTE})
     SELECT store_id, id, 'cleared', quarantined_thousandths, -quarantined_thousandths, ${NOTE_VALUES}
     FROM lot WHERE id = $6::uuid AND quarantined_thousandths > 0`,
    [...noteOf(tx, note), lotId],
  );
}
