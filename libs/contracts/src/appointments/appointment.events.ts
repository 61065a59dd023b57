import { Event, IntegrationEvent } from '../event.js';
import {
  Code,
  Flag,
  Hundredths,
  Instant,
  Integer,
  ListOf,
  OneOf,
  Text,
  TextList,
  Thousandths,
  Uuid,
} from '../fields.js';
import {
  BAY_KINDS, BOOKING_CHANNELS, MEANWHILE, SKILLS, VISIT_SIDES, type BayKind, type BookingChannel, type Meanwhile, type Skill,
  type VisitSide,
} from '../terms.js'; // prettier-ignore

export class PlannedOperation {
  @Code() operationCode!: string;
  @Hundredths({ min: 1 }) flatRateHundredths!: number;
  @OneOf(SKILLS) skill!: Skill;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
}

export class PlannedPart {
  @Code() partNumber!: string;
  @Thousandths({ min: 1 }) quantityThousandths!: number;
}

export class PlannedBay {
  @Uuid() bayId!: string;
  @OneOf(BAY_KINDS) bayKind!: BayKind;
  /** When the car is in this bay; absent: for the whole visit. */
  @Instant({ optional: true }) startsAt?: string;
  @Instant({ optional: true }) endsAt?: string;
}

/** Named once for each bay that the car comes to, and each day on which it is worked on there. */
export class PlannedTechnician {
  @Code() technicianId!: string;
  @TextList({ min: 1, values: SKILLS }) skills!: Skill[];
  /** When they work on the car; absent: for the whole visit. */
  @Instant({ optional: true }) startsAt?: string;
  @Instant({ optional: true }) endsAt?: string;
}

/** A visit is agreed: bays and technicians are kept for the time of their work (APT-4). It may end on a later day. */
@Event('appointments.appointment.booked', 1)
export class AppointmentBooked extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  /** Staff id of the advisor who will receive the customer. */
  @Code() advisorId!: string;
  @Instant() startsAt!: string;
  @Instant() endsAt!: string;
  /** The customer's words. */
  @Text(2000) complaint!: string;
  @OneOf(MEANWHILE) meanwhile!: Meanwhile;
  @ListOf(() => PlannedOperation, { min: 1 }) operations!: PlannedOperation[];
  @ListOf(() => PlannedPart) parts!: PlannedPart[];
  @ListOf(() => PlannedBay, { min: 1 }) bays!: PlannedBay[];
  @ListOf(() => PlannedTechnician, { min: 1 }) technicians!: PlannedTechnician[];
}

/** The customer said that they will come. */
@Event('appointments.appointment.confirmed', 1)
export class AppointmentConfirmed extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @OneOf(BOOKING_CHANNELS) channel!: BookingChannel;
  @Instant() confirmedAt!: string;
}

/** Another advisor will receive the customer (APT-7). */
@Event('appointments.appointment.advisor-changed', 1)
export class AppointmentAdvisorChanged extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Code() advisorId!: string;
  @Instant() startsAt!: string;
}

/** The checks ahead of a visit (APT-9). */
export const APPOINTMENT_CHECKS = ['day-before', 'hour-before'] as const;
export type AppointmentCheck = (typeof APPOINTMENT_CHECKS)[number];

/** A check found all ready: the customer is reminded. */
@Event('appointments.appointment.reminded', 1)
export class AppointmentReminded extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Code() advisorId!: string;
  @Instant() startsAt!: string;
  @OneOf(APPOINTMENT_CHECKS) check!: AppointmentCheck;
}

/** A check found something missing, or the customer has not confirmed (APT-9). */
@Event('appointments.appointment.at-risk', 1)
export class AppointmentAtRisk extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Code() advisorId!: string;
  @Instant() startsAt!: string;
  @OneOf(APPOINTMENT_CHECKS) check!: AppointmentCheck;
  /** Items of the preparation checklist that are not ready; `customer-confirmation` among them. */
  @TextList({ min: 1 }) missing!: string[];
  /** True one hour ahead: the manager sees it, too. */
  @Flag() escalated!: boolean;
}

/** The visit will not take place: capacity and parts are free again (APT-10). */
@Event('appointments.appointment.cancelled', 1)
export class AppointmentCancelled extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Instant() startsAt!: string;
  @Text(500) reason!: string;
  /** Who did not want it. */
  @OneOf(VISIT_SIDES, { optional: true }) by?: VisitSide;
}

/** The customer did not come in time: capacity and parts are free again (APT-11). */
@Event('appointments.appointment.no-show', 1)
export class AppointmentNoShow extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Instant() startsAt!: string;
  /** How often the customer stayed away before. */
  @Integer() earlierNoShows!: number;
}

export const PUNCTUALITIES = ['early', 'on-time', 'late'] as const;
export type Punctuality = (typeof PUNCTUALITIES)[number];

/** The customer is there and was met. */
@Event('appointments.appointment.arrived', 1)
export class CustomerArrived extends IntegrationEvent {
  @Uuid() appointmentId!: string;
  @Uuid() customerId!: string;
  @Uuid() vehicleId!: string;
  @Code() advisorId!: string;
  @OneOf(PUNCTUALITIES) punctuality!: Punctuality;
  @Instant() arrivedAt!: string;
}
