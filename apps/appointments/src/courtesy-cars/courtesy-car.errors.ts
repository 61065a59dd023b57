import { DomainError } from '@pitlane/kernel';

export class CourtesyPlateNotValid extends DomainError {
  constructor(plate: string) {
    super('APPOINTMENTS.COURTESY_PLATE_NOT_VALID', 'invalid', `${plate} is no plate.`, { pointer: '/plate' });
  }
}

export class CourtesyCarRegistered extends DomainError {
  constructor(plate: string) {
    const message = `The store has courtesy car ${plate} already.`;
    super('APPOINTMENTS.COURTESY_CAR_REGISTERED', 'conflict', message, { plate });
  }
}

export class CourtesyCarOutOfService extends DomainError {
  constructor(plate: string, reason: string) {
    const message = `Courtesy car ${plate} is out of service.`;
    super('APPOINTMENTS.COURTESY_CAR_OUT_OF_SERVICE', 'conflict', message, { plate, reason });
  }
}

export class CourtesyCarInService extends DomainError {
  constructor(plate: string) {
    super('APPOINTMENTS.COURTESY_CAR_IN_SERVICE', 'conflict', `Courtesy car ${plate} is in service.`, { plate });
  }
}

/** An odometer does not run backwards. */
export class CourtesyMileageFell extends DomainError {
  constructor(mileageKm: number) {
    const message = `The courtesy car had ${mileageKm} km when it was last read.`;
    super('APPOINTMENTS.COURTESY_MILEAGE_FELL', 'invalid', message, { pointer: '/mileageKm', mileageKm });
  }
}
