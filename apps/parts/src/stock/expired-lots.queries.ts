import type { Tx } from '@pitlane/platform';

/**
 * Moves free stock past its last day, and what is under suspicion (PRT-8), into quarantine, what ended first before the rest. The
 * parts' rows are locked by then.
 */
export async function quarantineExpired(
  tx: Tx,
  { partIds, today }: { partIds: readonly string[]; today: string },
  at: Date,
): Promise<void> {
  const { actor, causationId } = tx.scope;
  await tx.query(
    `INSERT INTO movement (store_id, lot_id, kind, available_delta, quarantined_delta, document_id, actor_id, cause_event_id, occurred_at)
     SELECT store_id, id, CASE WHEN suspected THEN 'quarantined' ELSE 'expired' END, -available_thousandths, available_thousandths, delivery_id, $1, $2::uuid, $3
     FROM lot WHERE part_id = ANY ($4::uuid[]) AND has_free AND (suspected OR expires_on < $5::date)
     ORDER BY expires_on, received_at, id`,
    [actor.id, causationId ?? null, at, partIds, today],
  );
}

/** Parts of a store with free stock past its last day. */
export async function expiredPartNumbers(tx: Tx, storeId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ part_number: string }>(
    `SELECT DISTINCT part_number FROM lot WHERE store_id = $1 AND has_free AND expires_on < $2::date`,
    [storeId, today],
  );
  return rows.map((row) => row.part_number);
}

/** Lots past their last day of which a line keeps something. */
export async function expiredLotsKept(tx: Tx, lineId: string, today: string): Promise<string[]> {
  const rows = await tx.query<{ lot_id: string }>(
    `SELECT lot_id FROM kept JOIN lot ON lot.id = lot_id
     WHERE line_id = $1 AND expires_on < $2::date AND kept.reserved_thousandths + kept.staged_thousandths > 0 ORDER BY lot_id`,
    [lineId, today],
  );
  return rows.map((row) => row.lot_id);
}
