import { actingStore, type Tx } from '@pitlane/platform';

/** Deferred work that the visit of a repair order took up. */
export async function takenUpIn(tx: Tx, repairOrderId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM deferred_work JOIN known_repair_order known USING (store_id, appointment_id)
     WHERE store_id = $1 AND known.repair_order_id = $2 AND status = 'deferred'`,
    [actingStore(tx.scope), repairOrderId],
  );
  return rows.map(({ id }) => id);
}
