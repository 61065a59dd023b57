import { DomainError } from '@pitlane/kernel';

export class PeriodReversed extends DomainError {
  constructor() {
    super('PARTS.PERIOD_REVERSED', 'invalid', 'The period ends before it begins.', { pointer: '/to' });
  }
}

export class PeriodNotBegun extends DomainError {
  constructor() {
    super('PARTS.PERIOD_NOT_BEGUN', 'invalid', 'The period begins in the future.', { pointer: '/from' });
  }
}
