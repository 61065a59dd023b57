import { DomainError } from '@pitlane/kernel';

export class PeriodReversed extends DomainError {
  constructor() {
    super('APPOINTMENTS.PERIOD_REVERSED', 'invalid', 'The period ends before it begins.', { pointer: '/to' });
  }
}

export class PeriodTooLong extends DomainError {
  constructor(mostDays: number) {
    const message = `A period has at most ${mostDays} days.`;
    super('APPOINTMENTS.PERIOD_TOO_LONG', 'invalid', message, { pointer: '/to', mostDays });
  }
}
