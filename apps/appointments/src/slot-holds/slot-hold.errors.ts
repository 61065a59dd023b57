import { DomainError } from '@pitlane/kernel';
import type { Need } from '../capacity/need.js';

/** Too late: what was held is free for others, or will be in a moment. `alternatives` are the nearest starts that can be kept, now. */
export class HoldExpired extends DomainError {
  constructor(
    readonly id: string,
    readonly need: Need,
    alternatives: readonly Date[] = [],
  ) {
    super('APPOINTMENTS.HOLD_EXPIRED', 'conflict', `Hold ${id} has expired.`, {
      id,
      alternatives: alternatives.map((startsAt) => startsAt.toISOString()),
    });
  }

  /** The same refusal, with what can be had instead. */
  offering(alternatives: readonly Date[]): HoldExpired {
    return new HoldExpired(this.id, this.need, alternatives);
  }
}

export class HoldEnded extends DomainError {
  constructor(id: string, status: string) {
    super('APPOINTMENTS.HOLD_ENDED', 'conflict', `Hold ${id} is ${status}.`, { id, currentStatus: status });
  }
}

/** Only who holds a time books it or gives it back. */
export class HoldOfAnother extends DomainError {
  constructor(id: string) {
    super('APPOINTMENTS.HOLD_OF_ANOTHER', 'conflict', `Hold ${id} is another's.`, { id });
  }
}

export class HoldForAnotherVisit extends DomainError {
  constructor(id: string) {
    const message = `Hold ${id} is for another time, other work, or another customer's car.`;
    super('APPOINTMENTS.HOLD_FOR_ANOTHER_VISIT', 'invalid', message, { pointer: '/holdId', id });
  }
}

/** Nobody holds a whole store. */
export class TooManyHolds extends DomainError {
  constructor(most: number) {
    const message = `One caller has at most ${most} holds open: book them or give them back.`;
    super('APPOINTMENTS.TOO_MANY_HOLDS', 'conflict', message, { most });
  }
}

export class HalfAVisitor extends DomainError {
  constructor() {
    const message = 'A hold names the customer and the vehicle, or neither.';
    super('APPOINTMENTS.HALF_A_VISITOR', 'invalid', message, { pointer: '/vehicleId' });
  }
}
