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

export class YearsCrossed extends DomainError {
  constructor(partNumber: string, model: string) {
    super('PARTS.YEARS_CROSSED', 'invalid', 'The first year of a car that it fits lies after the last.', {
      ...{ partNumber, model },
      pointer: '/fits',
    });
  }
}

export class CarIncomplete extends DomainError {
  constructor() {
    super('PARTS.CAR_INCOMPLETE', 'invalid', 'A car is named by make and model, and then by year.', {
      pointer: '/make',
    });
  }
}

export class PartAlreadySuperseded extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.ALREADY_SUPERSEDED', 'conflict', 'Another number replaces this part already.', { partNumber });
  }
}

export class PartNotSuperseded extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.NOT_SUPERSEDED', 'conflict', 'No other number replaces this part.', { partNumber });
  }
}

/** Events and orders count a quantity up to one million stocking units. */
export class TooMuchStock extends DomainError {
  constructor(partNumber: string) {
    super('PARTS.TOO_MUCH_STOCK', 'invalid', 'No more than a million units of a part can be on hand.', { partNumber });
  }
}

export class PartNamedTwice extends DomainError {
  constructor(partNumbers: readonly string[]) {
    super('PARTS.PART_NAMED_TWICE', 'invalid', 'Each part is named once.', { partNumbers });
  }
}
