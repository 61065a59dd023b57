import { DomainError } from '@pitlane/kernel';

export class BorrowingSettled extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.BORROWING_SETTLED', 'conflict', `What was borrowed is ${status}.`, { id, status });
  }
}

export class BorrowedForOtherPart extends DomainError {
  constructor(lineId: string, partNumber: string) {
    super('PARTS.BORROWED_FOR_OTHER_PART', 'conflict', 'This line wants another part.', { lineId, partNumber });
  }
}

export class DueInThePast extends DomainError {
  constructor() {
    super('PARTS.DUE_IN_THE_PAST', 'invalid', 'It is due back today or later.', { pointer: '/dueOn' });
  }
}

/** What is borrowed costs the same as what settles it, or somebody says why not. */
export class CostDiffers extends DomainError {
  constructor(borrowedFen: number, settledFen: number) {
    super('PARTS.COST_DIFFERS', 'invalid', 'It costs something else than was agreed: explain why.', {
      ...{ borrowedFen, settledFen, pointer: '/explanation' },
    });
  }
}
