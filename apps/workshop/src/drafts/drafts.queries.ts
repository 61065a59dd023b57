import type { AppointmentBooked } from '@pitlane/contracts';
import type { LocalTime } from '@pitlane/kernel';
import { type Store, type Tx, workTime } from '@pitlane/platform';
import { In } from 'typeorm';
import { Bay } from '../bays/bay.entity.js';
import { Technician } from '../technicians/technician.entity.js';

type Plan = Pick<AppointmentBooked, 'bays' | 'technicians' | 'startsAt' | 'endsAt'>;

/** Whether each planned bay and technician exists here, is active and fits what it is planned for at its own time (APT-8). */
export async function plannedResources(
  tx: Tx,
  store: Store,
  plan: Plan,
): Promise<{ bays: boolean; technicians: boolean }> {
  const storeId = store.id;
  const localOf = (at: Date): LocalTime => workTime(store, at);
  const open = { storeId, active: true, equipmentOutOfOrder: false };
  const bays = await tx.list(Bay, { ...open, id: In(plan.bays.map(({ bayId }) => bayId)) });
  const staffIds = plan.technicians.map(({ technicianId }) => technicianId);
  const technicians = await tx.list(Technician, { storeId, technicianId: In(staffIds) });
  return {
    bays: plan.bays.every(({ bayId, bayKind }) => bays.some(({ id, kind }) => id === bayId && kind === bayKind)),
    technicians: plan.technicians.every(({ technicianId, skills, startsAt = plan.startsAt, endsAt = plan.endsAt }) => {
      const time = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
      return technicians.some((own) => own.technicianId === technicianId && own.isFitFor(skills, time, localOf));
    }),
  };
}
