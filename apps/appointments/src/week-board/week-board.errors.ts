import { DomainError } from '@pitlane/kernel';

export class NoSuchWeek extends DomainError {
  constructor(week: string) {
    super('APPOINTMENTS.NO_SUCH_WEEK', 'invalid', `There is no week ${week}.`, { pointer: '/week' });
  }
}
