import {
  CourtesyCarHandedOut, CourtesyCarReleased, CourtesyCarReserved, CourtesyCarReturned, CourtesyLoanMoved, type CourtesyReleaseReason,
} from '@pitlane/contracts'; // prettier-ignore
import { Aggregate, Disclosed } from '@pitlane/platform/aggregate';
import { Column, Entity } from 'typeorm';
import type { Period } from '../capacity/day.js';
import type { CarState, Mark } from '../courtesy-cars/courtesy-car.entity.js';
import {
  AgreementNotSignedYet, CustomerNotThere, LicenceEndsEarlier, LoanTimeIsOver, LoanTimeNotPossible, WrongLoanStatus,
} from './courtesy-loan.errors.js'; // prettier-ignore

export const COURTESY_LOAN_STATUSES = ['reserved', 'out', 'returned', 'released'] as const;
export type CourtesyLoanStatus = (typeof COURTESY_LOAN_STATUSES)[number];

/** What both sides agree on when the car leaves. Of the licence only that it was seen, not its number. */
export interface HandOut extends CarState {
  /** Staff id of the advisor, who saw the licence. */
  readonly by: string;
  /** Calendar day. */
  readonly licenceValidUntil: string;
  /** Names the signed document. */
  readonly agreementReference: string;
  /** UTC instant, ISO 8601. */
  readonly agreementSignedAt: string;
}

/** How the car came back. */
export interface HandBack {
  /** Staff id. */
  readonly by: string;
  readonly mileageKm: number;
  /** Fuel, or charge of a battery car. */
  readonly fuelPercent: number;
  readonly newMarks: readonly Mark[];
}

interface LoanFacts {
  readonly id: string;
  readonly storeId: string;
  readonly appointmentId: string;
  readonly courtesyCarId: string;
  readonly period: Period;
}

/** A courtesy car that is kept for a visit, then out with its customer, then back (APT-15); of two at one time the database refuses one. */
@Entity()
export class CourtesyLoan extends Aggregate {
  @Disclosed() @Column('text') status!: CourtesyLoanStatus;
  @Column('uuid') appointmentId!: string;
  @Column('uuid') courtesyCarId!: string;
  @Column('timestamptz') keptFrom!: Date;
  /** When it is due back. */
  @Column('timestamptz') keptUntil!: Date;
  @Column('jsonb', { nullable: true }) handOut!: HandOut | null;
  @Column('timestamptz', { nullable: true }) handedOutAt!: Date | null;
  @Column('jsonb', { nullable: true }) handBack!: HandBack | null;
  @Column('timestamptz', { nullable: true }) returnedAt!: Date | null;
  @Disclosed() @Column('text', { nullable: true }) releaseReason!: CourtesyReleaseReason | null;

  static reserve(facts: LoanFacts): { loan: CourtesyLoan; event: CourtesyCarReserved } {
    const { id, storeId, appointmentId, courtesyCarId, period } = facts;
    const loan = new CourtesyLoan();
    loan.begin(id, storeId);
    Object.assign(loan, {
      status: 'reserved',
      appointmentId,
      courtesyCarId,
      keptFrom: period.from,
      keptUntil: period.to,
    });
    Object.assign(loan, { handOut: null, handedOutAt: null, handBack: null, returnedAt: null, releaseReason: null });
    return { loan, event: CourtesyCarReserved.of({ ...loan.ids(), ...loan.times() }) };
  }

  /**
   * Whether the loan may have that time; the caller looks for a car that is free then.
   * @throws WrongLoanStatus | LoanTimeNotPossible
   */
  checkMovable({ from, to }: Period, at: Date): void {
    if (this.status !== 'reserved' && this.status !== 'out') throw new WrongLoanStatus(this.id, this.status);
    const beginsAnew = from.getTime() !== this.keptFrom.getTime();
    if (to <= from || to <= at || (this.status === 'out' && beginsAnew)) throw new LoanTimeNotPossible();
  }

  /** Another time or another car: the caller saw that it is free then. */
  moveTo(courtesyCarId: string, { from, to }: Period): CourtesyLoanMoved {
    Object.assign(this, { courtesyCarId, keptFrom: from, keptUntil: to });
    return CourtesyLoanMoved.of({ ...this.ids(), ...this.times() });
  }

  /**
   * The customer drives away. Earlier than planned, the car is kept from now on.
   * @param lastDay local day on which the car is due back
   * @throws WrongLoanStatus | CustomerNotThere | LoanTimeIsOver | LicenceEndsEarlier | AgreementNotSignedYet
   */
  leave(handOut: HandOut, { at, isCustomerThere, lastDay }: Leaving): CourtesyCarHandedOut {
    if (this.status !== 'reserved') throw new WrongLoanStatus(this.id, this.status);
    if (!isCustomerThere) throw new CustomerNotThere(this.appointmentId);
    if (at >= this.keptUntil) throw new LoanTimeIsOver(this.keptUntil);
    if (handOut.licenceValidUntil < lastDay) throw new LicenceEndsEarlier(lastDay);
    if (new Date(handOut.agreementSignedAt) > at) throw new AgreementNotSignedYet();
    const keptFrom = at < this.keptFrom ? at : this.keptFrom;
    Object.assign(this, { status: 'out', handOut, handedOutAt: at, keptFrom });
    const { mileageKm, fuelPercent } = handOut;
    const handedOutAt = at.toISOString();
    return CourtesyCarHandedOut.of({
      ...{ ...this.ids(), handedOutAt, keptUntil: this.keptUntil.toISOString(), mileageKm, fuelPercent },
    });
  }

  /** The car is back; from now on it is free. @throws WrongLoanStatus */
  comeBack(handBack: HandBack, at: Date): CourtesyCarReturned {
    if (this.status !== 'out' || !this.handOut || !this.handedOutAt) throw new WrongLoanStatus(this.id, this.status);
    // A clock that was set back must not keep the car away.
    const returnedAt = at < this.handedOutAt ? this.handedOutAt : at;
    Object.assign(this, { status: 'returned', handBack, returnedAt });
    const { mileageKm, fuelPercent, newMarks } = handBack;
    return CourtesyCarReturned.of({
      ...{ ...this.ids(), returnedAt: returnedAt.toISOString(), lateMinutes: this.lateMinutesAt(returnedAt) },
      ...{ drivenKm: mileageKm - this.handOut.mileageKm, fuelPercent, newMarks: newMarks.length },
    });
  }

  /** The car is not needed and free for others. @throws WrongLoanStatus */
  release(reason: CourtesyReleaseReason, at: Date): CourtesyCarReleased {
    if (this.status !== 'reserved') throw new WrongLoanStatus(this.id, this.status);
    Object.assign(this, { status: 'released', releaseReason: reason });
    return CourtesyCarReleased.of({ ...this.ids(), reason, releasedAt: at.toISOString() });
  }

  get period(): Period {
    return { from: this.keptFrom, to: this.keptUntil };
  }

  /** Begun minutes after the time at which the car is due back; 0 before. */
  lateMinutesAt(at: Date): number {
    return Math.max(0, Math.ceil((at.getTime() - this.keptUntil.getTime()) / 60_000));
  }

  private ids(): { courtesyLoanId: string; appointmentId: string; courtesyCarId: string } {
    return { courtesyLoanId: this.id, appointmentId: this.appointmentId, courtesyCarId: this.courtesyCarId };
  }

  private times(): { keptFrom: string; keptUntil: string } {
    return { keptFrom: this.keptFrom.toISOString(), keptUntil: this.keptUntil.toISOString() };
  }
}

export interface Leaving {
  readonly at: Date;
  /** The visit that the car is kept for has arrived. */
  readonly isCustomerThere: boolean;
  readonly lastDay: string;
}
