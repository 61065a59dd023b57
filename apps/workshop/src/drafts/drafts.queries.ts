import type { AppointmentBooked } from '@pitlane/contracts';
import type { Tx } from '@pitlane/platform';

/** Whether each planned bay and technician exists here, is active and fits what it is planned for (APT-8). */
export async function plannedResources(
  tx: Tx,
  storeId: string,
  { bays, technicians }: Pick<AppointmentBooked, 'bays' | 'technicians'>,
): Promise<{ bays: boolean; technicians: boolean }> {
  const [row] = await tx.query<{ bays: boolean; technicians: boolean }>(
    `SELECT
       NOT EXISTS (SELECT FROM jsonb_to_recordset($2) AS planned("bayId" uuid, "bayKind" text) WHERE NOT EXISTS (
         SELECT FROM bay WHERE store_id = $1 AND id = "bayId" AND kind = "bayKind" AND active)) AS bays,
       NOT EXISTS (SELECT FROM jsonb_to_recordset($3) AS planned("technicianId" text, skills text[]) WHERE NOT EXISTS (
         SELECT FROM technician own WHERE own.store_id = $1 AND own.technician_id = "technicianId" AND own.active
           AND planned.skills <@ ARRAY(SELECT jsonb_array_elements(own.skills) ->> 'skill'))) AS technicians`,
    [storeId, JSON.stringify(bays), JSON.stringify(technicians)],
  );
  return row ?? { bays: false, technicians: false };
}
