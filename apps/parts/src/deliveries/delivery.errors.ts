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
    super('PARTS.REJECTION_WITHOUT_REASON', 'invalid', 'A rejected line says why.', {
      pointer: `/lines/${line}/reason`,
    });
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
