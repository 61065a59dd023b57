import { DomainError } from '@pitlane/kernel';
import type { AppointmentCommand, AppointmentStatus } from './appointment-status.js';

export class WrongStatus extends DomainError {
  constructor(
    id: string,
    status: AppointmentStatus,
    command: AppointmentCommand | 'change-advisor' | 'tick' | 'untick',
  ) {
    const message = `Appointment ${id} is ${status}: ${command} is not possible.`;
    super('APPOINTMENTS.WRONG_STATUS', 'conflict', message, { id, currentStatus: status, command });
  }
}

/** The store tells the customer why it does not keep what it promised (APT-10). */
export class ReasonNeeded extends DomainError {
  constructor() {
    super('APPOINTMENTS.REASON_NEEDED', 'invalid', 'The store gives a reason.', { pointer: '/reason' });
  }
}

export class VisitNotNeeded extends DomainError {
  constructor() {
    const message = 'The diagnosis says that no visit is needed.';
    super('APPOINTMENTS.VISIT_NOT_NEEDED', 'invalid', message, { pointer: '/diagnosis/needsVisit' });
  }
}

export class VehicleNotKnown extends DomainError {
  constructor(vehicleId: string) {
    const message = `The store does not know vehicle ${vehicleId} (yet).`;
    super('APPOINTMENTS.VEHICLE_NOT_KNOWN', 'conflict', message, { vehicleId });
  }
}

export class CustomerNotKnown extends DomainError {
  constructor(customerId: string) {
    const message = `The store does not know customer ${customerId} (yet).`;
    super('APPOINTMENTS.CUSTOMER_NOT_KNOWN', 'conflict', message, { customerId });
  }
}

export class CustomerIsErased extends DomainError {
  constructor(customerId: string) {
    const message = `Who customer ${customerId} is was erased: they have to be registered anew.`;
    super('APPOINTMENTS.CUSTOMER_ERASED', 'conflict', message, { customerId });
  }
}

/** Who books alone keeps a few times, not the store's whole calendar; the telephone books more. */
export class TooManyVisitsAhead extends DomainError {
  constructor(mostAhead: number) {
    const message = `A customer who books alone has at most ${mostAhead} visits ahead.`;
    super('APPOINTMENTS.TOO_MANY_VISITS_AHEAD', 'conflict', message, { mostAhead });
  }
}

export class AdvisorNotOfStore extends DomainError {
  constructor(advisorId: string, pointer: string) {
    const message = `${advisorId} is no advisor of this store.`;
    super('APPOINTMENTS.ADVISOR_NOT_OF_STORE', 'invalid', message, { pointer, advisorId });
  }
}

export class NotToday extends DomainError {
  constructor(id: string, startsAt: Date) {
    const message = `Appointment ${id} is on a later day.`;
    super('APPOINTMENTS.NOT_TODAY', 'conflict', message, { id, startsAt: startsAt.toISOString() });
  }
}

/** The named advisor meets the customer; another one says that they stand in (APT-7). */
export class AnotherAdvisorExpected extends DomainError {
  constructor(id: string, advisorId: string) {
    const message = `Appointment ${id} is received by ${advisorId}; standIn says that you do it for them.`;
    super('APPOINTMENTS.ANOTHER_ADVISOR_EXPECTED', 'conflict', message, { id, advisorId });
  }
}
