import type { BayKind } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';
import type { RepairOrder } from '../repair-orders/repair-order.entity.js';
import { Technician } from '../technicians/technician.entity.js';
import type { Candidate } from './technician-choice.js';

/** One dispatch at a time per store: two foremen do not load the same technician or bay. */
export async function lockDispatch(tx: Tx, storeId: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('dispatch'), hashtext($1))`, [storeId]);
}

/** The store's technicians, each with the flat-rate time that waits for them. */
export async function candidates(tx: Tx, storeId: string): Promise<Candidate[]> {
  const technicians = await tx.list(Technician, { storeId });
  const loads = await tx.query<{ technician_id: string; load: number }>(
    `SELECT technician_id, sum(flat_rate_hundredths)::int AS load FROM job
     WHERE store_id = $1 AND status IN ('dispatched', 'in-progress', 'paused') GROUP BY technician_id`,
    [storeId],
  );
  const loadOf = new Map(loads.map(({ technician_id, load }) => [technician_id, load]));
  return technicians.map((technician) => ({
    technician,
    loadHundredths: loadOf.get(technician.technicianId) ?? 0,
  }));
}

/** A free bay of a kind: where the car stands already, then a planned one, then by name. */
export async function freeBay(tx: Tx, { id, storeId, plan }: RepairOrder, kind: BayKind): Promise<string | undefined> {
  const [bay] = await tx.query<{ id: string }>(
    `SELECT bay.id FROM bay
     LEFT JOIN job own ON own.bay_id = bay.id AND own.repair_order_id = $2
     WHERE bay.store_id = $1 AND bay.kind = $3 AND bay.active AND NOT bay.equipment_out_of_order AND NOT EXISTS (
       SELECT FROM job other WHERE other.bay_id = bay.id AND other.repair_order_id <> $2
         AND other.status IN ('dispatched', 'in-progress', 'paused'))
     ORDER BY own.id IS NULL, bay.id <> ALL ($4::uuid[]), bay.name LIMIT 1`,
    [storeId, id, kind, plan?.bays.map(({ bayId }) => bayId) ?? []],
  );
  return bay?.id;
}
