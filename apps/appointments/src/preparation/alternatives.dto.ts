import { Instant, TextList, Uuid } from '@pitlane/contracts';
import type { Appointment } from '../appointments/appointment.entity.js';

/** Where a visit that can't be kept could be moved to. */
export class AlternativesView {
  @Uuid() appointmentId!: string;
  /** When the visit should begin now. */
  @Instant() startsAt!: string;
  /** Starts at which the same work can be kept, the nearest first; none when nothing is free in the days around. */
  @TextList() alternatives!: string[];

  static of({ id, startsAt }: Appointment, starts: readonly Date[]): AlternativesView {
    const alternatives = starts.map((start) => start.toISOString());
    return { appointmentId: id, startsAt: startsAt.toISOString(), alternatives };
  }
}
