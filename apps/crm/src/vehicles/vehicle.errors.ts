import { DomainError } from '@pitlane/kernel';

export class InvalidVin extends DomainError {
  constructor() {
    super('invalid_vin', 'invalid', 'A VIN has 17 characters, the ninth of them its check digit.', { pointer: '/vin' });
  }
}

export class InvalidPlate extends DomainError {
  constructor() {
    super('invalid_plate', 'invalid', 'This is not a mainland plate.', { pointer: '/plate' });
  }
}

/** VIN or plate are taken in the group. The vehicle's id is told only where the store knows the vehicle; else it may claim it. */
export class VehicleExists extends DomainError {
  constructor(vehicleId?: string) {
    const details = vehicleId === undefined ? {} : { vehicleId };
    super('CRM.VEHICLE_EXISTS', 'conflict', 'A vehicle with this VIN or plate is registered already.', details);
  }
}

export class VehicleNotIdentified extends DomainError {
  constructor() {
    super('CRM.VEHICLE_NOT_IDENTIFIED', 'invalid', 'Name the vehicle by VIN or plate, and by one of them.');
  }
}
