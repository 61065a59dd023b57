import { DomainError } from '@pitlane/kernel';

export class InsufficientStock extends DomainError {
  constructor(partNumber: string, missingThousandths: number) {
    super('PARTS.INSUFFICIENT_STOCK', 'conflict', 'There is not enough free stock.', {
      partNumber,
      missingThousandths,
    });
  }
}
