import { DomainError } from '@pitlane/kernel';

export class PartAlreadyListed extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.ALREADY_LISTED', 'conflict', 'A part with this number is in the catalogue already.', { partNumbers });
  }
}

export class PartNotListed extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.NOT_LISTED', 'invalid', 'The catalogue has no part with this number.', { partNumbers });
  }
}

export class LimitsCrossed extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.LIMITS_CROSSED', 'invalid', 'The minimum lies above the maximum.', {
      partNumber,
      pointer: '/minThousandths',
    });
  }
}

/** Events and orders count a quantity up to one million stocking units. */
export class TooMuchStock extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.TOO_MUCH_STOCK', 'invalid', 'No more than a million units of a part can be on hand.', { partNumber });
  }
}
