import { DomainError } from '@pitlane/kernel';

export class TransferNotOpen extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.TRANSFER_NOT_OPEN', 'conflict', `The transfer is ${status}.`, { id, status });
  }
}

export class NotAskedFor extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.NOT_ASKED_FOR', 'conflict', 'The transfer does not ask for that much of these parts.', {
      partNumbers,
    });
  }
}

export class NotShipped extends DomainError {
  constructor(lotId: string) {
    super('PARTS.NOT_SHIPPED', 'conflict', 'That much of this lot is not on its way.', { lotId });
  }
}

export class DifferenceUnexplained extends DomainError {
  constructor() {
    super('PARTS.DIFFERENCE_UNEXPLAINED', 'invalid', 'What is lost or goes back is explained.', {
      pointer: '/explanation',
    });
  }
}

export class LotNamedTwice extends DomainError {
  constructor(lotIds: readonly string[]) {
    super('PARTS.LOT_NAMED_TWICE', 'invalid', 'A lot is named once, with all that became of it.', { lotIds });
  }
}
