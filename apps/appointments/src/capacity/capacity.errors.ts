import { DomainError } from '@pitlane/kernel';
import type { Need, Shortage, ShortageReason } from './need.js';

const SENTENCES: Readonly<Record<ShortageReason, string>> = {
  closed: 'The store is not open then.',
  overnight: 'The work would go on the next day, and the customer waits for the car.',
  'too-long': 'The work takes more days than a visit may.',
  share: 'The time is fully booked; the rest is kept for walk-ins.',
  vehicle: 'The vehicle is booked at that time already.',
  bay: 'No bay of a kind is free for the whole time of its work.',
  'courtesy-car': 'No courtesy car is free until a while after the visit.',
  driver: 'No driver is free to fetch the car before the visit and to bring it back.',
  lounge: 'All seats of the lounge are taken.',
  advisor: 'The advisor receives another customer then.',
  technician: 'No technician with a skill is free for the whole time of the work.',
};

/** The start can't be kept; `alternatives` are the nearest starts that can, now (APT-4). */
export class NoCapacity extends DomainError {
  constructor(
    readonly need: Need,
    readonly shortage: Shortage,
    alternatives: readonly Date[] = [],
  ) {
    super('APPOINTMENTS.NO_CAPACITY', 'conflict', SENTENCES[shortage.reason], {
      ...shortage,
      alternatives: alternatives.map((startsAt) => startsAt.toISOString()),
    });
  }

  /** The same refusal, with what can be had instead. */
  offering(alternatives: readonly Date[]): NoCapacity {
    return new NoCapacity(this.need, this.shortage, alternatives);
  }
}

/** Another store has a technician of the plan at that time: the last wall says so, for its rows are not seen from here. */
export class HeldElsewhere extends Error {
  constructor(readonly technicianIds: readonly string[]) {
    super('A technician of the plan is booked in another store.');
  }
}

/** One names a day, or the first and the last of some days. */
export class SearchPeriodInvalid extends DomainError {
  constructor(longestDays: number) {
    const message = `A search is for one day, or from a day to one that is at most ${longestDays - 1} days later.`;
    super('APPOINTMENTS.SEARCH_PERIOD_INVALID', 'invalid', message, { longestDays, pointer: '/to' });
  }
}

export class StartInThePast extends DomainError {
  constructor() {
    super('APPOINTMENTS.START_IN_THE_PAST', 'invalid', 'A visit starts in the future.', { pointer: '/startsAt' });
  }
}

export class StartOffTheGrid extends DomainError {
  constructor(slotMinutes: number) {
    super(
      'APPOINTMENTS.START_OFF_THE_GRID',
      'invalid',
      `A visit starts on the store's grid of ${slotMinutes} minutes.`,
      {
        pointer: '/startsAt',
        slotMinutes,
      },
    );
  }
}
