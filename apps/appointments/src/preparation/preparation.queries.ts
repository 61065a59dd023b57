import type { Skill } from '@pitlane/contracts';
import { actingStore, type Store, type Tx } from '@pitlane/platform';
import { In } from 'typeorm';
import type { Appointment } from '../appointments/appointment.entity.js';
import type { ResourceKind } from '../capacity/allocation.entity.js';
import { stayOf } from '../capacity/stay.js';
import { KnownBay } from '../known-bays/known-bay.entity.js';
import { KnownTechnician } from '../known-technicians/known-technician.entity.js';

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
       AND appointment_id IS NOT NULL
     ORDER BY appointment_id`,
    [actingStore(tx.scope), item, resourceId, now],
  );
}

/** Whether all bays and technicians that a visit holds can still be had for it, as the workshop last said. */
export async function resourcesOf(
  tx: Tx,
  { storeId, allocations }: Appointment,
  store: Store,
): Promise<{ bays: boolean; technicians: boolean }> {
  const heldOf = (kind: ResourceKind) =>
    allocations.filter(({ resourceKind, active }) => resourceKind === kind && active);
  const idsOf = (kind: ResourceKind) => In(heldOf(kind).map(({ resourceId }) => resourceId));
  const bays = await tx.list(KnownBay, { storeId, active: true, bayId: idsOf('bay') });
  const technicians = await tx.list(KnownTechnician, { storeId, technicianId: idsOf('technician') });
  return {
    bays: bays.length === heldOf('bay').length,
    technicians: heldOf('technician').every((held) =>
      technicians.some((own) => own.technicianId === held.resourceId && own.isFitFor(held.skills, stayOf(held, store))),
    ),
  };
}

/**
 * Appointments whose next check is due and that have not begun, the longest due first. All of them: they are fewer than the visits of
 * a day, and one that can't be checked must not stand in the way of those behind it.
 */
export async function dueIds(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM appointment WHERE store_id = $1 AND next_check_at <= $2 AND starts_at > $2 ORDER BY next_check_at, id`,
    [actingStore(tx.scope), now],
  );
  return rows.map(({ id }) => id);
}

/** Locks an appointment whose next check is due. Whoever has it meanwhile, another replica too, is not waited for: it is due again. @returns whether it did */
export async function claimCheck(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'SELECT FROM appointment WHERE store_id = $1 AND id = $2 AND next_check_at <= $3 FOR NO KEY UPDATE SKIP LOCKED',
    [actingStore(tx.scope), id, now],
  );
  return rows.length > 0;
}
