import { Event, IntegrationEvent } from '../event.js';
import { Instant, Integer, Kilometres, OneOf, Uuid } from '../fields.js';

/** A courtesy car is kept for a visit, from its start to a while after its end (APT-15). */
@Event('appointments.courtesy-loan.reserved', 1)
export class CourtesyCarReserved extends IntegrationEvent {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @Instant() keptFrom!: string;
  @Instant() keptUntil!: string;
}

/** The loan has another time, or another car. */
@Event('appointments.courtesy-loan.moved', 1)
export class CourtesyLoanMoved extends IntegrationEvent {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @Instant() keptFrom!: string;
  @Instant() keptUntil!: string;
}

/** The customer drives the car; licence and signed agreement were there. */
@Event('appointments.courtesy-loan.handed-out', 1)
export class CourtesyCarHandedOut extends IntegrationEvent {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @Instant() handedOutAt!: string;
  /** When it is due back. */
  @Instant() keptUntil!: string;
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
}

/** The car is back: the store can lend it again. */
@Event('appointments.courtesy-loan.returned', 1)
export class CourtesyCarReturned extends IntegrationEvent {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @Instant() returnedAt!: string;
  /** After the time until which it was kept; 0 when it came back in time. */
  @Integer() lateMinutes!: number;
  @Kilometres() drivenKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
  /** How many dents and scratches it did not have before. */
  @Integer() newMarks!: number;
}

/** Why a car is not kept any more. */
export const COURTESY_RELEASE_REASONS = ['cancelled', 'no-show', 'given-up'] as const;
export type CourtesyReleaseReason = (typeof COURTESY_RELEASE_REASONS)[number];

/** The car was kept and is not needed: the visit will not take place, or the customer does without it. */
@Event('appointments.courtesy-loan.released', 1)
export class CourtesyCarReleased extends IntegrationEvent {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @OneOf(COURTESY_RELEASE_REASONS) reason!: CourtesyReleaseReason;
  @Instant() releasedAt!: string;
}
