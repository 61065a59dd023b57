import type { Shift } from '@pitlane/contracts';
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import { isOnShift, type Stay } from '../capacity/stay.js';
import {
  DriverInService, DriverLicenceEnded, DriverOutOfService, DriverShiftEndsBeforeItStarts,
} from './driver.errors.js'; // prettier-ignore

/** Classes of a driving licence (准驾车型) with which a customer's car may be driven; C2: only an automatic one. */
export const LICENCE_CLASSES = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2'] as const;
export type LicenceClass = (typeof LICENCE_CLASSES)[number];

/** What may change of a driver. */
export interface DriverTerms {
  readonly licenceClass: LicenceClass;
  /** Calendar day. */
  readonly licenceValidUntil: string;
  /** Every week, by the store's clock. */
  readonly shifts: readonly Shift[];
}

export interface DriverFacts extends DriverTerms {
  readonly id: string;
  readonly storeId: string;
  /** Staff id: `gu.driver`. */
  readonly driverId: string;
  readonly name: string;
}

/** Who fetches customers' cars and brings them back (APT-15). */
@Entity()
export class Driver extends Aggregate {
  /** Staff id. */
  @Disclosed() @Column('text') driverId!: string;
  @Column('text') name!: string;
  @Disclosed() @Column('text') licenceClass!: LicenceClass;
  /** Calendar day. */
  @Disclosed() @Column('date') licenceValidUntil!: string;
  @Column('jsonb') shifts!: readonly Shift[];
  /** Null while in service. */
  @Column('text', { nullable: true }) outOfServiceReason!: string | null;

  /** @throws DriverShiftEndsBeforeItStarts */
  static register({ id, storeId, driverId, name, ...terms }: DriverFacts): Driver {
    const driver = new Driver();
    driver.begin(id, storeId);
    Object.assign(driver, { driverId, name, outOfServiceReason: null });
    driver.agree(terms);
    return driver;
  }

  /** Another licence, other shifts: rides that are planned stay, and show as at risk. @throws DriverShiftEndsBeforeItStarts */
  agree({ licenceClass, licenceValidUntil, shifts }: DriverTerms): void {
    if (shifts.some(({ starts, ends }) => ends <= starts)) throw new DriverShiftEndsBeforeItStarts();
    Object.assign(this, { licenceClass, licenceValidUntil, shifts });
  }

  /** In service, with a licence, and on one shift for the whole time. */
  worksFor(stay: Stay): boolean {
    const { localStart, localEnd } = stay;
    const isLicensed = this.licenceValidUntil >= localEnd.date;
    const isOneDay = localStart.date === localEnd.date;
    return this.outOfServiceReason === null && isLicensed && isOneDay && isOnShift(this.shifts, stay);
  }

  /** @param day calendar day, as the store's clock shows it @throws DriverOutOfService | DriverLicenceEnded */
  checkMayDrive(day: string): void {
    this.checkInService();
    if (this.licenceValidUntil < day) throw new DriverLicenceEnded(this.driverId, this.licenceValidUntil);
  }

  /** No ride is given this driver from now on; those that are planned stay, and show as at risk. @throws DriverOutOfService */
  takeOutOfService(reason: string): void {
    this.checkInService();
    this.outOfServiceReason = reason;
  }

  /** @throws DriverInService */
  bringBackIntoService(): void {
    if (this.outOfServiceReason === null) throw new DriverInService(this.driverId);
    this.outOfServiceReason = null;
  }

  private checkInService(): void {
    if (this.outOfServiceReason !== null) throw new DriverOutOfService(this.driverId, this.outOfServiceReason);
  }
}
