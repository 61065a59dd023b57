import { DomainError } from '@pitlane/kernel';

/** An advisor's calendar is their own; those of the bays are the foreman's and the service manager's. */
export class CalendarFeedNotYours extends DomainError {
  constructor() {
    super('APPOINTMENTS.CALENDAR_FEED_NOT_YOURS', 'forbidden', 'This calendar is for somebody else to give out.');
  }
}

export class BayNotKnown extends DomainError {
  constructor(bayId: string) {
    const message = `The store does not know bay ${bayId} (yet).`;
    super('APPOINTMENTS.BAY_NOT_KNOWN', 'conflict', message, { bayId });
  }
}
