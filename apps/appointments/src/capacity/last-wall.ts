import { violatedConstraint } from '@pitlane/platform';
import { HeldElsewhere, NoCapacity } from './capacity.errors.js';
import type { Need, Plan } from './need.js';

/** The last wall held: the vehicle or a technician is booked in another store, whose rows are not seen from here. */
export function refusalOf(error: unknown, need: Need, { technicians }: Plan): unknown {
  switch (violatedConstraint(error)) {
    case 'allocation_vehicle_once':
      return new NoCapacity(need, { reason: 'vehicle' });
    case 'allocation_resource_once':
      return new HeldElsewhere(technicians.map(({ technicianId }) => technicianId));
    default:
      return error;
  }
}

/** Tries again with other technicians while those of the plan turn out to be booked in another store. */
export async function passingOver<T>(
  attempt: (heldElsewhere: readonly string[]) => Promise<T>,
  heldElsewhere: readonly string[] = [],
): Promise<T> {
  try {
    return await attempt(heldElsewhere);
  } catch (error) {
    if (!(error instanceof HeldElsewhere)) throw error;
    return passingOver(attempt, [...heldElsewhere, ...error.technicianIds]);
  }
}
