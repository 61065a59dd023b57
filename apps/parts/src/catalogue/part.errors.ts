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
