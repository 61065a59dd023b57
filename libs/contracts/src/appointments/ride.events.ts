import { Event, IntegrationEvent } from '../event.js';
import { Code, Instant, Integer, Kilometres, OneOf, Uuid } from '../fields.js';

/** To the store before the visit, and back to the customer after it. */
export const RIDE_KINDS = ['fetch', 'return'] as const;
export type RideKind = (typeof RIDE_KINDS)[number];

/** A driver is kept to fetch the customer's car, or to bring it back (APT-15). Where to is known in crm alone. */
@Event('appointments.ride.planned', 1)
export class RidePlanned extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  @OneOf(RIDE_KINDS) kind!: RideKind;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() keptFrom!: string;
  @Instant() keptUntil!: string;
}

/** The ride has another time, or another driver. */
@Event('appointments.ride.moved', 1)
export class RideMoved extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  @OneOf(RIDE_KINDS) kind!: RideKind;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() keptFrom!: string;
  @Instant() keptUntil!: string;
}

/** The driver has left the store: for the customer's car, or with it. */
@Event('appointments.ride.set-out', 1)
export class RideSetOut extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  @OneOf(RIDE_KINDS) kind!: RideKind;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() setOutAt!: string;
}

/** The customer has given the car to the driver and signed for how it stood there. */
@Event('appointments.ride.fetched', 1)
export class CarFetched extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() handedOverAt!: string;
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
}

/** The customer has the car back and signed for it. */
@Event('appointments.ride.returned', 1)
export class CarReturned extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  /** Staff id. */
  @Code() driverId!: string;
  @Instant() handedOverAt!: string;
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
  /** How many dents and scratches it did not have when it was fetched; absent when the customer brought it. */
  @Integer({ optional: true }) newMarks?: number;
}

/** Why a driver is not kept any more. */
export const RIDE_RELEASE_REASONS = ['cancelled', 'no-show', 'given-up'] as const;
export type RideReleaseReason = (typeof RIDE_RELEASE_REASONS)[number];

/** The driver was kept and is not needed: the visit will not take place, or the customer brings or takes the car away. */
@Event('appointments.ride.released', 1)
export class RideReleased extends IntegrationEvent {
  @Uuid() rideId!: string;
  @Uuid() appointmentId!: string;
  @OneOf(RIDE_KINDS) kind!: RideKind;
  /** Staff id. */
  @Code() driverId!: string;
  @OneOf(RIDE_RELEASE_REASONS) reason!: RideReleaseReason;
  @Instant() releasedAt!: string;
}
