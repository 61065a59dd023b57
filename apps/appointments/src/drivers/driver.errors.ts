import { DomainError } from '@pitlane/kernel';

export class DriverRegistered extends DomainError {
  constructor(driverId: string) {
    const message = `The store has driver ${driverId} already.`;
    super('APPOINTMENTS.DRIVER_REGISTERED', 'conflict', message, { driverId });
  }
}

export class DriverShiftEndsBeforeItStarts extends DomainError {
  constructor() {
    const message = 'A shift ends later on the day on which it starts.';
    super('APPOINTMENTS.DRIVER_SHIFT_ENDS_BEFORE_IT_STARTS', 'invalid', message, { pointer: '/shifts' });
  }
}

export class DriverOutOfService extends DomainError {
  constructor(driverId: string, reason: string) {
    const message = `Driver ${driverId} is out of service.`;
    super('APPOINTMENTS.DRIVER_OUT_OF_SERVICE', 'conflict', message, { driverId, reason });
  }
}

export class DriverInService extends DomainError {
  constructor(driverId: string) {
    super('APPOINTMENTS.DRIVER_IN_SERVICE', 'conflict', `Driver ${driverId} is in service.`, { driverId });
  }
}

export class DriverLicenceEnded extends DomainError {
  constructor(driverId: string, licenceValidUntil: string) {
    const message = `The licence of driver ${driverId} was valid until ${licenceValidUntil}.`;
    super('APPOINTMENTS.DRIVER_LICENCE_ENDED', 'conflict', message, { driverId, licenceValidUntil });
  }
}
