import {
  Code, COURTESY_RELEASE_REASONS, Day, Instant, Integer, Kilometres, ListOf, Nested, OneOf, Uuid,
} from '@pitlane/contracts'; // prettier-ignore
import { PageQuery } from '@pitlane/platform';
import { CarStateBody, MarkBody } from '../courtesy-cars/courtesy-car.dto.js';
import {
  COURTESY_LOAN_STATUSES, type CourtesyLoan, type CourtesyLoanStatus, type HandBack, type HandOut,
} from './courtesy-loan.entity.js'; // prettier-ignore

export class MoveLoan {
  /** Left out: as it is. */
  @Instant({ optional: true }) keptFrom?: string;
  /** Left out: as it is. */
  @Instant({ optional: true }) keptUntil?: string;
}

export class HandOutBody extends CarStateBody {
  /** Of the driving licence that the caller saw; its number is not kept. */
  @Day() licenceValidUntil!: string;
  /** Names the signed document. */
  @Code() agreementReference!: string;
  @Instant() agreementSignedAt!: string;
}

export class HandBackBody {
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
  /** Marks that it did not have when it left. */
  @ListOf(() => MarkBody, { max: 50 }) newMarks!: MarkBody[];
}

export class CourtesyLoansQuery extends PageQuery {
  @OneOf(COURTESY_LOAN_STATUSES, { optional: true }) status?: CourtesyLoanStatus;
  @Uuid({ optional: true }) appointmentId?: string;
  @Uuid({ optional: true }) courtesyCarId?: string;
}

export class HandOutView extends HandOutBody {
  /** Staff id. */
  @Code() by!: string;

  static of(handOut: HandOut): HandOutView {
    return { ...handOut, marks: [...handOut.marks] };
  }
}

export class HandBackView extends HandBackBody {
  /** Staff id. */
  @Code() by!: string;

  static of(handBack: HandBack): HandBackView {
    return { ...handBack, newMarks: [...handBack.newMarks] };
  }
}

export class CourtesyLoanView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @OneOf(COURTESY_LOAN_STATUSES) status!: CourtesyLoanStatus;
  @Uuid() appointmentId!: string;
  @Uuid() courtesyCarId!: string;
  @Instant() keptFrom!: string;
  /** When it is due back. */
  @Instant() keptUntil!: string;
  @Instant({ nullable: true }) handedOutAt!: string | null;
  @Nested(() => HandOutView, { nullable: true }) handOut!: HandOutView | null;
  @Instant({ nullable: true }) returnedAt!: string | null;
  @Nested(() => HandBackView, { nullable: true }) handBack!: HandBackView | null;
  /** How late it came back; null until then. */
  @Integer({ nullable: true }) lateMinutes!: number | null;
  @OneOf(COURTESY_RELEASE_REASONS, { nullable: true }) releaseReason!: string | null;

  static of(loan: CourtesyLoan): CourtesyLoanView {
    const { id, version, status, appointmentId, courtesyCarId, keptFrom, keptUntil, releaseReason } = loan;
    const { handedOutAt, handOut, returnedAt, handBack } = loan;
    return {
      ...{ id, version, status, appointmentId, courtesyCarId, releaseReason },
      keptFrom: keptFrom.toISOString(),
      keptUntil: keptUntil.toISOString(),
      handedOutAt: handedOutAt?.toISOString() ?? null,
      handOut: handOut && HandOutView.of(handOut),
      returnedAt: returnedAt?.toISOString() ?? null,
      handBack: handBack && HandBackView.of(handBack),
      lateMinutes: returnedAt && loan.lateMinutesAt(returnedAt),
    };
  }
}
