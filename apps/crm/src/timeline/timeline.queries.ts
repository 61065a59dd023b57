import { actingStore, type Tx } from '@pitlane/platform';
import type { VisitNamed } from './event-facts.js';

interface Parties {
  customer_id: string | null;
  vehicle_id: string | null;
}

/**
 * Adds to what is known of a visit, and answers all of it. The row's lock orders the events of a visit, which come from several
 * streams: an entry written before its visit is known is found by the event that names it, however close they are.
 */
export async function learnVisit(
  tx: Tx,
  visitId: string,
  { customerId, vehicleId }: Pick<VisitNamed, 'customerId' | 'vehicleId'>,
): Promise<Pick<VisitNamed, 'customerId' | 'vehicleId'>> {
  const [known] = await tx.query<Parties>(
    `INSERT INTO known_visit AS known (store_id, visit_id, customer_id, vehicle_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (store_id, visit_id) DO UPDATE
     SET customer_id = coalesce(known.customer_id, excluded.customer_id),
         vehicle_id = coalesce(known.vehicle_id, excluded.vehicle_id)
     RETURNING customer_id, vehicle_id`,
    [actingStore(tx.scope), visitId, customerId, vehicleId],
  );
  return { customerId: known?.customer_id ?? null, vehicleId: known?.vehicle_id ?? null };
}

/** Gives earlier entries of a visit their customer and their vehicle. */
export async function completeEntries(
  tx: Tx,
  visitId: string,
  { customerId, vehicleId }: Pick<VisitNamed, 'customerId' | 'vehicleId'>,
): Promise<void> {
  await tx.query(
    `UPDATE timeline_entry SET customer_id = coalesce(customer_id, $2), vehicle_id = coalesce(vehicle_id, $3)
     WHERE visit_id = $1 AND (customer_id IS NULL OR vehicle_id IS NULL) RETURNING id`,
    [visitId, customerId, vehicleId],
  );
}
