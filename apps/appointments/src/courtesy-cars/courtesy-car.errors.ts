import { DomainError } from '@pitlane/kernel';

// Plates stand in no problem: a refusal is kept, and shown to more people than the car's own page.

export class CourtesyPlateNotValid extends DomainError {
  constructor() {
    super('APPOINTMENTS.COURTESY_PLATE_NOT_VALID', 'invalid', 'This is no plate.', { pointer: '/plate' });
  }
}

export class CourtesyCarRegistered extends DomainError {
  constructor() {
    super('APPOINTMENTS.COURTESY_CAR_REGISTERED', 'conflict', 'The store has a courtesy car with this plate already.');
  }
}

export class CourtesyCarOutOfService extends DomainError {
  constructor(id: string, reason: string) {
    super('APPOINTMENTS.COURTESY_CAR_OUT_OF_SERVICE', 'conflict', 'The courtesy car is out of service.', {
      id,
      reason,
    });
  }
}

export class CourtesyCarInService extends DomainError {
  constructor(id: string) {
    super('APPOINTMENTS.COURTESY_CAR_IN_SERVICE', 'conflict', 'The courtesy car is in service.', { id });
  }
}

/** An odometer does not run backwards. */
export class CourtesyMileageFell extends DomainError {
  constructor(mileageKm: number) {
    const message = `The courtesy car had ${mileageKm} km when it was last read.`;
    super('APPOINTMENTS.COURTESY_MILEAGE_FELL', 'invalid', message, { pointer: '/mileageKm', mileageKm });
  }
}
