import type { Skill } from '@pitlane/contracts';
import { actingStore, type Tx } from '@pitlane/platform';

/** A bay or technician that a visit ahead counts on. */
export interface Held {
  readonly appointmentId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly skills: readonly Skill[];
}

/** Visits that have not begun and hold the resource, in the order in which they are locked. */
export function heldAhead(
  tx: Tx,
  { item, resourceId, now }: { item: 'bay' | 'technician'; resourceId: string; now: Date },
): Promise<Held[]> {
  return tx.query<Held>(
    `SELECT appointment_id AS "appointmentId", starts_at AS "startsAt", ends_at AS "endsAt", skills FROM allocation
     WHERE store_id = $1 AND resource_kind = $2 AND resource_id = $3 AND active AND starts_at > $4
     ORDER BY appointment_id`,
    [actingStore(tx.scope), item, resourceId, now],
  );
}

/** Appointments whose next check is due and that have not begun, the longest due first. */
export async function dueIds(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM appointment WHERE store_id = $1 AND next_check_at <= $2 AND starts_at > $2
     ORDER BY next_check_at LIMIT 200`,
    [actingStore(tx.scope), now],
  );
  return rows.map(({ id }) => id);
}
