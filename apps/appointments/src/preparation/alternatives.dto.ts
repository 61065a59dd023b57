import { Instant, ListOf, Uuid } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import type { Appointment } from '../appointments/appointment.entity.js';
import { FreeStartView } from '../capacity/free-slots.dto.js';

/** Where a visit that can't be kept could be moved to. */
export class AlternativesView {
  @Uuid() appointmentId!: string;
  /** When the visit should begin now. */
  @Instant() startsAt!: string;
  /** The nearest to it first; none when nothing is free in the days around. */
  @ListOf(() => FreeStartView) alternatives!: FreeStartView[];

  static of({ id, startsAt, estimate }: Appointment, starts: readonly Date[]): AlternativesView {
    const alternatives = starts.map((start) => ({
      startsAt: start.toISOString(),
      endsAt: plusMinutes(start, estimate.durationMinutes).toISOString(),
    }));
    return { appointmentId: id, startsAt: startsAt.toISOString(), alternatives };
  }
}
