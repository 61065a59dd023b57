import { DomainError } from '@pitlane/kernel';

export class PlanIncomplete extends DomainError {
  constructor(pointer: '/partNumbers' | '/notCountedSince') {
    const message = 'A full stocktake says since when a part counts as not counted, a chosen one names its parts.';
    super('PARTS.PLAN_INCOMPLETE', 'invalid', message, { pointer });
  }
}

export class NothingToCount extends DomainError {
  constructor() {
    super('PARTS.NOTHING_TO_COUNT', 'conflict', 'No part is due to be counted.');
  }
}

export class AlreadyBeingCounted extends DomainError {
  constructor() {
    super('PARTS.ALREADY_BEING_COUNTED', 'conflict', 'One of these parts is on another open sheet.');
  }
}

export class StocktakeNotOpen extends DomainError {
  constructor(id: string, status: string) {
    super('PARTS.STOCKTAKE_NOT_OPEN', 'conflict', `The stocktake is ${status}.`, { id, status });
  }
}

export class NotOnSheet extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.NOT_ON_SHEET', 'conflict', 'The sheet does not ask for these parts.', { partNumbers });
  }
}

/** A count tells of an instant between the opening of the sheet and now. */
export class CountedAtWrongTime extends DomainError {
  constructor(partNumber: string) {
    super(
      'PARTS.COUNTED_AT_WRONG_TIME',
      'invalid',
      'It is counted after the sheet was opened, and not in the future.',
      {
        partNumber,
      },
    );
  }
}

export class CountImplausible extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.COUNT_IMPLAUSIBLE', 'invalid', 'This would be worth more than ¥1 billion.', { partNumber });
  }
}

export class RecountedBySame extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.RECOUNTED_BY_SAME', 'conflict', 'Another person counts it again.', { partNumber });
  }
}

export class LinesStillToCount extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.STILL_TO_COUNT', 'conflict', 'These parts are to be counted, or to be counted again.', {
      partNumbers,
    });
  }
}

export class ApprovedByCounter extends DomainError {
  constructor() {
    super('PARTS.APPROVED_BY_COUNTER', 'conflict', 'Who counted does not approve.');
  }
}

/** What has no cost cannot be booked in by counting: it comes by a delivery. */
export class NeverInStock extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.NEVER_IN_STOCK', 'conflict', 'The part was never in stock: book what is there in as a delivery.', {
      partNumber,
    });
  }
}

/** A line of a reservation that keeps some of a part of which too little is there. */
export interface KeepingLine {
  readonly lineId: string;
  readonly reservationId: string;
  readonly partNumber: string;
  readonly keptThousandths: number;
}

/** More is missing than is free: the manager says which lines become short. */
export class StocktakeTakesKept extends DomainError {
  constructor(lines: readonly KeepingLine[]) {
    super(
      'PARTS.STOCKTAKE_TAKES_KEPT',
      'conflict',
      'More is missing than is free: name in releaseLineIds who becomes short.',
      {
        lines,
      },
    );
  }
}

/** More left the store since the count than had been counted. */
export class CountContradicted extends DomainError {
  constructor(partNumber: string) {
    const message = 'More left the store since than was counted: count this part again.';
    super('PARTS.COUNT_CONTRADICTED', 'conflict', message, { partNumber });
  }
}
