import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, ListOf, OneOf, Text, Uuid } from '../fields.js';
import { VISIT_SIDES, type VisitSide } from '../terms.js';
import { PlannedBay, PlannedTechnician } from './appointment.events.js';

/** A visit has another time (APT-10): what was kept for the old one is free again, and bays and technicians are kept for the new one. */
@Event('appointments.appointment.moved', 1)
export class AppointmentMoved extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(VISIT_SIDES) by!: VisitSide;
  /** The store always gives one. */
  @Text(500, { optional: true }) reason?: string;
  @Instant() previousStartsAt!: string;
  @Instant() previousEndsAt!: string;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  /** Staff id of the advisor who will receive the customer. */
  @Code() advisorId!: string;
  @ListOf(() => PlannedBay, { min: 1 }) bays!: PlannedBay[];
  @ListOf(() => PlannedTechnician, { min: 1 }) technicians!: PlannedTechnician[];
}
