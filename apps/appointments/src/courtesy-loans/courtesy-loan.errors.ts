import { DomainError } from '@pitlane/kernel';

/** No courtesy car is free for the whole time. */
export class NoCourtesyCar extends DomainError {
  constructor({ from, to }: { from: Date; to: Date }) {
    const details = { keptFrom: from.toISOString(), keptUntil: to.toISOString() };
    super('APPOINTMENTS.NO_COURTESY_CAR', 'conflict', 'No courtesy car is free for the whole time.', details);
  }
}

export class WrongLoanStatus extends DomainError {
  constructor(id: string, status: string) {
    const message = `Courtesy loan ${id} is ${status}.`;
    super('APPOINTMENTS.WRONG_LOAN_STATUS', 'conflict', message, { id, currentStatus: status });
  }
}

export class LoanTimeNotPossible extends DomainError {
  constructor() {
    const message =
      'A courtesy car is kept until a time that is ahead and after its beginning; one that is out has begun.';
    super('APPOINTMENTS.LOAN_TIME_NOT_POSSIBLE', 'invalid', message, { pointer: '/keptUntil' });
  }
}

/** Who drives the car away is at the store: the visit has arrived. */
export class CustomerNotThere extends DomainError {
  constructor(appointmentId: string) {
    const message = `The customer of appointment ${appointmentId} has not arrived.`;
    super('APPOINTMENTS.CUSTOMER_NOT_THERE', 'conflict', message, { appointmentId });
  }
}

/** The time for which the car was kept is over: it may be promised to others, so the loan is moved first. */
export class LoanTimeIsOver extends DomainError {
  constructor(keptUntil: Date) {
    const details = { keptUntil: keptUntil.toISOString() };
    super(
      'APPOINTMENTS.LOAN_TIME_IS_OVER',
      'conflict',
      'The car was kept until an earlier time: move the loan.',
      details,
    );
  }
}

export class LicenceEndsEarlier extends DomainError {
  constructor(lastDay: string) {
    const message = `The licence has to be valid until ${lastDay}.`;
    super('APPOINTMENTS.LICENCE_ENDS_EARLIER', 'invalid', message, { pointer: '/licenceValidUntil', lastDay });
  }
}

export class AgreementNotSignedYet extends DomainError {
  constructor() {
    const details = { pointer: '/agreementSignedAt' };
    super(
      'APPOINTMENTS.AGREEMENT_NOT_SIGNED_YET',
      'invalid',
      'The agreement is signed before the car leaves.',
      details,
    );
  }
}

/** The loan before has not brought the car back. */
export class CarNotBack extends DomainError {
  constructor(courtesyCarId: string) {
    const message = 'The car is still out with another customer.';
    super('APPOINTMENTS.COURTESY_CAR_NOT_BACK', 'conflict', message, { courtesyCarId });
  }
}

/** Handed out that early, the car would be missing at another visit. */
export class CarKeptForAnother extends DomainError {
  constructor(courtesyCarId: string) {
    const message = 'The car is kept for another visit until then.';
    super('APPOINTMENTS.COURTESY_CAR_KEPT_FOR_ANOTHER', 'conflict', message, { courtesyCarId });
  }
}
