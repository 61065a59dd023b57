import { AppointmentMoved, type VisitSide } from '@pitlane/contracts';
import { type Need, needOf, type PlacedVisit } from '../capacity/need.js';
import { type Booking, plannedOf } from './booking.js';
import { isExpected } from './appointment-status.js';
import type { Appointment } from './appointment.entity.js';
import { ReasonNeeded, WrongStatus } from './appointment.errors.js';
import { askedBy } from './meanwhile.js';

/** Another time for a visit, and who wants it (APT-10). */
export interface MoveWish {
  readonly startsAt: Date;
  readonly by: VisitSide;
  readonly reason?: string;
}

/** A wish with what the store keeps for it. */
export interface Move extends MoveWish, Pick<Booking, 'plan' | 'advisorId' | 'slotMinutes' | 'newId'> {}

/** What the history of a visit keeps of a move. */
export interface Moved {
  /** UTC instant, ISO 8601: when the visit should have started before. */
  readonly previousStartsAt: string;
  readonly by: VisitSide;
  readonly reason: string | null;
}

/** What a visit takes at another time; what it has itself does not stand in its way. */
export function needElsewhere(visit: Appointment): Need & { readonly moved: PlacedVisit } {
  const { id, vehicleId, estimate, meanwhile, startsAt, endsAt, slotMinutes, overnightSlots, loungeSeat } = visit;
  const moved = { id, startsAt, endsAt, slotMinutes, overnightSlots, loungeSeat };
  return { ...needOf(estimate, vehicleId), ...askedBy(meanwhile), moved };
}

/** Whether that is another time than the visit has; the caller looks for a place in it. @throws WrongStatus | ReasonNeeded */
export function isMove({ startsAt, by, reason }: MoveWish, visit: Appointment): boolean {
  if (!isExpected(visit.status)) throw new WrongStatus(visit.id, visit.status, 'move');
  if (by === 'store' && reason === undefined) throw new ReasonNeeded();
  return startsAt.getTime() !== visit.startsAt.getTime();
}

/** @param was the time before */
export function movedEvent(
  { id, customerId, vehicleId, advisorId, startsAt, endsAt }: Appointment,
  { by, reason, plan }: Move,
  was: { startsAt: Date; endsAt: Date },
): AppointmentMoved {
  return AppointmentMoved.of({
    ...{ appointmentId: id, customerId, vehicleId, by, ...(reason !== undefined && { reason }) },
    previousStartsAt: was.startsAt.toISOString(),
    previousEndsAt: was.endsAt.toISOString(),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    advisorId,
    ...plannedOf(plan),
  });
}
