import { Code, Day, Integer, ListOf, OneOf, Shift, Text, Uuid } from '@pitlane/contracts';
import { type Driver, LICENCE_CLASSES, type LicenceClass } from './driver.entity.js';

export class DriverTermsBody {
  /** Class of the driving licence (准驾车型). */
  @OneOf(LICENCE_CLASSES) licenceClass!: LicenceClass;
  /** Its last day. */
  @Day() licenceValidUntil!: string;
  /** Every week. */
  @ListOf(() => Shift, { min: 1, max: 21 }) shifts!: Shift[];
}

export class RegisterDriver extends DriverTermsBody {
  /** Staff id. */
  @Code() driverId!: string;
  @Text(60) name!: string;
}

export class TakeDriverOut {
  @Text(300) reason!: string;
}

export class DriverView extends RegisterDriver {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(['in-service', 'out-of-service']) status!: string;
  @Text(300, { nullable: true }) outOfServiceReason!: string | null;

  static of(driver: Driver): DriverView {
    const { id, version, driverId, name, licenceClass, licenceValidUntil, shifts, outOfServiceReason } = driver;
    return {
      ...{ id, version, driverId, name, licenceClass, licenceValidUntil, shifts: [...shifts], outOfServiceReason },
      status: outOfServiceReason === null ? 'in-service' : 'out-of-service',
    };
  }
}
