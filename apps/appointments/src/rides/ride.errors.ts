import { DomainError } from '@pitlane/kernel';

/** No driver is free for the whole time. */
export class NoDriver extends DomainError {
  constructor({ from, to }: { from: Date; to: Date }) {
    const details = { keptFrom: from.toISOString(), keptUntil: to.toISOString() };
    super('APPOINTMENTS.NO_DRIVER', 'conflict', 'No driver is free for the whole time.', details);
  }
}

export class WrongRideStatus extends DomainError {
  constructor(id: string, status: string) {
    super('APPOINTMENTS.WRONG_RIDE_STATUS', 'conflict', `Ride ${id} is ${status}.`, { id, currentStatus: status });
  }
}

export class RideTimeNotPossible extends DomainError {
  constructor() {
    const message = 'A car is fetched before its visit starts and brought back after that, and a ride lies ahead.';
    super('APPOINTMENTS.RIDE_TIME_NOT_POSSIBLE', 'invalid', message, { pointer: '/keptFrom' });
  }
}

/** The time for which the driver was kept is over: they may be promised to others, so the ride is moved first. */
export class RideTimeIsOver extends DomainError {
  constructor(keptUntil: Date) {
    const message = 'The driver was kept until an earlier time: move the ride.';
    super('APPOINTMENTS.RIDE_TIME_IS_OVER', 'conflict', message, { keptUntil: keptUntil.toISOString() });
  }
}

/** The ride before is not done. */
export class DriverUnderWay extends DomainError {
  constructor(driverId: string) {
    const message = `Driver ${driverId} is still under way with another car.`;
    super('APPOINTMENTS.DRIVER_UNDER_WAY', 'conflict', message, { driverId });
  }
}

/** Under way that early, the driver would be missing at another visit. */
export class DriverKeptForAnother extends DomainError {
  constructor(driverId: string) {
    const message = `Driver ${driverId} is kept for another visit until then.`;
    super('APPOINTMENTS.DRIVER_KEPT_FOR_ANOTHER', 'conflict', message, { driverId });
  }
}

/** A car is brought back after its visit has arrived, and the ride that fetched it is done. */
export class CarNotAtTheStore extends DomainError {
  constructor(appointmentId: string) {
    const message = `The car of appointment ${appointmentId} is not at the store.`;
    super('APPOINTMENTS.CAR_NOT_AT_THE_STORE', 'conflict', message, { appointmentId });
  }
}

/** The store has the car, or its driver does: the customer is received, and the workshop's order ends what is not wanted. */
export class CarWasFetched extends DomainError {
  constructor(appointmentId: string) {
    const message = `The car of appointment ${appointmentId} was fetched: it is received, and then brought back.`;
    super('APPOINTMENTS.CAR_WAS_FETCHED', 'conflict', message, { appointmentId });
  }
}

export class OdometerOfReturn extends DomainError {
  constructor() {
    const message = 'The odometer is read when a car leaves the store: on a return, and on no other ride.';
    super('APPOINTMENTS.ODOMETER_OF_RETURN', 'invalid', message, { pointer: '/mileageKm' });
  }
}

/** An odometer does not run backwards. */
export class RideMileageFell extends DomainError {
  constructor(mileageKm: number) {
    const message = `The car had ${mileageKm} km when it was last read.`;
    super('APPOINTMENTS.RIDE_MILEAGE_FELL', 'invalid', message, { pointer: '/mileageKm', mileageKm });
  }
}

export class HandedOverAlready extends DomainError {
  constructor(id: string) {
    super('APPOINTMENTS.HANDED_OVER_ALREADY', 'conflict', `The car of ride ${id} was handed over already.`, { id });
  }
}

export class NotHandedOver extends DomainError {
  constructor(id: string) {
    const message = `The customer has not handed the car of ride ${id} over.`;
    super('APPOINTMENTS.NOT_HANDED_OVER', 'conflict', message, { id });
  }
}
