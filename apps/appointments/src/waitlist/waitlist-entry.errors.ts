import { DomainError } from '@pitlane/kernel';

export class WaitlistDaysNotPossible extends DomainError {
  constructor(mostDays: number) {
    const message = `One waits for days that are not over, the first before the last, ${mostDays} at most.`;
    super('APPOINTMENTS.WAITLIST_DAYS_NOT_POSSIBLE', 'invalid', message, { pointer: '/lastDay', mostDays });
  }
}

export class WaitlistTimesNotPossible extends DomainError {
  constructor() {
    const message = 'The latest start is not before the earliest.';
    super('APPOINTMENTS.WAITLIST_TIMES_NOT_POSSIBLE', 'invalid', message, { pointer: '/startsUntil' });
  }
}

/** A car has one place in the line. */
export class WaitsAlready extends DomainError {
  constructor(vehicleId: string) {
    const message = `Vehicle ${vehicleId} waits already.`;
    super('APPOINTMENTS.WAITS_ALREADY', 'conflict', message, { vehicleId });
  }
}

export class WaitlistEntryEnded extends DomainError {
  constructor(id: string, status: string) {
    const message = `Waitlist entry ${id} is ${status}.`;
    super('APPOINTMENTS.WAITLIST_ENTRY_ENDED', 'conflict', message, { id, currentStatus: status });
  }
}

export class NothingOffered extends DomainError {
  constructor(id: string, status: string) {
    const message = `Waitlist entry ${id} is ${status}: nothing is offered.`;
    super('APPOINTMENTS.NOTHING_OFFERED', 'conflict', message, { id, currentStatus: status });
  }
}

/** Too late: it is offered to the next. */
export class OfferLapsed extends DomainError {
  constructor(id: string, offeredUntil: Date) {
    const details = { id, offeredUntil: offeredUntil.toISOString() };
    super('APPOINTMENTS.OFFER_LAPSED', 'conflict', `The offer of waitlist entry ${id} has lapsed.`, details);
  }
}
