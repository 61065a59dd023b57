import {
  Instant,
  Integer,
  Kilometres,
  ListOf,
  OneOf,
  type Powertrain,
  POWERTRAINS,
  Text,
  Uuid,
} from '@pitlane/contracts';
import { COURTESY_LOAN_STATUSES, type CourtesyLoan } from '../courtesy-loans/courtesy-loan.entity.js';
import type { CourtesyCar } from './courtesy-car.entity.js';

export class MarkBody {
  /** `left rear door` */
  @Text(60) place!: string;
  @Text(300) text!: string;
}

export class CarStateBody {
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
  /** All marks that it has. */
  @ListOf(() => MarkBody, { max: 100 }) marks!: MarkBody[];
}

export class RegisterCourtesyCar extends CarStateBody {
  @Text(8) plate!: string;
  @Text(60) make!: string;
  @Text(80) model!: string;
  @OneOf(POWERTRAINS) powertrain!: Powertrain;
}

export class TakeOutOfService {
  @Text(300) reason!: string;
}

export class CourtesyCarView {
  @Uuid() id!: string;
  @Integer() version!: number;
  @Text(8) plate!: string;
  @Text(60) make!: string;
  @Text(80) model!: string;
  @OneOf(POWERTRAINS) powertrain!: Powertrain;
  @Kilometres() mileageKm!: number;
  /** Fuel, or charge of a battery car. */
  @Integer({ max: 100 }) fuelPercent!: number;
  @ListOf(() => MarkBody) marks!: MarkBody[];
  @OneOf(['in-service', 'out-of-service']) status!: string;
  @Text(300, { nullable: true }) outOfServiceReason!: string | null;

  static of(car: CourtesyCar): CourtesyCarView {
    const { id, version, plate, make, model, powertrain, mileageKm, fuelPercent, marks, outOfServiceReason } = car;
    return {
      ...{ id, version, plate, make, model, powertrain, mileageKm, fuelPercent, outOfServiceReason },
      marks: [...marks],
      status: outOfServiceReason === null ? 'in-service' : 'out-of-service',
    };
  }
}

export class CarLoanView {
  @Uuid() courtesyLoanId!: string;
  @Uuid() appointmentId!: string;
  @OneOf(COURTESY_LOAN_STATUSES) status!: string;
  @Instant() keptFrom!: string;
  /** When it is due back. */
  @Instant() keptUntil!: string;

  static of({ id, appointmentId, status, keptFrom, keptUntil }: CourtesyLoan): CarLoanView {
    return {
      ...{ courtesyLoanId: id, appointmentId, status },
      keptFrom: keptFrom.toISOString(),
      keptUntil: keptUntil.toISOString(),
    };
  }
}

export class FleetCarView extends CourtesyCarView {
  /** Who has the car now and later, in order of time. */
  @ListOf(() => CarLoanView) loans!: CarLoanView[];

  static ofFleet({ car, loans }: { car: CourtesyCar; loans: readonly CourtesyLoan[] }): FleetCarView {
    return { ...CourtesyCarView.of(car), loans: loans.map(CarLoanView.of) };
  }
}
