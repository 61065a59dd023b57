import { DomainError } from '@pitlane/kernel';

export class DeliveryAlreadyReceived extends DomainError {
  constructor(deliveryNote: string) {
    super('PARTS.DELIVERY_ALREADY_RECEIVED', 'conflict', 'This delivery note of the supplier is booked in already.', {
      deliveryNote,
    });
  }
}

export class RejectionWithoutReason extends DomainError {
  constructor(line: number) {
    super('PARTS.REJECTION_WITHOUT_REASON', 'invalid', 'A line that is not accepted says why.', {
      pointer: `/lines/${line}/reason`,
    });
  }
}

export class LotIsDecided extends DomainError {
  constructor(lotId: string) {
    super('PARTS.LOT_IS_DECIDED', 'conflict', 'Nothing of this lot waits in quarantine for a decision.', { lotId });
  }
}

export class DeliveryIsSuspected extends DomainError {
  constructor(id: string) {
    super('PARTS.DELIVERY_SUSPECTED', 'conflict', 'This store suspects this delivery already.', { id });
  }
}

export class DeliveryNotSuspected extends DomainError {
  constructor(id: string) {
    super('PARTS.DELIVERY_NOT_SUSPECTED', 'conflict', 'This store does not suspect this delivery.', { id });
  }
}

export class LotNotAccepted extends DomainError {
  constructor(lotIds: readonly string[]) {
    const message = 'Only lots of this delivery that were accepted are put away.';
    super('PARTS.LOT_NOT_ACCEPTED', 'conflict', message, { lotIds });
  }
}

export class ReceivedInFuture extends DomainError {
  constructor() {
    super('PARTS.RECEIVED_IN_FUTURE', 'invalid', 'A delivery cannot be received in the future.', {
      pointer: '/receivedAt',
    });
  }
}

/** An issue of it could not say what it cost. */
export class LotTooDear extends DomainError {
  constructor(line: number) {
    super('PARTS.LOT_TOO_DEAR', 'invalid', 'A lot costs at most ¥1 billion.', {
      pointer: `/lines/${line}/unitCostFen`,
    });
  }
}
