import { DomainError } from '@pitlane/kernel';

export class PeriodInvalid extends DomainError {
  constructor(longestDays: number) {
    const message = `A period has 1 to ${longestDays} days and ends after it starts.`;
    super('WORKSHOP.PERIOD_INVALID', 'invalid', message, { longestDays, pointer: '/to' });
  }
}
