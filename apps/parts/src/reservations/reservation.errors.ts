import { DomainError } from '@pitlane/kernel';
import type { KeptFor, ReservationStatus } from './reservation-facts.js';

export class PartsStillShort extends DomainError {
  constructor(id: string, partNumbers: readonly string[]) {
    super('PARTS.STILL_SHORT', 'conflict', 'Parts of this reservation are missing.', { id, partNumbers });
  }
}

export class ReservationNotOpen extends DomainError {
  constructor(id: string, status: ReservationStatus) {
    super('PARTS.RESERVATION_NOT_OPEN', 'conflict', `The reservation is ${status}.`, { id, status });
  }
}

/** Nothing is taken for it yet: it is made hard first. */
export class ReservationIsSoft extends DomainError {
  constructor(id: string) {
    super('PARTS.RESERVATION_SOFT', 'conflict', 'The reservation is soft: nothing is kept for it yet.', { id });
  }
}

export class ReservationNotSoft extends DomainError {
  constructor(id: string, status: ReservationStatus) {
    super('PARTS.RESERVATION_NOT_SOFT', 'conflict', `The reservation is ${status}, not soft.`, { id, status });
  }
}

export class KeptUntilOutOfRange extends DomainError {
  constructor(mostDays: number) {
    const message = `A reservation at the counter ends in the future, within ${mostDays} days.`;
    super('PARTS.KEPT_UNTIL_OUT_OF_RANGE', 'invalid', message, { mostDays, pointer: '/keptUntil' });
  }
}

/** That of a booking or a repair order ends with it. */
export class NotMadeAtCounter extends DomainError {
  constructor(id: string, purpose: KeptFor) {
    super('PARTS.NOT_MADE_AT_COUNTER', 'conflict', 'This reservation was not made at the counter.', { id, purpose });
  }
}

export class LineNotReserved extends DomainError {
  constructor(id: string, lineIds: readonly string[]) {
    super('PARTS.LINE_NOT_RESERVED', 'conflict', 'Nothing is kept for these lines of the reservation.', {
      id,
      lineIds,
    });
  }
}

export class RepairOrderNotAuthorized extends DomainError {
  constructor(repairOrderId: string) {
    const message = 'The repair order is not known as authorised: nothing is issued to it.';
    super('PARTS.NOT_AUTHORIZED', 'conflict', message, { repairOrderId });
  }
}

export class RepairOrderIsCompleted extends DomainError {
  constructor(repairOrderId: string) {
    super('PARTS.ORDER_COMPLETED', 'conflict', 'The repair order is completed.', { repairOrderId });
  }
}

export class LineNotAuthorized extends DomainError {
  constructor(lineId: string) {
    super('PARTS.LINE_NOT_AUTHORIZED', 'conflict', 'The repair order has no such part line.', { lineId });
  }
}

export class LineClosed extends DomainError {
  constructor(lineId: string) {
    super('PARTS.LINE_CLOSED', 'conflict', 'Nothing more is issued on this line.', { lineId });
  }
}

/** What was issued, less what came back, may not exceed what the customer approved. */
export class MoreThanApproved extends DomainError {
  constructor(lineId: string, openThousandths: number) {
    super('PARTS.MORE_THAN_APPROVED', 'conflict', 'This is more than is approved and not yet drawn.', {
      lineId,
      openThousandths,
    });
  }
}
