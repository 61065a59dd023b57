import { type AppointmentAdvisorChanged, CustomerArrived, type Punctuality } from '@pitlane/contracts';
import { plusMinutes } from '@pitlane/kernel';
import { SETTINGS } from '../settings.js';
import type { Appointment } from './appointment.entity.js';

export interface Arrival {
  /** Said first, when a stand-in receives the customer. */
  readonly advisorChanged: AppointmentAdvisorChanged | undefined;
  readonly arrived: CustomerArrived;
}

/** How the arrival at a visit lies to its start (APT-11). */
export function punctualityOf(startsAt: Date, arrivedAt: Date): Punctuality {
  if (arrivedAt < plusMinutes(startsAt, -SETTINGS.onTimeMinutes)) return 'early';
  return arrivedAt <= plusMinutes(startsAt, SETTINGS.onTimeMinutes) ? 'on-time' : 'late';
}

export function arrivedEvent(
  { id, customerId, vehicleId, advisorId }: Appointment,
  punctuality: Punctuality,
  at: Date,
): CustomerArrived {
  const whose = { appointmentId: id, customerId, vehicleId, advisorId };
  return CustomerArrived.of({ ...whose, punctuality, arrivedAt: at.toISOString() });
}
